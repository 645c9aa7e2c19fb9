"""The markup of a message: what of it a translation must keep, part by part. Pure; no language is known.

A message is the text of one block, in which a line feed is a line break. Messages of other tools may hold whole blocks;
their fences and indented code are no text.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from html import unescape
from typing import NamedTuple

from playbook_lint.facts import HtmlTag, Inline
from playbook_lint.html_tags import html_tags
from playbook_lint.records import Record
from playbook_lint.source import Span, holds

# What stands in the running text for each character of code, HTML and destinations.
BLANK = "\0"

_FENCE = re.compile(r"[ \t]*(?:`{3,}[^`\n]*|~{3,}[^\n]*)\n")
_ROLE = re.compile(r"(?::[\w.+-]+:|\{[\w.:+-]+\})\Z")
_LONGEST_ROLE = 40
# Roles whose text is for readers: https://www.sphinx-doc.org/en/master/usage/restructuredtext/roles.html.
_READ_ROLES = frozenset(
    ("abbr", "dfn", "emphasis", "guilabel", "menuselection", "strong", "sub", "subscript", "sup", "superscript")
)
_TITLE_AND_TARGET = re.compile(r".*\s<([^<>]+)>", re.DOTALL)
_COUNTED = ("strong", "emphasis", "strikethrough", "link", "image")
_MERGED = ("strong", "emphasis", "strikethrough")
_LINK_ATTRIBUTES = ("href", "src")
# RFC 3986, but for brackets, which are more often marks of Markdown; scripts without spaces go on right behind it.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*", re.ASCII)
_NOT_LAST = ".,:;!?'*_~"


class Part(NamedTuple):
    """A piece of markup as it is written: code, a destination, a label, an address; `span` is that of the text.

    Parts with the same `key` are the same though they are written otherwise.
    """

    content: str
    span: Span
    key: str = ""

    @property
    def keys(self) -> tuple[str]:
        """What is the same of parts that are."""
        return (self.key or self.content,)


class Markup(Record, frozen=True, dict=True):
    """The markup of `text`, whose Markdown are `inlines`."""

    text: str
    inlines: tuple[Inline, ...]

    @cached_property
    def is_code(self) -> bool:
        """Whether the text is a block of code, of which people translate the comments."""
        return _FENCE.match(self.text) is not None

    @cached_property
    def counts(self) -> Counter[str]:
        """How many parts there are of each kind; of those side by side, with white space between, one counts."""
        found: Counter[str] = Counter()
        ends: dict[str, int] = {}
        for inline in self.inlines:
            kind = inline.kind
            if kind not in _COUNTED or self._is_reference(inline):
                continue
            is_next = kind in _MERGED and kind in ends and not self.text[ends[kind] : inline.span.start].strip()
            found[kind] += not is_next
            ends[kind] = inline.span.end
        found["code"] = len(self.code)
        return found

    def breaks(self, *, line_feeds: bool) -> int:
        """How many line breaks were written, those of HTML too; `line_feeds`: whether each line feed is one."""
        hard = sum(inline.kind == "hardbreak" for inline in self.inlines)
        return (self.text.strip().count("\n") if line_feeds else hard) + sum(tag.name == "br" for tag in self.tags)

    @cached_property
    def code(self) -> tuple[Part, ...]:
        """The code spans. Those of roles (`{term}` in MyST, `:term:` in reStructuredText) may be `text <target>`."""
        return tuple(
            Part(inline.content, inline.span, self._target(inline))
            for inline in self.inlines
            if inline.kind == "code"
            and not self.text.startswith("`_", inline.span.end - 1)
            and self._role(inline) not in _READ_ROLES
        )

    def _is_reference(self, inline: Inline) -> bool:
        """Whether what looks like italics stands between two references of reStructuredText, `` `text`_ ``."""
        return self.text.startswith("`_", max(inline.span.start - 1, 0)) and inline.kind == "emphasis"

    def _role(self, code: Inline) -> str:
        """The name of the role that stands before a code span; empty for other code."""
        start = code.span.start
        match = _ROLE.search(self.text, max(0, start - _LONGEST_ROLE), start)
        return match[0].strip(":{}") if match else ""

    @cached_property
    def backtick(self) -> Span | None:
        """The first backtick that is shown as text, since it has no partner."""
        found = (
            inline.span.start + at
            for inline in self.inlines
            if inline.kind == "text" and (at := inline.content.find("`")) >= 0
        )
        start = next(found, None)
        return None if start is None else Span(start, start + 1)

    def _target(self, code: Inline) -> str:
        """What has to stay of the text of a role; nothing for other code, of which all has to."""
        if not self._role(code):
            return ""
        match = _TITLE_AND_TARGET.fullmatch(code.content)
        return (match[1] if match else code.content).lstrip("!~")

    @cached_property
    def tags(self) -> tuple[HtmlTag, ...]:
        """The HTML tags."""
        html = (inline for inline in self.inlines if inline.kind == "html")
        return tuple(tag for inline in html for tag in html_tags(inline.content, inline.span.start))

    @cached_property
    def destinations(self) -> tuple[Part, ...]:
        """What links and images lead to, those of HTML too, in order."""
        found = [
            Part(inline.destination, inline.destination_span)
            for inline in self.inlines
            if inline.kind in ("link", "image") and inline.destination_span
        ]
        for tag in self.tags:
            found += [Part(unescape(value), tag.span) for name, value in tag.attributes if name in _LINK_ATTRIBUTES]
        return tuple(sorted(found, key=lambda part: part.span))

    @cached_property
    def addresses(self) -> tuple[Part, ...]:
        """The web addresses in the running text, but for those in the text of a link."""
        links = [inline.span for inline in self.inlines if inline.kind == "link"]
        found = ((match.start(), _trimmed(match[0])) for match in _ADDRESS.finditer(self.running))
        return tuple(
            Part(address, Span(start, start + len(address))) for start, address in found if not holds(links, start)
        )

    @cached_property
    def running(self) -> str:
        """The text with `BLANK` for what nobody reads: code, HTML, destinations and titles."""
        parts, at = [], 0
        for start, end in self._unread():
            parts += [self.text[at:start], BLANK * (end - start)]
            at = max(at, end)
        return "".join([*parts, self.text[at:]])

    def _unread(self) -> Iterator[tuple[int, int]]:
        """The extents of those, from the first to the last; no two overlap."""
        extents = []
        for inline in self.inlines:
            if inline.kind in ("code", "html"):
                extents.append(inline.span)
            elif inline.kind in ("link", "image") and inline.destination_span:
                extents.append(Span(inline.inner.end, inline.span.end))
        at = 0
        for start, end in sorted(extents):
            if end > at:
                yield max(start, at), end
                at = end


def _trimmed(address: str) -> str:
    """An address without the marks of the sentence that it stands in."""
    while (end := address[-1:]) and (end in _NOT_LAST or (end == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address


class Change(NamedTuple):
    """A part of the source, and the one that stands in the translation instead."""

    source: Part
    target: Part


class Changes(NamedTuple):
    """What a translation changed, what it lacks, and what it added."""

    changed: list[Change]
    missing: list[Part]
    extra: list[Part]


def changes(
    source: Sequence[Part], target: Sequence[Part], keys: Callable[[Part], Iterable[str]] = lambda part: part.keys
) -> Changes:
    """What a translation made of the parts of its source, whatever the order.

    Two parts are the same when they have a key in common; each of the source answers for one of the target. What is
    left of both is paired in order.
    """
    known: dict[str, deque[int]] = {}
    for index, part in enumerate(source):
        for key in keys(part):
            known.setdefault(key, deque()).append(index)
    left = dict(enumerate(source))
    strange = [part for part in target if not _takes_one(left, known, keys(part))]
    lacking = list(left.values())
    both = min(len(lacking), len(strange))
    return Changes(list(map(Change, lacking, strange)), lacking[both:], strange[both:])


def _takes_one(left: dict[int, Part], known: dict[str, deque[int]], keys: Iterable[str]) -> bool:
    """Take the first part with one of the keys out of `left`; whether there is one."""
    for key in keys:
        queue = known.get(key)
        while queue:
            if left.pop(queue.popleft(), None):
                return True
    return False
