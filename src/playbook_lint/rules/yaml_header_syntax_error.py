"""The metadata must be valid YAML, closed by a line `---`.

Metadata that cannot be read counts as none at all: the page loses its title, its owner and its date. The usual cause
is a value with a colon in it, such as `title: Assess: first steps`, which needs quotes: `title: "Assess: first
steps"`.

Limits: the first error of the block is reported; YAML tags (`!name`) and blocks beyond all measure count as errors
too. A NUL character in the metadata is reported by `nul-character`. While a mark of a merge conflict stands in the
metadata, only `merge-conflict` speaks: the metadata can be YAML once that is solved.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.facts import YamlError
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="yaml-header-syntax-error",
    category=Category.METADATA,
    severity=Severity.ERROR,
    summary="The metadata is not valid YAML.",
    message={
        "syntax": "The metadata is not valid YAML: {detail}",
        "unclosed": "The metadata does not end; close it with a line `---`",
    },
    since="0.1.0",
)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic where the metadata stops being YAML, or at its opening fence when it is not closed."""
    for error in subject.page.metadata.errors:
        if error.kind == "unclosed" or (error.kind == "syntax" and not _is_told_otherwise(subject, error)):
            yield Diagnostic(RULE.name, error.span, {"case": error.kind, "detail": error.detail})


def _is_told_otherwise(subject: PageSubject, error: YamlError) -> bool:
    """Whether a rule of its own speaks of what keeps the metadata from being YAML."""
    page = subject.page
    is_nul = page.source.text.startswith("\0", error.span.start)
    return is_nul or any(conflict.span.start < page.metadata.span.end for conflict in page.conflicts)
