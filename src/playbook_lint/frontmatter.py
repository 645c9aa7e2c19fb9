"""Front matter with the span of every key and value: the only user of python-frontmatter.

`SpanHandler` plugs into python-frontmatter's extension point and differs from its YAML handler in what real pages need:
fences may be followed by spaces, nothing is stripped, and values keep the place where they stand.
"""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from playbook_lint import yaml_values
from playbook_lint.facts import NO_METADATA, Metadata, Value, YamlError
from playbook_lint.patterns import lazy_pattern
from playbook_lint.source import SourceText, Span
from playbook_lint.yaml_values import Limits

# Metadata of real pages has about fifteen values; beyond these limits the YAML is an attack or not metadata at all.
LIMITS = Limits(length=100_000, values=5_000)

_OPENING = re.compile(r"---[ \t]*(\r\n|\n|\r)")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)")
_FENCE_END = re.compile(r"\r\n|\n|\r|\Z")
_KEY_LINE = lazy_pattern(r"[\w.-]+[ \t]*:(?:\s|$)")
_FENCE = Span(0, len("---"))


class UnclosedFrontMatterError(ValueError):
    """The opening fence has no closing one."""


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
        root, _ = yaml_values.compose(fm, 0, LIMITS)
        return root.value if root and isinstance(root.value, dict) else {}


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
    values, errors = _values(header, start)
    return Metadata(True, span, body, values, errors, yaml_values.directives(source, header, start, LIMITS))


def _unclosed(text: str) -> Metadata:
    """`---` on the first line is a thematic break, unless a line that looks like a key follows."""
    opening = _OPENING.match(text)
    if opening is None or not _KEY_LINE.match(text, opening.end()):
        return NO_METADATA
    error = YamlError("unclosed", _FENCE, "the closing `---` is missing")
    return Metadata(True, _FENCE, 0, errors=(error,))


def _values(header: str, start: int) -> tuple[tuple[Value, ...], tuple[YamlError, ...]]:
    root, errors = yaml_values.read(header, start, _FENCE, LIMITS)
    if root and not isinstance(root.value, dict):
        found = "a list" if isinstance(root.value, list) else "a text"
        return (), (YamlError("not-object", _FENCE, found),)
    return root.fields if root else (), errors
