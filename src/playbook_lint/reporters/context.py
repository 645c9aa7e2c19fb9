"""What reporters know beside the report."""

from __future__ import annotations

from collections.abc import Callable

from playbook_lint.diagnostics import Comparison, Finding
from playbook_lint.records import Record
from playbook_lint.reporters.visible import visible
from playbook_lint.rules.rule import Rule

_LONGEST_QUOTATION = 80


def fixed_note(comparison: Comparison) -> str:
    """What to do about known findings that are fixed; empty when there are none."""
    count = sum(comparison.fixed.values())
    if not count:
        return ""
    are = "known finding is" if count == 1 else "known findings are"
    return f"{count} {are} fixed: take them off the baseline with `playbook-lint check --write-baseline`."


class ReportContext(Record, frozen=True):
    """The rules and the settings of one run.

    `rule` gives the declaration of a rule, `explanations` its long help, in Markdown, and `help_uri` the absolute
    address of its documentation; `information_uri` is the tool's own. The rest concerns text only:
    `width` is the number of terminal columns, `statistics` asks for counts by rule in place of diagnostics, `quiet`
    leaves out the summary.
    """

    rule: Callable[[str], Rule]
    explanations: Callable[[str], str]
    help_uri: Callable[[str], str]
    information_uri: str
    version: str
    color: bool = False
    statistics: bool = False
    quiet: bool = False
    width: int = 100

    def sentence(self, finding: Finding, *, whole: bool = False) -> str:
        """What `finding` says, on one line and safe to show: it may quote anything an author can write.

        For people, quotations are shortened; for programs, there is the `whole` of it.
        """
        longest = None if whole else _LONGEST_QUOTATION
        return visible(self.rule(finding.rule).render(finding.arguments, longest=longest))
