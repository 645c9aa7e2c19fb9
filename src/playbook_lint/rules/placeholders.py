"""A translation must have the placeholders of its source.

What stands at `{{ name }}` is filled in later. Without it, the value is missing on the page; with another name, nothing
is filled in, or the program stops.

The flags of a message (`c-format`, `python-format`, `python-brace-format`, `java-format` and their like) say what its
placeholders look like. In messages without such a flag only `{{ … }}`, `{% … %}`, `%(name)s`, `${name}` and names in
braces as programs have them (`{user_name}`, `{user.name}`, `{userName}`) count, which no sentence has by chance. Those
without a name may change places when they are numbered (`%2$s`).

Limits: one form of a plural may leave out one placeholder, which is the number (`one file`). Code and addresses of
links are left out, unless the message has a flag. Words in quotation marks inside `{% … %}` may be translated.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.markup import Part, changes
from playbook_lint.l10n.placeholders import is_program_text, placeholders
from playbook_lint.rules.catalog_subject import CatalogSubject, Text, Translation
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="placeholders",
    category=Category.TRANSLATION,
    severity=Severity.ERROR,
    summary="A translation lacks a placeholder of its source, or has another one.",
    message={
        "changed": "The source has the placeholder `{source}` here; placeholders are not translated",
        "missing": "The translation lacks {missing}, which the source has to be filled in",
        "extra": "The source has no placeholder `{target}`, so nothing is filled in here",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each placeholder that stands for another one, or for none, and for each that is missing."""
    for found in subject.translations:
        if found.is_same or not ("%" in found.both or "{" in found.both or "$" in found.both):
            continue
        compared = changes(_placeholders(found, found.source), _placeholders(found, found.target))
        if found.entry.plural is not None and len(compared.missing) == 1 and not compared.changed:
            compared = compared._replace(missing=[])
        yield from found.differences(RULE.name, compared)


def _placeholders(found: Translation, text: Text) -> list[Part]:
    flags = found.entry.flags
    return list(placeholders(text.text if is_program_text(flags) else text.markup.running, flags))
