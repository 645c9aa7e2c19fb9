"""A translation, and the header, must hold no marks of a conflict.

`msgcat` joins catalogs that disagree by writing all translations into one msgstr, with lines such as
`#-#-#-#-#  de.po  #-#-#-#-#` between them; a version control system writes `<<<<<<<`, `=======` and `>>>>>>>`. Somebody
has to choose; until then `compile` leaves the translation out, since readers would see all of it.

Limits: marks that the source has too are a sample. A `=======` alone is none: it may underline a heading. Marks outside
of the texts, where they break the file, are for `merge-conflict`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.fitting import conflict_mark
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="conflict-marker-in-translation",
    category=Category.CATALOGS,
    severity=Severity.ERROR,
    summary="The marks of a conflict are in a translation or in the header.",
    message={
        "translation": "`{mark}` is left of a conflict; keep the right translation, and delete the rest with the marks",
        "header": "`{mark}` is left of a conflict; keep the right fields, and delete the rest with the marks",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first mark of each such text."""
    for entry in (subject.header, *subject.messages):
        plurals = ((f"msgstr[{number}]", text) for number, text in enumerate(entry.plurals))
        for keyword, text in (("msgstr", entry.target), *plurals):
            if mark := conflict_mark(entry.source, text):
                case = "header" if entry is subject.header else "translation"
                span = subject.places.span(entry, keyword, *mark.span())
                yield Diagnostic(RULE.name, span, {"case": case, "mark": mark[0]})
