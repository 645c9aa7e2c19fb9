"""What an import did, as a page of HTML: each source text beside the target text that stands for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from playbook_lint.l10n.adopt import Row, State, TermForm
from playbook_lint.l10n.import_report import LocaleReport, Outcome, PageReport
from playbook_lint.l10n.locale import english_name
from playbook_lint.records import Record
from playbook_lint.reporters import import_words as words
from playbook_lint.reporters.html_page import render as render_page

# What each state is called in classes and ids, its sign, and what it means. Doubtful ones come first.
_STATES = {
    State.FUZZY: ("fuzzy", "?", "taken, for a translator to confirm"),
    State.EMPTY: ("empty", "○", "the target page has nothing for it"),
    State.LEFT: ("left", "+", "on the target page only"),
    State.SAME: ("same", "=", "the target page still says it in the source language"),
    State.ACCEPTED: ("accepted", "✓", "taken as it is"),
    State.TERM: ("term", "§", "a term, which goes into the catalog of terms"),
}
# A single certain row takes no more room than a line that says it is hidden.
_FOLDED = 2


class Kind(Record, frozen=True):
    """A choice of rows: by their state, or by the reason of a doubt."""

    key: str
    name: str
    count: int
    sign: str = ""
    meaning: str = ""


class Run(Record, frozen=True):
    """Rows that follow each other; `folded` ones are certain, and shown on demand only."""

    rows: tuple[Row, ...]
    folded: bool

    @property
    def said(self) -> str:
        """What is in it: `12 accepted, 1 term, source lines 10 to 48`."""
        counts = Counter(row.state for row in self.rows)
        number = ", ".join(_said(counts[state], state) for state in _STATES if counts[state])
        lines = [row.source.line for row in self.rows if row.source]
        if not lines:
            return number
        first, last = min(lines), max(lines)
        return f"{number}, source {f'line {first}' if first == last else f'lines {first} to {last}'}"


class Page(Record, frozen=True, dict=True):
    """A page that was imported. `anchor` is its id in the report."""

    report: PageReport
    anchor: str

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows there are in each state, of each reason of a doubt, and doubtful ones in all."""
        counts = Counter(_STATES[row.state][0] for row in self.report.rows)
        counts.update(f"why-{reason}" for row in self.report.rows if (reason := words.reason_of(row)))
        counts["doubtful"] = sum(map(words.is_doubtful, self.report.rows))
        return counts

    @property
    def keys(self) -> str:
        """The classes by which a choice of rows finds the page."""
        return " ".join(f"has-{key}" for key, number in self.counts.items() if number)

    @cached_property
    def notes(self) -> list[str]:
        """What is to say of the page beside its rows, in short."""
        report = self.report
        named = (
            (len(report.conflicts), "merge conflict"),
            (len(report.links), "link to another language"),
            (len(report.edits), "edit"),
            (len(report.several), "text translated in several ways"),
        )
        notes = ["seems to be in another language"] if report.in_doubt else []
        messages = len(report.rows) - self.counts["term"]
        if self.counts["same"] * 2 > messages:
            notes.append("mostly untranslated")
        return notes + [_counted(number, name) for number, name in named if number]

    @property
    def runs(self) -> Iterator[Run]:
        """Its rows in order, doubtful and certain ones apart."""
        for is_doubtful, rows in groupby(self.report.rows, key=words.is_doubtful):
            run = tuple(rows)
            yield Run(run, folded=not is_doubtful and len(run) >= _FOLDED)


class Locale(Record, frozen=True, dict=True):
    """A locale and its pages. `anchor` is its id in the report."""

    report: LocaleReport
    anchor: str

    @cached_property
    def pages(self) -> list[Page]:
        """The pages that were imported."""
        found = (page for page in self.report.pages if page.outcome == "imported")
        return [Page(page, f"{self.anchor}-page-{number}") for number, page in enumerate(found, 1)]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The counts of all its pages."""
        return sum((Counter(page.counts) for page in self.pages), Counter())

    @property
    def name(self) -> str:
        """What it is called in English; empty where nobody knows."""
        return english_name(self.report.locale) or ""

    @property
    def to_look_at(self) -> list[Page]:
        """The pages that a person should look at, those with most doubtful rows first."""
        found = (page for page in self.pages if page.counts["doubtful"] or page.notes)
        return sorted(found, key=lambda page: -page.counts["doubtful"])

    @property
    def certain(self) -> list[Page]:
        """The other pages."""
        return [page for page in self.pages if not (page.counts["doubtful"] or page.notes)]

    @property
    def strange(self) -> list[Page]:
        """The pages that seem to be in another language."""
        return [page for page in self.pages if page.report.in_doubt]

    def left_alone(self, outcome: Outcome) -> list[PageReport]:
        """The pages of which nothing was taken for that reason."""
        return [page for page in self.report.pages if page.outcome == outcome]


def render(reports: Sequence[LocaleReport]) -> str:
    """A page of HTML that stands alone, about all `reports`; it can be read without its script."""
    locales = [Locale(report, f"locale-{number}") for number, report in enumerate(reports, 1)]
    counts: Counter[str] = sum((Counter(locale.counts) for locale in locales), Counter())
    filters: dict[str, Callable[..., object]] = {
        "classes": _classes,
        "confidence": words.confidence,
        "forms": _forms,
        "lines": words.lines_of,
        "sign": lambda row: _STATES[row.state][1],
        "source_lines": words.source_lines,
        "target_lines": words.target_lines,
        "why": words.why,
        "counted": _counted,
    }
    values = {
        "locales": locales,
        "counts": counts,
        "pages": sum(len(locale.pages) for locale in locales),
        "states": [Kind(key, state.value, counts[key], *more) for state, (key, *more) in _STATES.items()],
        "reasons": [Kind(f"why-{key}", name, counts[f"why-{key}"]) for key, (_, name) in words.REASONS.items()],
    }
    return render_page("import.html", values, filters)


def _classes(row: Row) -> str:
    reason = words.reason_of(row)
    found = (_STATES[row.state][0], words.is_doubtful(row) and "doubtful", reason and f"why-{reason}")
    return " ".join(one for one in found if one)


def _forms(row: Row) -> tuple[TermForm, ...]:
    """What the target says for the terms of a row, unless its two texts say just that."""
    texts = (row.source and row.source.text, row.target and row.target.text)
    return () if [(term.canonical, term.form) for term in row.terms] == [texts] else row.terms


def _counted(number: int, name: str) -> str:
    """`1 edit`, `2 edits`; of a name of several words the first noun counts."""
    if number == 1:
        return f"1 {name}"
    noun, *rest = name.split(" ", 1) if name.startswith(("link ", "text ")) else (name,)
    return " ".join((str(number), f"{noun}s", *rest))


def _said(number: int, state: State) -> str:
    return _counted(number, state.value) if state is State.TERM else f"{number} {state.value}"
