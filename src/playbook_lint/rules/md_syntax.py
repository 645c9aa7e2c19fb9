"""A translation must have the bold, italic and struck-out parts, code, links, images and line breaks of its source.

What is marked in the source is marked for a reason: a button to press, a command to type, a place to go. Marks get lost
while translating, or their partner does, and then readers see asterisks or brackets. In languages that put no spaces
between words Markdown does not take every `**` for a mark; where that is what happened, this is told.

Counted is how many there are of each kind, not where they stand. Parts of one kind side by side count once. `*` and `_`
are the same, and so are a line feed and `<br>`. A text may speak of the same code more or less often than its source,
mark as code what the source does not, make a link of an address, and set foreign words in italics.

Scripts without capitals have no italics: there they may go, or become bold.

Limits: what code says, where links lead, and labels of references are for other rules. Texts that mix up which words
are bold are not told. Line feeds count as line breaks only in messages that this tool extracted: other tools use them
to wrap lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.end_marks import has_capitals
from playbook_lint.l10n.extract import kinds_of
from playbook_lint.l10n.markup import Markup, Part, changes
from playbook_lint.records import Record
from playbook_lint.rules.catalog_subject import CatalogSubject, Translation
from playbook_lint.rules.rule import Category, Rule, Scope
from playbook_lint.shown_marks import ShownMark, paired, shown_marks
from playbook_lint.source import Span

# What one of each kind is called, and several.
_NAMES = {
    "strong": ("bold part", "bold parts"),
    "emphasis": ("italic part", "italic parts"),
    "strikethrough": ("struck-out part", "struck-out parts"),
    "code": ("code span", "code spans"),
    "link": ("link", "links"),
    "image": ("image", "images"),
    "break": ("line break", "line breaks"),
}
# What a mark that is shown as text may have been meant to make.
_KINDS_OF = {
    "**": ("strong",),
    "__": ("strong",),
    "*": ("emphasis", "strong"),
    "_": ("emphasis", "strong"),
    "`": ("code",),
    "[": ("link", "image"),
}
# A link or an image with a slip: brackets that were escaped or are wide, white space before the address or in it.
_BROKEN_LINK = re.compile(r"!?\\?[\[［【][^\[\]［］【】]*[\]］】][ \t]*[(（][^()（）\n]*[)）]?")
# What stands before the address of a link that is broken.
_BEFORE_ADDRESS = re.compile(r"[\]］】][ \t]*[(（][ \t]*<?\Z")
_NEAR = 20
# Of these texts each line feed is a line break on the page.
_WITH_BREAKS = {"paragraph", "list item", "quote", "table heading", "table cell", "indented text"}


class Options(Record, frozen=True):
    """`kinds`: what is counted; `italics-added`: whether italic parts that only the translation has are told."""

    kinds: tuple[str, ...] = tuple(_NAMES)
    italics_added: bool = False


RULE = Rule(
    name="md-syntax",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation has more or fewer bold parts, code, links, images or line breaks than its source.",
    message={
        "differs": "The source has {source}, the translation {target}",
        "spaces": "The source has {source}, the translation {target}: these `{mark}` are shown as they are; take away "
        "the spaces between the marks and the text",
        "flanking": "The source has {source}, the translation {target}: these `{mark}` are shown as they are, since a "
        "word meets punctuation there; move the punctuation out of the marks, or put a space outside them",
        "underscores": "The source has {source}, the translation {target}: these `{mark}` are shown as they are, since "
        "they stand inside a word; use `**`",
        "lone": "The source has {source}, the translation {target}: this `{mark}` is shown as it is, since it has no "
        "partner, or stands inside a word; mend that",
        "escaped": "The source has {source}, the translation {target}: this backslash makes plain text of the mark "
        "that follows; write it as the source does",
        "backtick": "The source has {source}, the translation {target}: this backtick is shown as it is, since it has "
        "no partner; add it",
        "brackets": "The source has {source}, the translation {target}: this is shown as it is; a link is "
        "`[text](address)`, without spaces in the address and before it",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
    options=Options,
)


def check(subject: CatalogSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each translation with other markup, at the mark that is broken where there is one."""
    for found in subject.markdown:
        line_feeds = not _WITH_BREAKS.isdisjoint(kinds_of(found.entry))
        ours, theirs = (_counts(text.markup, line_feeds) for text in (found.source, found.target))
        lost = {kind for kind in options.kinds if ours[kind] > theirs[kind] and _is_lost(kind, found)}
        added = {kind for kind in options.kinds if ours[kind] < theirs[kind] and _is_added(kind, found, options)}
        if kinds := [kind for kind in _NAMES if kind in lost | added]:
            yield _diagnostic(found, lost, _listed(ours, kinds), _listed(theirs, kinds))


def _counts(markup: Markup, line_feeds: bool) -> Counter[str]:
    return markup.counts + Counter({"break": markup.breaks(line_feeds=line_feeds)})


def _is_lost(kind: str, found: Translation) -> bool:
    """Whether what the translation has less often is gone, and not only said or written otherwise."""
    source, target = found.source.markup, found.target.markup
    if kind == "code":
        return _has_other(changes(source.code, target.code).missing, target.code)
    if kind == "emphasis" and not has_capitals(target.text):
        return any(kind in _KINDS_OF[mark] for _, mark, _ in _slips(target))
    return kind != "link" or _links(source, target) > _links(target, source)


def _is_added(kind: str, found: Translation, options: Options) -> bool:
    """Whether what the translation has more often has no reason to be there."""
    source, target = found.source.markup, found.target.markup
    if kind == "code":
        added = changes(source.code, target.code).extra
        return _has_other([part for part in added if part.content not in source.text], source.code)
    if kind == "link":
        return _links(source, target) < _links(target, source)
    if kind == "emphasis" and not options.italics_added:
        return False
    if kind == "strong" and not has_capitals(target.text):
        ours, theirs = (markup.counts["strong"] + markup.counts["emphasis"] for markup in (source, target))
        return theirs > ours
    # What is broken in the source may be mended in the translation.
    return not any(kind in _KINDS_OF[mark.text] for _, mark, _ in _broken(source))


def _has_other(parts: Iterable[Part], known: Iterable[Part]) -> bool:
    """Whether one of `parts` says what none of those that are `known` does."""
    keys = {part.keys for part in known}
    return any(part.keys not in keys for part in parts)


def _links(markup: Markup, other: Markup) -> int:
    """How many links there are, but for those to what is an address in the other text."""
    addresses = {part.content for part in other.addresses if not _is_of_broken_link(other.text, part.span)}
    return sum(inline.kind == "link" and inline.destination not in addresses for inline in markup.inlines)


def _is_of_broken_link(text: str, address: Span) -> bool:
    return _BEFORE_ADDRESS.search(text, max(address.start - _NEAR, 0), address.start) is not None


def _diagnostic(found: Translation, lost: set[str], source: str, target: str) -> Diagnostic:
    known = {(case, mark) for case, mark, _ in _slips(found.source.markup)}
    for case, mark, (start, end) in _slips(found.target.markup):
        if not lost.isdisjoint(_KINDS_OF[mark]) and (case, mark) not in known:
            return found.diagnostic(RULE.name, start, end, case=case, mark=mark, source=source, target=target)
    return found.diagnostic(RULE.name, case="differs", source=source, target=target)


def _slips(markup: Markup) -> Iterator[tuple[str, str, Span]]:
    """What is shown as text, though it may have been meant as a mark: the case, the mark, and where it stands."""
    for inline in markup.inlines:
        start, end = inline.span
        if inline.kind == "escape" and markup.text[start] == "\\" and markup.text[start + 1] in _KINDS_OF:
            yield "escaped", markup.text[start + 1], Span(start, end)
    if markup.backtick:
        yield "backtick", "`", markup.backtick
    for case, first, last in _broken(markup):
        yield case, first.text, Span(first.span.start, last.span.end)
    if link := _BROKEN_LINK.search(markup.running):
        yield "brackets", "[", Span(*link.span())


def _broken(markup: Markup) -> Iterator[tuple[str, ShownMark, ShownMark]]:
    """The marks that are shown as text, though they were meant to be none."""
    marks = shown_marks(markup.text, Span(0, len(markup.text)), markup.inlines)
    for case, first, last in paired(markup.text, marks):
        if first.text in _KINDS_OF:
            yield case, first, last


def _listed(counts: Counter[str], kinds: list[str]) -> str:
    """`2 bold parts and no link`."""
    words = [f"{counts[kind] or 'no'} {_NAMES[kind][counts[kind] > 1]}" for kind in kinds]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
