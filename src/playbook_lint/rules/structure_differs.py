"""A target page must have the sections, tables, list items, code, alerts and tabs of its source page.

What differs was forgotten, added or broken in the translation: a step that is missing from a list, a row that ran
together with the next one, a heading that has become plain text.

Sections are compared in order, so that one that is missing is one finding. In each section that both pages have, the
first difference is reported.

Limits: paragraphs may be parted otherwise. Rows of tables of tasks are left to `task-rows-differ`, tables that belong
to each page itself (the update table) to the rules of updates, tables that are none for their delimiter row to
`table-not-rendered`. Sections may stand in another order. Those with merge conflicts are not compared. Of pages with
hundreds of headings, only what stands before the first one that differs is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.l10n.section_pairs import SectionPair
from playbook_lint.page_facts import SectionFacts
from playbook_lint.rules.pair_subject import PairSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Place

RULE = Rule(
    name="structure-differs",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="A target page has other sections, tables, lists or alerts than its source page.",
    message={
        "missing": "The source page also has {sections} after this section",
        "many": "The source page also has {sections} and {more} more after this section",
        "added": "The source page does not have this section",
        "several": "The source page does not have these {count} sections",
        "level": "This heading is of level {target}, that of the source page of level {source}",
        "tables": "Tables in this section: {target}; on the source page: {source}",
        "rows": "Rows of this table: {target}; on the source page: {source}",
        "items": "List items in this section: {target}; on the source page: {source}",
        "code": "Blocks of code in this section: {target}; on the source page: {source}",
        "alerts": "Alerts in this section: {target}; on the source page: {source}",
        "tabs": "Tabs in this section: {target}; on the source page: {source}",
    },
    since="0.1.0",
    scope=Scope.PAIR,
)

_NAMED = 3


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each section that is not that of the source page, and where some are missing."""
    runs = [(kind, list(pairs)) for kind, pairs in groupby(subject.sections, key=_kind)]
    before, shift = subject.page.start, 0
    nothing: list[SectionPair] = []
    for ((has_source, has_target), run), following in zip(runs, [*(run for _, run in runs[1:]), nothing], strict=True):
        if not has_target:
            yield _missing(subject, before, [pair.source for pair in run if pair.source])
            continue
        targets = [pair.target for pair in run if pair.target]
        before = targets[-1].heading.place
        if not has_source:
            yield from _added([target for target in targets if not target.has_conflict])
        lost = [pair.source for pair in following if pair.source]
        for source, target in run:
            if source and target and not (source.has_conflict or target.has_conflict):
                if target.level - source.level not in (0, shift):
                    yield _difference(subject, source, target, "level", source.level, target.level)
                shift = target.level - source.level
                has_rest = lost and target is targets[-1] and _sum([source, *lost]) == _sum([target])
                yield from _inside(subject, source, target) if not has_rest else ()


def _sum(sections: Iterable[SectionFacts]) -> tuple[int, ...]:
    """What is counted in sections: with one whose heading alone is missing, the one before it has the sum of both."""
    counts = ((len(one.tables), one.items, one.fences, one.alerts, one.tabs) for one in sections)
    return tuple(map(sum, zip(*counts, strict=True)))


def _kind(pair: SectionPair) -> tuple[bool, bool]:
    return pair.source is not None, pair.target is not None


def _missing(subject: PairSubject, before: Place, lacking: list[SectionFacts]) -> Diagnostic:
    """That the target page lacks these sections, at the one `before` them; those inside of others are not named."""
    level = min(one.level for one in lacking)
    top = [one for one in lacking if one.level == level]
    named = top[:_NAMED]
    more = len(top) - len(named)
    sections = ", ".join(f"`{one.heading.text}`" for one in named)
    arguments: Arguments = {"case": "many" if more else "missing", "sections": sections, "more": more}
    related = tuple(Related(one.heading.place, "the source page", subject.source.path) for one in named)
    return Diagnostic(RULE.name, before, arguments, related=related)


def _added(sections: list[SectionFacts]) -> Iterator[Diagnostic]:
    if sections:
        arguments: Arguments = {"case": "several" if len(sections) > 1 else "added", "count": len(sections)}
        yield Diagnostic(RULE.name, sections[0].heading.place, arguments)


def _inside(subject: PairSubject, source: SectionFacts, target: SectionFacts) -> Iterator[Diagnostic]:
    """The first difference between two sections."""
    if any(table.owned for table in (*source.tables, *target.tables)):
        return
    if len(source.tables) != len(target.tables):
        yield _difference(subject, source, target, "tables", len(source.tables), len(target.tables))
        return
    for ours, theirs in zip(source.tables, target.tables, strict=True):
        if None not in (ours.rows, theirs.rows) and ours.rows != theirs.rows and not (ours.tasks and theirs.tasks):
            arguments: Arguments = {"case": "rows", "source": ours.rows, "target": theirs.rows}
            related = (Related(ours.place, "the source page", subject.source.path),)
            yield Diagnostic(RULE.name, theirs.place, arguments, related=related)
            return
    counts = (
        ("items", source.items, target.items),
        ("code", source.fences, target.fences),
        ("alerts", source.alerts, target.alerts),
        ("tabs", source.tabs, target.tabs),
    )
    for case, in_source, in_target in counts:
        if in_source != in_target:
            yield _difference(subject, source, target, case, in_source, in_target)
            return


def _difference(
    subject: PairSubject, source: SectionFacts, target: SectionFacts, case: str, in_source: int, in_target: int
) -> Diagnostic:
    related = (Related(source.heading.place, "the source page", subject.source.path),)
    arguments: Arguments = {"case": case, "source": in_source, "target": in_target}
    return Diagnostic(RULE.name, target.heading.place, arguments, related=related)
