"""A section of a target page must speak of the numbers that it has on the source page.

A limit, a price or a number of days that differs is wrong in one of both languages, and is often the first thing that
changes in a source page.

Each section is compared with the same one of the source page. Numbers may be written as the language writes them (see
the rule `numbers`); how often one occurs does not matter.

Limits: numbers of one digit and names of months are not compared, for they are often words in another language; so is
what a unit makes one digit and zeros (`500万`, five million), which is reported only beside another number. Digits in
code, in addresses and in names (`M365`) are no numbers, nor are ids of tasks; but what is code on one page may be text
on the other.
Sections whose tables, lists or tasks differ are left to the rules that say so, those with the update table are not
compared. Where a page has a catalog, the rule `numbers` looks at each of its messages, and this one is quiet.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.l10n.bare import blanked
from playbook_lint.l10n.numbers import Number, Said, compared, counts, most
from playbook_lint.page_facts import PageFacts, SectionFacts, TextFact
from playbook_lint.patterns import lazy_pattern
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

# So many are told, of each so many characters.
_NAMED, _LONGEST = 6, 40
# So many digits are seldom written as a word.
_DIGITS = lazy_pattern(r"\d\d+")


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each number that the source page does not have, and one for those that are missing."""
    if subject.translation is not None:
        return
    in_source, in_target = _Counts(subject.source), _Counts(subject.page)
    for source, target in subject.shared_sections:
        if not (source.figures or target.figures):
            continue
        if _digits(source) == _digits(target) or source.shape != target.shape or _is_owned(source, target):
            continue
        ours = _said(_text(source.figures), subject.source.locale)
        theirs = _said(_text(target.figures), subject.page.locale)
        if found := compared(ours, theirs, once=True):
            # What only moved to another section is the same on the whole page.
            missing = [
                one for one in found.missing if _is_told(one, source, target) and in_source.of(one) > in_target.of(one)
            ]
            added = [
                one for one in found.extra if _is_told(one, target, source) and in_target.of(one) > in_source.of(one)
            ]
            if not (missing and added):  # of which the other page may have one as words
                missing, added = ([one for one in some if not one.is_round] for some in (missing, added))
            yield from _differences(subject, source, target, missing, added)


class _Counts:
    """How often numbers are found on a page."""

    def __init__(self, page: PageFacts) -> None:
        self._page = page

    def of(self, number: Number) -> int:
        """How often that one is found."""
        return most(self._found, number)

    @cached_property
    def _found(self) -> Counter[str]:
        figures = (figure for section in self._page.sections for figure in section.figures)
        return counts(_text(figures), self._page.locale)


def _is_owned(*sections: SectionFacts) -> bool:
    """Whether one has a table that belongs to each page itself, which the other language may have no words for."""
    return any(table.owned for section in sections for table in section.tables)


def _digits(section: SectionFacts) -> set[str]:
    """What is quick to compare: where it is the same, the numbers are."""
    return set(_DIGITS.findall(" ".join(text.text for text in section.figures)))


def _text(figures: Iterable[TextFact]) -> str:
    """The texts with numbers, one a line."""
    return "\n".join(blanked(figure.text) for figure in figures)


# A section of a source page is compared with that of each of its target pages, one page after the other.
@lru_cache(maxsize=64)
def _said(text: str, locale: str) -> Said:
    return Said(text, locale)


def _is_told(number: Number, own: SectionFacts, other: SectionFacts) -> bool:
    """Whether a number is long enough, and not there in code that only the other section has."""
    digits = _DIGITS.findall(number.text)
    return bool(digits) and not (other.code_digits - own.code_digits).issuperset(digits)


def _differences(
    subject: PairSubject, source: SectionFacts, target: SectionFacts, missing: list[Number], added: list[Number]
) -> Iterator[Diagnostic]:
    related = (Related(source.heading.place, "the source page", subject.source.path),)
    if len(missing) == len(added) == 1:
        arguments: Arguments = {"case": "changed", "source": missing[0].text, "target": added[0].text}
        yield Diagnostic(RULE.name, _span(target, added[0]), arguments, related=related)
        return
    for number in added:
        arguments = {"case": "added", "target": number.text}
        yield Diagnostic(RULE.name, _span(target, number), arguments, related=related)
    if missing:
        arguments = {"case": "missing", "source": _listed(missing)}
        yield Diagnostic(RULE.name, target.heading.place, arguments, related=related)


def _listed(numbers: Sequence[Number]) -> str:
    """The first few numbers, of which one may be a long list itself (`1,2,3,…`)."""
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    texts = (number.text for number in numbers[:_NAMED])
    return ", ".join(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in texts) + more


def _span(section: SectionFacts, number: Number) -> Span:
    """Where a number of the `_text` of a section stands on the page."""
    starts = [0, *accumulate(len(figure.text) + 1 for figure in section.figures)]
    at = bisect_right(starts, number.start) - 1
    start = section.figures[at].span.start + number.start - starts[at]
    return Span(start, start + len(number.text))
