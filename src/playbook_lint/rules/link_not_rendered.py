"""What is meant as a link must become one.

A space in the destination, a space before it, or brackets in the wrong order: Markdown takes all of it for text, and
readers see `[Plan](my plan.md)` with its brackets.

Limits: it is taken for a link only where an address, a path with the name of a file, or a fragment stands in the
destination's place, so that prose in brackets and regular expressions are left alone. Code is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.links.destination import is_template
from playbook_lint.links.plain_text import LINK, MARKUP, PlainText
from playbook_lint.page import slug
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="link-not-rendered",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="What is meant as a link is shown as plain text.",
    message={
        "space": "This is no link, since there is a space in its destination; write `%20` if it belongs there",
        "fragment": "This is no link, since there is a space in its fragment; write the anchor of the heading",
        "scheme": "This is no link, since there is a space at the beginning of its address; delete it",
        "title": "This is no link, since what follows its destination is no title in straight quotes",
        "apart": "This is no link, since its `]` and `(` stand apart; delete the space",
        "reversed": "This is no link; write the text in `[…]` and the destination in `(…)`",
        "unclosed": "This is no link, since its `)` is missing",
        "wide": "This is no link, since its brackets are not the ones of Markdown; write `[…](…)`",
        "nested": "This is no link, since there is another link in its text",
    },
    since="0.1.0",
)

_LABEL = r"!?\[(?P<label>[^\[\]\n]*+)\]"
_INLINE = lazy_pattern(rf"{_LABEL}\([ \t]*+(?P<inside>[^()\n]*+(?>(?:\([^()\n]*+\)[^()\n]*+)*))(?P<end>\)?)")
_APART = lazy_pattern(rf"{_LABEL}(?P<space>[ \t]++)\((?P<inside>[^\s()]++)\)")
_REVERSED = lazy_pattern(r"(?P<one>\()(?P<label>[^()\[\]\n]++)(?P<two>\)\[)(?P<inside>[^\s()\[\]]++)(?P<three>\])")
_WIDE = lazy_pattern(
    r"!?(?P<one>[\[［])(?P<label>[^\[\]［］\n]++)(?P<two>[\]］][(（])"
    r"[ \t]*+(?P<inside>[^\s()（）]++)[ \t]*+(?P<three>[)）])"
)

_ADDRESS = lazy_pattern(r"(?:https?:/|mailto:|www\.)/*[^\s/]", re.IGNORECASE)
_PAGE = lazy_pattern(r"[^?#]+\.(?:md|html?)(?:#.*)?", re.IGNORECASE)
_FILE = lazy_pattern(
    r"[^?#]+\.(?:aspx?|bmp|csv|docx?|gif|html?|jpe?g|json|md|mp4|odp|ods|odt|pdf|php|png|pptx?|svg|txt|vsdx?|webp|xlsx?"
    r"|xml|ya?ml|zip)(?:[?#].*)?",
    re.IGNORECASE,
)
_SPACED_SCHEME = lazy_pattern(r"https?\s*:\s*/\s*/\s*(?=\w)", re.IGNORECASE)
_RIGHT_TITLE = lazy_pattern(r"""(?<!\s)\s++(?:"[^"]*"|'[^']*')""")
_TITLE = lazy_pattern(r"(?P<destination>\S++)\s++(?P<open>[\"'“”„«»‘’‚「『]).*")
_WRONG_QUOTES = lazy_pattern(r"(?P<open>[“”„«»])[^\"\\]*(?P<close>[“”«»])")
_FRAGMENT = lazy_pattern(r"#[^\W\d_]")
_SPACES = lazy_pattern(r"\s+")
# Spaces that no name of a host has, and none of a file: beside a slash, before a dot, on one side of a hyphen.
_STRAY_SPACE = lazy_pattern(r"\A\w+://[^\s/?#]*\s|\s[/.]|/\s|\s-(?!\s)|(?<!\s)-\s")
_PARENTHESIS = lazy_pattern(r"[()]")
_FIRST_PART = lazy_pattern(r"\S+")
_ODD = frozenset("[]<>()")
_PUNCTUATION = ".,:;!?*'\"…、。，．：；！？"


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each text that has all a link needs, but not where it needs it."""
    for text in subject.plain_texts:
        if "(" not in text.text and "（" not in text.text:
            continue
        wide = [match for match in _WIDE.finditer(text.text) if _is_wide(match)]
        yield from (_brackets(text, match, "wide") for match in wide)
        starts = {match.start() for match in wide}
        for match in _INLINE.finditer(text.text):
            if match.start() not in starts and _is_label(match["label"]) and not is_template(match["inside"]):
                yield from _inline(subject, text, match)
        for match in _APART.finditer(text.text):
            if _is_label(match["label"]) and _is_destination(match["inside"]):
                yield _diagnostic(text, match, "apart", Edit(text.span(match, "space"), ""))
        for match in _REVERSED.finditer(text.text):
            if _is_destination(match["inside"]):
                yield _brackets(text, match, "reversed")


def _is_label(label: str) -> bool:
    """Whether brackets may hold the text of a link: no number, no box to tick, no footnote, no alert."""
    has_letters = MARKUP in label or LINK in label or any(char.isalpha() for char in label)
    return has_letters and not label.startswith(("^", "!")) and label.strip() not in ("x", "X")


def _is_destination(inside: str) -> bool:
    """Whether what stands in parentheses can be nothing but the destination of a link."""
    return bool(_ADDRESS.match(inside) or _PAGE.fullmatch(inside))


def _is_wide(match: re.Match[str]) -> bool:
    is_wide = (match["one"], match["two"], match["three"]) != ("[", "](", ")")
    return is_wide and _is_label(match["label"]) and _is_destination(match["inside"])


def _inline(subject: PageSubject, text: PlainText, match: re.Match[str]) -> Iterator[Diagnostic]:
    inside = match["inside"].strip()
    if not match["end"]:
        yield from _unclosed(text, match)
    elif _SPACES.search(inside):
        yield from _spaced(subject, text, match, inside)
    elif LINK in match["label"] and _is_destination(inside):
        yield _diagnostic(text, match, "nested")


def _unclosed(text: PlainText, match: re.Match[str]) -> Iterator[Diagnostic]:
    first = _FIRST_PART.match(match["inside"])
    next_one = _PARENTHESIS.search(text.text, match.end())
    if first is None or not _is_destination(first[0]) or (next_one and next_one[0] == ")"):
        return
    end = text.span(match, "inside").start + len(first[0].rstrip(_PUNCTUATION))
    # In a table an address with a pipe in it ends there, and its other half is the next cell.
    is_cut = text.block.kind == "cell" or (next_one is not None and next_one.start() == match.end())
    fix = () if is_cut or _ODD & {*first[0]} else (Edit(Span(end, end), ")"),)
    yield Diagnostic(RULE.name, Span(text.span(match).start, end), {"case": "unclosed"}, fix=fix)


def _spaced(subject: PageSubject, text: PlainText, match: re.Match[str], inside: str) -> Iterator[Diagnostic]:
    at = text.span(match, "inside").start
    scheme, titled = _SPACED_SCHEME.match(inside), _TITLE.fullmatch(inside)
    path = inside[: title.start()] if (title := _last(_RIGHT_TITLE, inside)) else inside
    if scheme and _SPACES.search(scheme[0]):
        better = _SPACES.sub("", scheme[0])
        yield _diagnostic(text, match, "scheme", Edit(Span(at, at + scheme.end()), better))
    elif titled and (_is_destination(titled["destination"]) or _FILE.fullmatch(titled["destination"])):
        quotes = _WRONG_QUOTES.fullmatch(inside, titled.start("open"))
        marks = [Span(*quotes.span(mark)) for mark in ("open", "close")] if quotes else []
        yield _diagnostic(text, match, "title", *(Edit(Span(at + mark.start, at + mark.end), '"') for mark in marks))
    elif _FRAGMENT.match(path):
        anchor = slug(path[1:])
        fix = (Edit(Span(at + 1, at + len(path)), anchor),) if anchor in subject.page.anchors else ()
        yield _diagnostic(text, match, "fragment", *fix)
    elif _ADDRESS.match(path) or _FILE.fullmatch(path):
        yield _diagnostic(text, match, "space", *_encoded(path, at))


def _encoded(path: str, at: int) -> Iterator[Edit]:
    """The fix that encodes the spaces of a path; none where one of them may be no part of it."""
    end = path.split()[-1]
    ends_path = any(mark in end for mark in "/.=%") and end.rstrip("/")[-1:].isalnum()
    if (ends_path or _FILE.fullmatch(path)) and not _STRAY_SPACE.search(path):
        for spaces in _SPACES.finditer(path):
            yield Edit(Span(at + spaces.start(), at + spaces.end()), "%20" * len(spaces[0]))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that ends where `text` does."""
    return next((match for match in pattern.finditer(text) if match.end() == len(text)), None)


def _diagnostic(text: PlainText, match: re.Match[str], case: str, *fix: Edit) -> Diagnostic:
    return Diagnostic(RULE.name, text.span(match), {"case": case}, fix=fix)


def _brackets(text: PlainText, match: re.Match[str], case: str) -> Diagnostic:
    marks = zip(("one", "two", "three"), ("[", "](", ")"), strict=True)
    return _diagnostic(text, match, case, *(Edit(text.span(match, group), mark) for group, mark in marks))
