"""A translation must say the numbers that its source says.

A wrong number is the defect that nobody sees when reading: a deadline, a count of seats, a version.

Numbers may be written as the language writes them, which CLDR knows: `10,000` may be `10.000`, `10 000`, `10k` or
`1万`, `3.5` may be `3,5`, `2 PM` may be `14:00`, `May 12` may be `12.5.`, and digits may be those of another script.

Limits: numbers up to twelve may be words, so one that only one text has is told only when the other has another number
in its place. The order of numbers, and how often one is said, are not compared. Ids of tasks are left to `task-id`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.numbers import Difference, Number, difference
from playbook_lint.l10n.task_ids import task_ids
from playbook_lint.rules.catalog_subject import CatalogSubject, Translation
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="numbers",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A translation and its source say different numbers.",
    message={
        "missing": "The source says {missing}, the translation does not; add it",
        "extra": "The translation says {extra}, the source does not; check the number",
        "other": "The translation says {extra}, the source {missing}; check the number",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each translation with other numbers, at the first that the source does not say."""
    locales = (subject.source_locale, subject.locale)
    for found in subject.translations:
        whole = (found.source.text, found.target.text)
        differing = difference(found.source.blanked, found.target.blanked, whole, locales)
        if differing and (rest := _without_ids(differing, found, subject.id_headings)):
            yield _diagnostic(found, rest)


def _without_ids(found: Difference, translation: Translation, headings: tuple[str, ...]) -> Difference | None:
    """The difference without ids of tasks that are missing, and without what may stand in their places."""
    ids = set(task_ids(translation.source.text, headings))
    missing = tuple(number for number in found.missing if number.text not in ids)
    extra = found.extra if len(missing) == len(found.missing) else ()
    return Difference(missing, extra) if missing or extra else None


def _diagnostic(translation: Translation, found: Difference) -> Diagnostic:
    case = "missing" if not found.extra else "other" if found.missing else "extra"
    start, end = (found.extra[0].start, found.extra[0].end) if found.extra else (0, None)
    missing, extra = _listed(found.missing), _listed(found.extra)
    return translation.diagnostic(RULE.name, start, end, case=case, missing=missing, extra=extra)


def _listed(numbers: tuple[Number, ...]) -> str:
    return " and ".join(f"`{text}`" for text in dict.fromkeys(number.text for number in numbers))
