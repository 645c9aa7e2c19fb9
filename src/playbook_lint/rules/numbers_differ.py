"""A section of a target page must speak of the numbers that it has on the source page.

A limit, a price or a number of days that differs is wrong in one of both languages, and is often the first thing that
changes in a source page.

Each section is compared with the same one of the source page. `10,000`, `10.000`, `10k` and `1万` are the same number;
how often one occurs does not matter.

Limits: numbers of one digit are not compared, for they are often words in another language, nor are days and months of
dates, and times of the day. A year may be written with two digits. Digits in code, in addresses and in names (`M365`)
are no numbers, nor are ids of tasks.
Sections whose tables, lists or tasks differ are left to the rules that say so, those with the update table are not
compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.l10n.numerals import numerals
from playbook_lint.page_facts import PageFacts, SectionFacts
from playbook_lint.rules.pair_subject import PairSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="numbers-differ",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="A section of a target page has other numbers than on the source page.",
    message={
        "changed": "The source page says {source} in this section, and not {target}",
        "added": "The source page does not say {target} in this section",
        "missing": "The source page also says {source} in this section",
    },
    since="0.1.0",
    scope=Scope.PAIR,
)

_SHORT, _YEAR = 2, 4  # digits
_DIGITS = re.compile(r"\d\d+")
_CENTURIES = ("19", "20")


class _Number(NamedTuple):
    """A number of a page: `value` is the same in every language, `text` is what is written."""

    value: str
    text: str
    span: Span
    loose: bool


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each number that the source page does not have, and one for those that are missing."""
    pairs = [
        (source, target)
        for source, target in subject.shared_sections
        if _digits(source) != _digits(target) and source.shape == target.shape and not _is_owned(source, target)
    ]
    ours, theirs = (_counts(page) if pairs else Counter[str]() for page in (subject.source, subject.page))
    for source, target in pairs:
        in_source, in_target = _numbers(source), _numbers(target)
        # What only moved to another section is the same on the whole page.
        missing = [one for one in _only(in_source, in_target) if ours[one.value] > theirs[one.value]]
        added = [one for one in _only(in_target, in_source) if theirs[one.value] > ours[one.value]]
        yield from _differences(subject, source, target, missing, added)


def _is_owned(*sections: SectionFacts) -> bool:
    """Whether one has a table that belongs to each page itself, which the other language may have no words for."""
    return any(table.owned for section in sections for table in section.tables)


def _digits(section: SectionFacts) -> set[str]:
    """What is quick to compare: where it is the same, the numbers are."""
    return set(_DIGITS.findall(" ".join(text.text for text in section.figures)))


def _numbers(section: SectionFacts) -> list[_Number]:
    return [
        _Number(value, text.text[start:end], Span(text.span.start + start, text.span.start + end), loose)
        for text in section.figures
        for value, start, end, loose in numerals(text.text)
    ]


def _differences(
    subject: PairSubject, source: SectionFacts, target: SectionFacts, missing: list[_Number], added: list[_Number]
) -> Iterator[Diagnostic]:
    related = (Related(source.heading.place, "the source page", subject.source.path),)
    if len(missing) == len(added) == 1:
        arguments: Arguments = {"case": "changed", "source": missing[0].text, "target": added[0].text}
        yield Diagnostic(RULE.name, added[0].span, arguments, related=related)
        return
    for number in added:
        yield Diagnostic(RULE.name, number.span, {"case": "added", "target": number.text}, related=related)
    if missing:
        arguments = {"case": "missing", "source": ", ".join(number.text for number in missing)}
        yield Diagnostic(RULE.name, target.heading.place, arguments, related=related)


def _only(ours: Iterable[_Number], theirs: Iterable[_Number]) -> list[_Number]:
    """The first of each number of several digits that only `ours` have."""
    there = {value for number in theirs for value in _forms(number.value)}
    found: dict[str, _Number] = {}
    for number in ours:
        if len(number.value) >= _SHORT and not number.loose and there.isdisjoint(_forms(number.value)):
            found.setdefault(number.value, number)
    return list(found.values())


def _forms(value: str) -> tuple[str, ...]:
    """The number, and the short form of what may be a year: `20` for `2020`."""
    return (value, value[2:]) if len(value) == _YEAR and value[:2] in _CENTURIES else (value,)


def _counts(page: PageFacts) -> Counter[str]:
    return Counter(number.value for section in page.sections for number in _numbers(section))
