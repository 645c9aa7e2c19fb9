"""Three invented rules and hand-made findings for the tests of reporters."""

from __future__ import annotations

import os

from hypothesis import strategies as st

from playbook_lint.diagnostics import Comparison, Edit, Finding, Identity, RelatedPlace, Report, Severity
from playbook_lint.records import replace
from playbook_lint.reporters.context import ReportContext
from playbook_lint.rules.rule import Category, Rule
from playbook_lint.source import Place, Position, Span

PAGE = "content/en-US/move-mailboxes.md"

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "phase-unknown",
            Category.LABELS,
            Severity.ERROR,
            "A label names a phase that does not exist.",
            "unknown phase `{value}`",
            since="0.1.0",
        ),
        Rule(
            "row-ragged",
            Category.TABLES,
            Severity.WARNING,
            "A row has more or fewer cells than its header.",
            "the row has {cells} cells, its header has {header}",
            since="0.1.0",
        ),
        Rule("remark", Category.TEXT, Severity.INFO, "Something is said.", "{text}", since="0.1.0"),
    )
}

CONTEXT = ReportContext(
    rule=RULES.__getitem__,
    explanations=lambda name: f"# {name}\n\nWhy {name}\nmatters.\n\nUse `{{name}}` or [this](https://example.com).\n",
    help_uri=lambda name: f"https://example.com/rules/{name}",
    information_uri="https://example.com/",
    version="0.1.0",
)


def place(line: int, start: int, end: int, end_line: int | None = None) -> Place:
    """Columns `start` to `end` of `line`, or up to column `end` of `end_line`; offsets as if lines had 100 columns."""
    last = end_line or line
    return Place(Position(line, start, line * 100 + start), Position(last, end, last * 100 + end))


def unknown_phase(line: int = 5, path: str = PAGE, text: str = "Phase: **Asses**") -> Finding:
    """An error with a suggestion, whose span is `Asses`."""
    arguments = {"value": "Asses", "suggestion": "Assess"}
    return Finding("phase-unknown", "labels", Severity.ERROR, arguments, path, "en-US", place(line, 10, 15), text)


def ragged_row(line: int = 66, text: str = "| 1 | Plan |") -> Finding:
    """A warning about a whole line."""
    where = place(line, 1, len(text) + 1)
    return Finding("row-ragged", "tables", Severity.WARNING, {"cells": 2, "header": 3}, PAGE, "en-US", where, text)


def remark(text: str, path: str = PAGE, line_text: str = "", where: Place | None = None) -> Finding:
    """An info that says `text`."""
    return Finding("remark", "text", Severity.INFO, {"text": text}, path, "", where or place(1, 1, 2), line_text)


def rich_finding() -> Finding:
    """A finding with a related place and a fix."""
    return replace(
        unknown_phase(),
        related=(RelatedPlace("schemas/terms.yaml", place(3, 5, 11), "the phases"),),
        fix=(Edit(Span(510, 515), "Assess"),),
    )


def sample_report() -> Report:
    """One finding of each severity in two files, one suppressed, some files skipped."""
    return Report(
        findings=(rich_finding(), ragged_row(), remark("nothing else", path="docs/índice.md")),
        suppressed=(replace(unknown_phase(line=90), suppressed=True),),
        files=225,
        skipped={"excluded by config": 3, "ignored by .gitignore": 1, "unreadable": 0},
    )


def compared_report() -> Report:
    """The same, compared with what was known: one finding is known, and one that is there twice is fixed."""
    known = replace(unknown_phase(line=70), known=True)
    return replace(sample_report(), comparison=Comparison((known,), {Identity(PAGE, "remark", HOSTILE_TEXTS[0]): 2}))


ESCAPE = "\x1b[31mred\x1b]0;title\x07"
HOSTILE_TEXTS = (
    ESCAPE,
    "%0A::error::injected",
    "line\n::error::injected\r::warning::too\r\n",
    "]]></failure><injected/>",
    "lone\rreturn",
    "right\u202eleft \u2066isolate\u2069",
    "zero\u200bwidth\ufeff\u00ad",
    "family \U0001f468\u200d\U0001f469\u200d\U0001f467 and \U0001f600",
    "日本語の文",
    "a\tb\tc",
    "nul\x00 csi\x9b31m next\x85 separators\u2028\u2029",
    "not a character \ufffe\uffff",
    "##vso[task.setvariable variable=PATH]evil ##[error]evil",
    "[click](https://example.com/) {0} {name}",
    "x" * 100_000,
)

# What a file name can be on a system whose names are bytes.
paths = st.binary(min_size=1, max_size=40).map(lambda name: os.fsdecode(name.replace(b"\0", b"")))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """A finding that says, quotes and stands in anything."""
    line_text = draw(st.text(max_size=200))
    start = draw(st.integers(1, len(line_text) + 1))
    end = draw(st.integers(start, len(line_text) + 1))
    where = place(draw(st.integers(1, 9999)), start, end)
    finding = remark(draw(st.text(max_size=100)), draw(paths), line_text, where)
    related = RelatedPlace(draw(paths), where, draw(st.text(max_size=20)))
    return replace(finding, related=(related,), fix=(Edit(Span(0, 1), draw(st.text(max_size=20))),))


def reports() -> st.SearchStrategy[Report]:
    """Reports of anything."""
    return st.lists(findings(), max_size=3).map(lambda found: Report(tuple(found), files=1))
