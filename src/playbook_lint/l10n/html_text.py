"""The texts of an HTML block: what stands between the tags that make blocks. Inline tags belong to the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.l10n.prose import html_has_words
from playbook_lint.source import Span

# Phrasing content: https://html.spec.whatwg.org/#phrasing-content
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
# What stands between these tags is not read, or not to be changed.
_OPAQUE = re.compile(r"<(script|style|pre|textarea|svg|math|template)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>|</?([a-zA-Z][a-zA-Z0-9-]*)(?:\"[^\"]*\"|'[^']*'|[^\"'<>])*>", re.S)


def html_texts(html: str) -> Iterator[Span]:
    """The spans of the texts in a block of HTML, offsets into `html`, without white space around them."""
    at = start = 0
    while at <= len(html):
        opaque = _OPAQUE.match(html, at)
        token = opaque or _TOKEN.match(html, at)
        if token is None and at < len(html):
            found = html.find("<", at + 1)
            at = found if found >= 0 else len(html)
            continue
        name = (token[1] or "").lower() if token else ""
        if token is None or opaque or name not in _INLINE:
            yield from _text(html, start, at)
            start = token.end() if token else at
        if token is None:
            return
        at = token.end()


def _text(html: str, start: int, end: int) -> Iterator[Span]:
    text = html[start:end]
    if html_has_words(text):
        first = start + len(text) - len(text.lstrip())
        yield Span(first, first + len(text.strip()))
