"""Fingerprints: what tells a tool that it has seen a diagnostic before, although its line has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from playbook_lint.baseline import unspaced
from playbook_lint.diagnostics import Finding, Report


def fingerprinted(report: Report) -> Iterator[tuple[Finding, str]]:
    """Every finding of `report`, silent or not, in order, with a fingerprint that no other one has.

    It is made of the rule, the path, the text of the line (but not its spacing), and how many earlier findings have the
    same three. Silent findings count, so that suppressing one does not change another's fingerprint.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in sorted([*report.findings, *report.silent], key=lambda finding: finding.sort_key):
        key = (finding.rule, finding.path, unspaced(finding.line_text))
        identity = "\0".join([*key, str(seen[key])])
        seen[key] += 1
        yield finding, sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
