"""YAML as values with the span of every key and value; nothing in a text makes this run code or go on for ever.

YAML is only ever composed to a tree of nodes, never constructed to objects, so that no tag can name a Python type and
an alias costs nothing until it is followed, which `_Reader` does a limited number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite

import yaml

from playbook_lint.facts import Comment, Value, YamlError
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.source import SourceText, Span, holds, new_tuple

MAX_DEPTH = 32
# Numbers of more characters stay as written: Python prints integers of a few thousand digits only.
MAX_NUMBER_LENGTH = 100

_LINE_END = lazy_pattern(r"\r\n|\n|\r|\Z")
_DIRECTIVE = re.compile(r"(?:\A|(?<=\s))(#[ \t]*(playbook-lint-[^\r\n]*))", re.IGNORECASE)
_YAML = "tag:yaml.org,2002:"
# Scalars that JSON lacks stay as written; `10/22/2019` is a text for YAML anyway, `2019-10-22` becomes one here.
_AS_WRITTEN = {f"{_YAML}{name}" for name in ("str", "timestamp", "value", "merge", "binary")}
_PLAIN_DATA = {f"{_YAML}{name}" for name in ("int", "float", "bool", "null")}
_TOO_DEEP = f"it is nested deeper than {MAX_DEPTH} levels"
# What the parser says, with and without its C library, in the words of an author; True: at the start of the construct.
_EXPLAINED = (
    ("mapping values are not allowed", "a second `: ` in one value; put the value in quotes", False),
    ("could not find expected ':'", "this line is not of the form `key: value`", True),
    ("found unexpected end of stream", "this quotation mark is not closed", True),
    ("found character", "no value begins with this character; put the value in quotes, use no tabs", False),
    ("found undefined alias", "a value that begins with `*` must stand in quotes", False),
    ("expected <block end>", "text after the end of a value, or wrong indentation", False),
    ("did not find expected key", "text after the end of a value, or wrong indentation", False),
    ("exceeded maximum nesting depth", _TOO_DEEP, False),
    ("but found another document", "a second document begins here; delete the line `---`", False),
)


class Limits(Record, frozen=True):
    """How much is read: so many characters, and so many values once aliases are followed."""

    length: int
    values: int


class LimitError(yaml.YAMLError):
    """The YAML goes beyond the limits."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses deep nesting, since the C library composes nodes by recursion, and more than `max_nodes` nodes.

    Resolvers by path, which the methods below are for, are not used.
    """

    max_nodes = 0
    _nodes = 0
    _depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        self._depth += 1
        self._nodes += 1
        if self._depth > MAX_DEPTH:
            raise LimitError(_TOO_DEEP)
        if self._nodes > self.max_nodes:
            raise LimitError(_too_many(self.max_nodes // 2))

    def ascend_resolver(self) -> None:
        self._depth -= 1


def compose(text: str, base: int, limits: Limits) -> tuple[Value | None, tuple[YamlError, ...]]:
    """The root of the YAML in `text`, which begins at offset `base`, and the errors in its values.

    The root has no key, and is None for a text without any value. Raises `yaml.YAMLError` for what cannot be read;
    `LimitError` is one.
    """
    if len(text) > limits.length:
        raise LimitError(f"it is longer than {limits.length:,} characters")
    text, base = _without_marks(text, base)
    loader = _Loader(text)
    loader.max_nodes = 2 * limits.values  # a value may have a key, which is a node too
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    if node is None:
        return None, ()
    reader = _Reader(text, base, limits.values)
    return reader.root(node), tuple(reader.errors)


def read(text: str, base: int, whole: Span, limits: Limits) -> tuple[Value | None, tuple[YamlError, ...]]:
    """As `compose`, with what cannot be read as an error too; never raises.

    `whole` is where an error stands that is about all of the text.
    """
    try:
        return compose(text, base, limits)
    except yaml.MarkedYAMLError as error:
        return None, (_syntax_error(error, *_without_marks(text, base)),)
    except yaml.reader.ReaderError as error:
        at = max(text.find(chr(error.character)), 0) + base  # the error itself may count bytes
        return None, (YamlError("syntax", Span(at, at), "it has a character that YAML does not allow"),)
    except yaml.YAMLError as error:
        detail = str(error) if isinstance(error, LimitError) else "it is not YAML"
        return None, (YamlError("syntax", whole, detail),)


def directives(source: SourceText, text: str, base: int, limits: Limits) -> tuple[Comment, ...]:
    """The comments in `text`, at `base` of `source`, that speak to this tool; what looks like one in a value is text.

    There are none in a text that is longer than is read.
    """
    if len(text) > limits.length:
        return ()
    found = list(_DIRECTIVE.finditer(text))
    texts = list(_texts(text)) if found else []
    return tuple(_comment(source, match, base) for match in found if not holds(texts, match.start(1)))


def _comment(source: SourceText, match: re.Match[str], base: int) -> Comment:
    line = source.lines.line(base + match.start(1))
    return Comment(match[2].strip(), Span(base + match.start(1), base + match.end(1)), (line, line))


def _texts(text: str) -> Iterator[Span]:
    """Where a `#` is text: between quotation marks and in blocks, up to the first thing that cannot be read."""
    text, base = _without_marks(text, 0)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return
            if isinstance(event, yaml.ScalarEvent) and event.style and event.start_mark and event.end_mark:
                start = event.start_mark.index
                if event.style in "|>" and (line_end := _LINE_END.search(text, start)):
                    start = line_end.end()  # the line that begins a block, `key: |`, may have a comment
                yield Span(base + start, base + event.end_mark.index)
    except yaml.YAMLError:
        return


def _without_marks(text: str, base: int) -> tuple[str, int]:
    """`text` and its offset without the byte order marks at its start: libyaml skips them and does not count them."""
    stripped = text.lstrip("\ufeff")
    return stripped, base + len(text) - len(stripped)


def _too_many(values: int) -> str:
    return f"it expands to more than {values:,} values"


def _syntax_error(error: yaml.MarkedYAMLError, text: str, base: int) -> YamlError:
    problem = error.problem or error.context or "it is not YAML"
    explained = ((words, at_start) for start, words, at_start in _EXPLAINED if problem.startswith(start))
    detail, at_start = next(explained, (problem, False))
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) + base if mark else 0
    return YamlError("syntax", Span(at, at), detail)


class _Reader:
    """Reads values from composed YAML nodes, following each alias, up to so many values."""

    def __init__(self, text: str, base: int, max_values: int) -> None:
        self._text = text
        self._base = base
        self._max_values = max_values
        self._count = 0
        self._constructor = yaml.constructor.SafeConstructor()
        self._around: list[yaml.Node] = []  # the collections that hold the value that is read
        self._circular: set[Span] = set()
        self.errors: list[YamlError] = []

    def root(self, node: yaml.Node) -> Value:
        """The value of the root."""
        return self._value("", self._span(node), node, 0)

    def _fields(self, node: yaml.Node, depth: int) -> tuple[Value, ...]:
        """The members of a mapping node, duplicates included."""
        values: list[Value] = []
        first: dict[str, Span] = {}
        for key_node, value_node in node.value:
            key_span = self._span(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.errors.append(YamlError("syntax", key_span, "a key must be a single word or text"))
                continue
            key = key_node.value
            if key in first:
                self.errors.append(YamlError("duplicate-key", key_span, key, first[key]))
            first.setdefault(key, key_span)
            values.append(self._value(key, key_span, value_node, depth))
        return tuple(values)

    def _value(self, key: str, key_span: Span, node: yaml.Node, depth: int) -> Value:
        self._count += 1
        if self._count > self._max_values:
            raise LimitError(_too_many(self._max_values))
        if depth > MAX_DEPTH:
            raise LimitError(_TOO_DEEP)
        span = self._span(node)
        if isinstance(node, yaml.ScalarNode):
            return Value(key, key_span, self._scalar(node, span), span)
        if any(node is outer for outer in self._around):
            if span not in self._circular:
                self.errors.append(YamlError("syntax", span, "an alias in this value refers to the value itself"))
            self._circular.add(span)
            return Value(key, key_span, None, span)
        self._around.append(node)
        value = self._collection(key, key_span, node, span, depth + 1)
        self._around.pop()
        return value

    def _collection(self, key: str, key_span: Span, node: yaml.Node, span: Span, depth: int) -> Value:
        if isinstance(node, yaml.MappingNode):
            fields = self._fields(node, depth)
            return Value(key, key_span, {field.key: field.value for field in fields}, span, fields=fields)
        items = tuple(self._value("", self._span(item), item, depth) for item in node.value)
        return Value(key, key_span, [item.value for item in items], span, items=items)

    def _scalar(self, node: yaml.Node, span: Span) -> object:
        if node.tag in _PLAIN_DATA:
            return self._plain_data(node)
        if node.tag not in _AS_WRITTEN:
            self.errors.append(YamlError("syntax", span, f"the tag {node.tag} is not allowed"))
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
        end = start + len(self._text[start:end].rstrip())  # a block scalar ends where the next key begins
        return new_tuple(Span, (start + self._base, end + self._base))
