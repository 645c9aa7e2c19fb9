"""The scheme of an address must be spelled right.

A slip of the pen such as `hhttps://`, `http//` or `https:/` makes an address that no browser can follow; so does an
address that was pasted behind `https://` together with its own.

Limits: reported is what comes near `http`, `https` and `mailto`. Other schemes (`tel:`, `vscode:`) are left alone, and
so are relative paths such as `http/index.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.links.destination import Kind
from playbook_lint.links.slips import scheme_slip
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="scheme-misspelled",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="An address begins with a misspelled scheme.",
    message="`{written}` leads nowhere; write `{better}`",
    since="0.1.0",
)

# What an address with a slip is taken for.
_KINDS = (Kind.OTHER, Kind.LOCAL)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination with a misspelled scheme."""
    for found in subject.destinations:
        address = found.destination.address
        if found.destination.kind in _KINDS and (slip := scheme_slip(address)):
            arguments = {"written": address[: slip.length], "better": slip.better}
            fix = found.replaced(0, slip.length, slip.better)
            yield Diagnostic(RULE.name, found.span, arguments, fix=fix)
