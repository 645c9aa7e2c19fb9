"""The metadata must be valid YAML, closed by a line `---`.

Metadata that cannot be read counts as none at all: the page loses its title, its owner and its date. The usual cause
is a value with a colon in it, such as `title: Assess: first steps`, which needs quotes: `title: "Assess: first
steps"`.

Limits: the first error of the block is reported; YAML tags (`!name`) and blocks beyond all measure count as errors
too. A NUL character in the metadata is reported by `nul-character`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
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
        is_nul = subject.page.source.text.startswith("\0", error.span.start)
        if error.kind in ("syntax", "unclosed") and not is_nul:
            yield Diagnostic(RULE.name, error.span, {"case": error.kind, "detail": error.detail})
