"""Every row of a table must have as many cells as its header.

What stands in a cell too many is not shown at all, and a cell too few moves the rest of the row under the wrong
headings. Two rows on one line lose the second one.

Limits: the marks of a merge conflict are left to `merge-conflict`. Attributes of a table (`{.wide}`), which stand right
below it, and lines that a template fills in are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.facts import Row
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.source import Span

RULE = Rule(
    name="table-cell-count",
    category=Category.TABLES,
    severity=Severity.ERROR,
    summary="A row has more or fewer cells than the header of its table.",
    message={
        "joined": "Two rows on one line: {cells} cells under a header of {columns}; begin a new line here",
        "doubled": "The header has {columns} cells, this row {cells}: `||` makes an empty cell; write one `|`",
        "code": "The header has {columns} cells, this row {cells}: a `|` in code parts cells too; write `\\|`",
        "more": "The header has {columns} cells, this row {cells}: what stands from here on is not shown",
        "fewer": "The header has {columns} cells, this row {cells}; add what is missing",
        "text": "This line is taken for a row of the table above it; put an empty line between them",
    },
    since="0.1.0",
)

_PIPE_IN_CODE = lazy_pattern(r"(?<!`)(?P<code>`(?!`)[^`\n|]*(?<!\\)\|[^`\n]*`)(?!`)")
# `{: .wide #plans}`, `{{< /table >}}`, `{% endtable %}`
_NO_ROW = lazy_pattern(r"\s*\{.*\}\s*")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each row that is not as wide as its header."""
    marks = [conflict.span for conflict in subject.page.conflicts]
    for table in subject.page.tables:
        columns = len(table.header.cells)
        for row in table.rows:
            if len(row.cells) == columns:
                continue
            in_conflict = any(mark.start <= row.span.start < mark.end for mark in marks)
            text = subject.page.source.slice(row.span)
            is_text = "|" not in text
            if is_text and (in_conflict or _NO_ROW.fullmatch(text)):
                continue
            if len(row.cells) == columns - 1 and _ends_with_empty_cell(text):
                continue
            case, span, fix = ("text", row.span, ()) if is_text else _problem(subject, row, columns)
            yield Diagnostic(RULE.name, span, {"case": case, "cells": len(row.cells), "columns": columns}, fix=fix)


def _ends_with_empty_cell(text: str) -> bool:
    """Whether the pipe at the end of a row is meant for an empty cell behind it, as where none stands at the start."""
    text = text.strip()
    return text.endswith("|") and not text.startswith("|")


def _problem(subject: PageSubject, row: Row, columns: int) -> tuple[str, Span, tuple[Edit, ...]]:
    """What is wrong with the row, where, and how to correct it."""
    surplus = row.cells[columns:]
    if not surplus:
        return "fewer", row.span, ()
    if code := _PIPE_IN_CODE.search(subject.page.source.slice(row.span)):
        return "code", Span(row.span.start + code.start("code"), row.span.start + code.end("code")), ()
    filled = [cell.span.start for cell in surplus if cell.text]
    if filled and (len(surplus) >= columns or (len(surplus) > 1 and not surplus[0].text)):
        return "joined", Span(filled[0], row.span.end), ()
    pipes = [pipe for cell in row.cells if (pipe := _double_pipe(subject, cell.span))]
    if len(pipes) == len(surplus):
        return "doubled", pipes[0], tuple(Edit(Span(pipe.start, pipe.start + 1), "") for pipe in pipes)
    return "more", Span(surplus[0].span.start, row.span.end), ()


def _double_pipe(subject: PageSubject, cell: Span) -> Span | None:
    """The `||` that makes an empty cell."""
    around = Span(max(cell.start - 1, 0), cell.end + 1)
    return around if subject.page.source.slice(around) == "||" else None
