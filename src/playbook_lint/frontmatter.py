"""Front matter with the span of every key and value: the only user of python-frontmatter, and with it of PyYAML.

`SpanHandler` plugs into python-frontmatter's extension point and differs from its YAML handler in what real pages need:
fences may be followed by spaces, nothing is stripped, and values keep the place where they stand. YAML is only ever
composed to a tree of nodes, never constructed to objects, so that no tag can name a Python type and an alias costs
nothing until it is followed, which `_Reader` does at most `MAX_VALUES` times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import Any

import yaml
from frontmatter.default_handlers import SafeLoader, YAMLHandler

from playbook_lint.facts import NO_METADATA, Comment, Metadata, MetadataError, Value
from playbook_lint.source import SourceText, Span, holds

# Metadata of real pages has about fifteen values; beyond these limits the YAML is an attack or not metadata at all.
MAX_VALUES = 5_000
MAX_DEPTH = 32
MAX_LENGTH = 100_000
# Numbers of more characters stay as written: Python prints integers of a few thousand digits only.
MAX_NUMBER_LENGTH = 100

_OPENING = re.compile(r"---[ \t]*(\r\n|\n|\r)")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)")
_FENCE_END = re.compile(r"\r\n|\n|\r|\Z")
_KEY_LINE = re.compile(r"[\w.-]+[ \t]*:(?:\s|$)")
_DIRECTIVE = re.compile(r"(?:\A|(?<=\s))(#[ \t]*(playbook-lint-[^\r\n]*))")
_YAML = "tag:yaml.org,2002:"
# Scalars that JSON lacks stay as written; `10/22/2019` is a text for YAML anyway, `2019-10-22` becomes one here.
_AS_WRITTEN = {f"{_YAML}{name}" for name in ("str", "timestamp", "value", "merge", "binary")}
_PLAIN_DATA = {f"{_YAML}{name}" for name in ("int", "float", "bool", "null")}
# What the parser says, with and without its C library, in the words of an author; True: at the start of the construct.
_EXPLAINED = (
    ("mapping values are not allowed", "a second `: ` in one value; put the value in quotes", False),
    ("could not find expected ':'", "this line is not of the form `key: value`", True),
    ("found unexpected end of stream", "this quotation mark is not closed", True),
    ("found character", "no value begins with this character; put the value in quotes, use no tabs", False),
    ("found undefined alias", "a value that begins with `*` must stand in quotes", False),
    ("expected <block end>", "text after the end of a value, or wrong indentation", False),
    ("did not find expected key", "text after the end of a value, or wrong indentation", False),
)


class _Loader(SafeLoader):  # type: ignore[misc,valid-type]
    """Refuses deep nesting: the C library composes nodes by recursion and would overrun its stack."""

    _depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _LimitError(_TOO_DEEP)
        super().descend_resolver(current_node, current_index)

    def ascend_resolver(self) -> None:
        self._depth -= 1
        super().ascend_resolver()


class _LimitError(yaml.YAMLError):
    """The YAML goes beyond the limits above."""


class UnclosedFrontMatterError(ValueError):
    """The opening fence has no closing one."""


_TOO_LONG = f"the metadata is longer than {MAX_LENGTH} characters"
_TOO_DEEP = f"it is nested deeper than {MAX_DEPTH} levels"


class SpanHandler(YAMLHandler):
    """A python-frontmatter handler: `frontmatter.loads(text, handler=SpanHandler())`."""

    FM_BOUNDARY = _OPENING

    def split(self, text: str) -> tuple[str, str]:
        """The text between the fences, and the text after the closing fence's line; raises when it has none."""
        opening = _OPENING.match(text)
        if opening is None:
            raise ValueError("the text does not begin with front matter")
        closing = _CLOSING.search(text, opening.end())
        if closing is None:
            raise UnclosedFrontMatterError("the front matter is not closed")
        line_end = _FENCE_END.search(text, closing.end())
        return text[opening.end() : closing.start()], text[line_end.end() if line_end else len(text) :]

    def load(self, fm: str, **kwargs: object) -> Any:
        """The metadata as JSON data, empty when it is no mapping; raises `yaml.YAMLError` for what YAML cannot read."""
        if len(fm) > MAX_LENGTH:
            raise _LimitError(_TOO_LONG)
        node = yaml.compose(fm, Loader=_Loader)
        if not isinstance(node, yaml.MappingNode):
            return {}
        return {value.key: value.value for value in _Reader(fm, 0).fields(node)}


def read(source: SourceText) -> Metadata:
    """The front matter of `source`, errors included; never raises."""
    text = source.text
    handler = SpanHandler()
    if not handler.detect(text):
        return NO_METADATA
    try:
        header, content = handler.split(text)
    except UnclosedFrontMatterError:
        return _unclosed(text)
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    body = len(text) - len(content)
    span = Span(0, start + len(header) + 3)
    if len(header) > MAX_LENGTH:
        error = MetadataError("syntax", Span(0, 3), _TOO_LONG)
        return Metadata(True, span, body, errors=(error,))
    comments = tuple(_directive(source, match, start) for match in _directives(header))
    values, errors = _load(header, start)
    return Metadata(True, span, body, values, errors, comments)


def _unclosed(text: str) -> Metadata:
    """`---` on the first line is a thematic break, unless a line that looks like a key follows."""
    opening = _OPENING.match(text)
    if opening is None or not _KEY_LINE.match(text, opening.end()):
        return NO_METADATA
    error = MetadataError("unclosed", Span(0, 3), "the closing `---` is missing")
    return Metadata(True, Span(0, 3), 0, errors=(error,))


def _directives(header: str) -> Iterator[re.Match[str]]:
    """The comments that speak to this tool; what looks like one in a value is text."""
    found = list(_DIRECTIVE.finditer(header))
    texts = list(_texts(header)) if found else []
    return (match for match in found if not holds(texts, match.start(1)))


def _texts(header: str) -> Iterator[Span]:
    """Where a `#` is text: between quotation marks and in blocks, up to the first thing that cannot be read."""
    text = header.lstrip("\ufeff")  # as in `_load`
    base = len(header) - len(text)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return
            if isinstance(event, yaml.ScalarEvent) and event.style:
                start = event.start_mark.index
                if event.style in "|>" and (line_end := _FENCE_END.search(text, start)):
                    start = line_end.end()  # the line that begins a block, `key: |`, may have a comment
                yield Span(base + start, base + event.end_mark.index)
    except yaml.YAMLError:
        return


def _directive(source: SourceText, match: re.Match[str], base: int) -> Comment:
    line = source.lines.line(base + match.start(1))
    return Comment(match[2].strip(), Span(base + match.start(1), base + match.end(1)), (line, line))


def _load(header: str, base: int) -> tuple[tuple[Value, ...], tuple[MetadataError, ...]]:
    fence = Span(0, 3)
    # libyaml skips byte order marks and does not count them.
    text = header.lstrip("\ufeff")
    base += len(header) - len(text)
    try:
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            return (), ()
        if not isinstance(node, yaml.MappingNode):
            found = "a list" if isinstance(node, yaml.SequenceNode) else "a text"
            return (), (MetadataError("not-object", fence, found),)
        reader = _Reader(text, base)
        return reader.fields(node), tuple(reader.errors)
    except yaml.MarkedYAMLError as error:
        return (), (_syntax_error(error, text, base),)
    except yaml.reader.ReaderError as error:
        at = max(text.find(chr(error.character)), 0) + base  # the error itself may count bytes
        return (), (MetadataError("syntax", Span(at, at), "it has a character that YAML does not allow"),)
    except yaml.YAMLError as error:
        detail = str(error) if isinstance(error, _LimitError) else "it is not YAML"
        return (), (MetadataError("syntax", fence, detail),)


def _syntax_error(error: yaml.MarkedYAMLError, header: str, base: int) -> MetadataError:
    problem = error.problem or error.context or "it is not YAML"
    explained = ((words, at_start) for start, words, at_start in _EXPLAINED if problem.startswith(start))
    detail, at_start = next(explained, (problem, False))
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    at = min(mark.index, len(header)) + base if mark else 0
    return MetadataError("syntax", Span(at, at), detail)


class _Reader:
    """Reads values from composed YAML nodes, following each alias, within the limits above."""

    def __init__(self, header: str, base: int) -> None:
        self._header = header
        self._base = base
        self._count = 0
        self._constructor = yaml.constructor.SafeConstructor()
        self.errors: list[MetadataError] = []

    def fields(self, node: yaml.Node, depth: int = 0) -> tuple[Value, ...]:
        """The members of a mapping node, duplicates included."""
        values: list[Value] = []
        first: dict[str, Span] = {}
        for key_node, value_node in node.value:
            key_span = self._span(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.errors.append(MetadataError("syntax", key_span, "a key must be a single word or text"))
                continue
            key = key_node.value
            if key in first:
                self.errors.append(MetadataError("duplicate-key", key_span, key, first[key]))
            first.setdefault(key, key_span)
            values.append(self._value(key, key_span, value_node, depth))
        return tuple(values)

    def _value(self, key: str, key_span: Span, node: yaml.Node, depth: int) -> Value:
        self._count += 1
        if self._count > MAX_VALUES:
            raise _LimitError(f"it expands to more than {MAX_VALUES} values")
        if depth > MAX_DEPTH:
            raise _LimitError(_TOO_DEEP)
        span = self._span(node)
        if isinstance(node, yaml.MappingNode):
            fields = self.fields(node, depth + 1)
            return Value(key, key_span, {field.key: field.value for field in fields}, span, fields=fields)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self._value("", span, item, depth + 1) for item in node.value)
            return Value(key, key_span, [item.value for item in items], span, items=items)
        return Value(key, key_span, self._scalar(node, span), span)

    def _scalar(self, node: yaml.Node, span: Span) -> object:
        if node.tag in _PLAIN_DATA:
            return self._plain_data(node)
        if node.tag not in _AS_WRITTEN:
            self.errors.append(MetadataError("syntax", span, f"the tag {node.tag} is not allowed"))
        return node.value

    def _plain_data(self, node: yaml.Node) -> object:
        """A number, truth value or null; the text where JSON has no such value, or YAML does not read it as one."""
        if len(node.value) > MAX_NUMBER_LENGTH:
            return node.value
        try:
            value = self._constructor.construct_object(node)
        except (ValueError, LookupError, ArithmeticError, yaml.YAMLError):
            return node.value
        return node.value if isinstance(value, float) and not isfinite(value) else value

    def _span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark.index, node.end_mark.index
        end = start + len(self._header[start:end].rstrip())  # a block scalar ends where the next key begins
        return Span(start + self._base, end + self._base)
