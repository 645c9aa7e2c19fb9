"""Whether a translation fits in the place of its message: what `compile` leaves out, known from the texts alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from playbook_lint.l10n.documents import Place, structure
from playbook_lint.l10n.rendering import begins_block, rendered
from playbook_lint.l10n.segments import MessageSegment, Style
from playbook_lint.source import SourceText, Span

_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTIVE = re.compile(r"<!--\s*playbook-lint[^>]*")
_BLOCKS = frozenset({"paragraph", "list item", "quote"})
# Without this, a text is one paragraph once it is rendered.
_IN_DOUBT = re.compile(r"\s*<|[^\n]*\n")

# Many languages write ordinal numbers so, and whether it stands in a heading, where it does no harm, is not known.
_NUMBER = re.compile(r"\A[ ]{0,3}\d{1,9}(?=[.)][ \t])")

# A mark of a conflict, as msgcat writes it, and version control systems.
_CONFLICT = re.compile(r"^(?:#-#-#-#-#  [^\n]*  #-#-#-#-#|<{7} [^\n]+|>{7} [^\n]+)$", re.MULTILINE)

Blocks = Counter[str]


def has_control(target: str) -> bool:
    """Whether a translation has control characters, which no text needs."""
    return _CONTROL.search(target) is not None


def has_directive(source: str, target: str) -> bool:
    """Whether a translation speaks to this tool where its source does not."""
    return bool(set(_DIRECTIVE.findall(target.casefold())) - set(_DIRECTIVE.findall(source.casefold())))


def conflict_mark(source: str, target: str) -> re.Match[str] | None:
    """The first mark of a conflict in a translation that is no line of its source too."""
    marks = list(_CONFLICT.finditer(target))
    sample = frozenset(source.split("\n")) if marks else frozenset()
    return next((mark for mark in marks if mark[0] not in sample), None)


def other_blocks(source: str, target: str, kinds: Collection[str]) -> tuple[Blocks, Blocks] | None:
    """The blocks, by kind, that the source is on a page and those that the translation would be, if these differ.

    `kinds` are those of the message. A text that this tool extracted is one paragraph, or a part of a block of HTML;
    one of another tool may be any blocks, and is written as it stands.
    """
    if not kinds:
        if not _NUMBER.match(source):
            target = _NUMBER.sub(r"\g<0>\\", target, count=1)
        may_differ = _may_be_blocks(source) or _may_be_blocks(target)
        ours, theirs = (_structure(text) if may_differ else [] for text in (source, target))
    elif not _BLOCKS.isdisjoint(kinds):
        ours = _structure("text")
        theirs = _structure(_rendered(target, Style.BLOCK)) if _IN_DOUBT.match(target) else ours
    elif "HTML" in kinds:
        ours = _structure("<div>")
        theirs = _structure(f"<div>\n{_rendered(target, Style.HTML)}\n</div>") if _IN_DOUBT.match(target) else ours
    else:
        return None
    return (_counted(ours), _counted(theirs)) if ours != theirs else None


def _may_be_blocks(text: str) -> bool:
    """Whether a text may be anything but one paragraph as it stands."""
    return "\n" in text or text.startswith(("\t", "    ")) or begins_block(text.lstrip(" "))


def _rendered(target: str, style: Style) -> str:
    """A translation as it is written on a page."""
    word = Span(0, 1)
    return rendered(MessageSegment(word, "", "", style, 1, lines=(word,)), target, SourceText("x"))


def _structure(text: str) -> Sequence[Place]:
    from playbook_lint.markdown import parse

    return structure(parse(SourceText(text)).blocks)


def _counted(places: Iterable[Place]) -> Blocks:
    return Counter(kind for kind, _, _ in places)
