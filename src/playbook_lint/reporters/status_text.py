"""How far translations are, for people at a terminal: all locales, then the pages of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from playbook_lint.l10n.status import LocaleStatus, PageStatus, ProjectStatus, Tally
from playbook_lint.reporters import status_words as words
from playbook_lint.reporters.visible import columns, visible

_WIDE, _NARROW = 20, 10
_STYLES = {"complete": "32", "begun": "33", "nothing": "31", "heading": "1", "problem": "1;31", "quiet": "2"}
_GAP = "  "
_LOCALE_COLUMNS = (
    "Locale",
    "Translated",
    ">",
    ">Messages",
    ">Fuzzy",
    ">Untranslated",
    ">New",
    ">Words",
    ">Stale pages",
)
_PAGE_COLUMNS = (
    "Page", "Translated", ">", ">Messages", ">Fuzzy", ">Untranslated", ">New", ">Words", "Stale", "Last translator",
)  # fmt: skip
_NEW = "New messages are not in the catalogs yet: `playbook-lint update` brings them in."


class Row(NamedTuple):
    """A line of a table: its cells, how the share is painted, and what is said below it."""

    cells: tuple[str, ...]
    style: str
    note: str = ""


def render(status: ProjectStatus, *, color: bool = False) -> str:
    """The totals of all locales, then a table for each, the pages that need most first."""
    lines = [words.title(status)]
    if status.locales:
        lines += ["", *_table(_LOCALE_COLUMNS, [_locale_row(locale) for locale in status.locales], color=color)]
    for locale in status.locales:
        if locale.pages:
            rows = [_page_row(page) for page in words.by_need(locale.pages)]
            lines += ["", _paint(visible(locale.locale), "heading", color=color)]
            lines += _table(_PAGE_COLUMNS, rows, color=color)
    if any(page.behind for locale in status.locales for page in locale.pages):
        lines += ["", _NEW]
    return "".join(f"{line}\n" for line in lines)


def _locale_row(locale: LocaleStatus) -> Row:
    behind = sum(page.behind for page in locale.pages)
    name = visible(locale.locale)
    return Row((name, *_counts(locale.tally, behind, _WIDE), _number(locale.stale_pages)), _style(locale.tally))


def _page_row(page: PageStatus) -> Row:
    # GitHub Actions obeys a line that begins with two colons.
    name = visible(f"./{page.page_id}" if page.page_id.lstrip().startswith("::") else page.page_id)
    cells = (name, *_counts(page.tally, page.behind, _NARROW), words.stale(page), visible(page.last_translator))
    return Row(cells, _style(page.tally), visible(words.problem(page)))


def _counts(tally: Tally, behind: int, width: int) -> tuple[str, ...]:
    return (
        words.bar(tally, width),
        words.percent(tally),
        words.of(tally.translated, tally.messages),
        _number(tally.fuzzy),
        _number(tally.untranslated),
        _number(behind),
        words.of(tally.translated_words, tally.words),
    )


def _number(number: int) -> str:
    return f"{number:,}" if number else ""


def _style(tally: Tally) -> str:
    if tally.translated == tally.messages:
        return "complete"
    return "begun" if tally.translated else "nothing"


def _table(headings: Sequence[str], rows: Sequence[Row], *, color: bool) -> Iterator[str]:
    """The lines of a table, aligned by terminal columns; headings with `>` are those of columns of numbers.

    A column of which no row says anything is left out.
    """
    names = tuple(heading.removeprefix(">") for heading in headings)
    lines = (names, *(row.cells for row in rows))
    widths = [[columns(cell) for cell in cells] for cells in lines]
    room = [max(of_column) for of_column in zip(*widths, strict=True)]
    used = [at for at in range(len(headings)) if any(row.cells[at] for row in rows)]
    for number, cells in enumerate(lines):
        row = rows[number - 1] if number else None
        parts = []
        for at in used:
            blank = " " * (room[at] - widths[number][at])
            style = "quiet" if row is None else row.style if at == 1 else ""
            painted = _paint(cells[at], style, color=color)
            parts.append(blank + painted if headings[at].startswith(">") else painted + blank)
        yield _GAP.join(parts).rstrip()
        if row and row.note:
            yield f"{_GAP}^ {_paint(row.note, 'problem', color=color)}"


def _paint(text: str, style: str, *, color: bool) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color and style and text else text
