"""Fingerprints: what tells a tool that it has seen a diagnostic before, although its line has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from playbook_lint.diagnostics import Finding, Report


def fingerprinted(report: Report) -> Iterator[tuple[Finding, str]]:
    """Every finding of `report`, suppressed or not, in order, with a fingerprint that no other one has.

    It is made of the rule, the path, the text of the line (but not its spacing), and how many earlier findings have the
    same three. Suppressed findings count, so that suppressing one does not change another's fingerprint.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in sorted([*report.findings, *report.suppressed], key=lambda finding: finding.sort_key):
        key = (finding.rule, finding.path, _unspaced(finding.line_text))
        identity = "\0".join([*key, str(seen[key])])
        seen[key] += 1
        yield finding, sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=1)
def _unspaced(line: str) -> str:
    """`line` with single spaces; findings of one line follow each other, and lines can be long."""
    return " ".join(line.split())
