"""Findings that were known before a run: what they are known by, and what is new beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from playbook_lint.diagnostics import Comparison, Finding, Identity, Report
from playbook_lint.records import replace

# How many findings there are of each identity.
Counts = Mapping[Identity, int]
# A longer text is told by its beginning and a digest of all of it.
_LONGEST = 120
_DIGEST = 8


def identity(finding: Finding) -> Identity:
    """What `finding` is known by; where its span has nothing to read, that is the line."""
    text = " ".join(finding.span_text.split()) or unspaced(finding.line_text)
    if len(text) > _LONGEST:
        from hashlib import blake2b

        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()
        text = f"{text[:_LONGEST].rstrip()} … {digest}"
    return Identity(finding.path, finding.rule, text)


def counted(findings: Iterable[Finding]) -> Counter[Identity]:
    """How many there are of each identity among `findings`."""
    return Counter(map(identity, findings))


@lru_cache(maxsize=1)
def unspaced(line: str) -> str:
    """`line` with single spaces; findings of one line follow each other, and lines can be long."""
    return " ".join(line.split())


def compared(
    report: Report, known: Counts, gone: Counts, is_touched: Callable[[Finding], bool] = lambda _finding: False
) -> Report:
    """`report` with its new findings alone, and with `gone`, the fixed ones.

    Where there are more equal findings than are known, those on touched lines are new, then the last ones.
    """
    groups: dict[Identity, list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault(identity(finding), []).append(finding)
    new: list[Finding] = []
    again: list[Finding] = []
    for one, equal in groups.items():
        room = known.get(one, 0)
        if 0 < room < len(equal):
            equal.sort(key=is_touched)
        again += (replace(finding, known=True) for finding in equal[:room])
        new += equal[room:]
    return replace(report, findings=_in_order(new), comparison=Comparison(_in_order(again), gone))


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def fixed(baseline: Counts, found: Counts, is_judged: Callable[[Identity], bool]) -> Counts:
    """How many findings of `baseline` were not among those `found`, where the run can tell (`is_judged`)."""
    gone = {one: count - found.get(one, 0) for one, count in baseline.items()}
    return {one: count for one, count in gone.items() if count > 0 and is_judged(one)}


def updated(baseline: Counts, found: Counts, is_judged: Callable[[Identity], bool]) -> Counts:
    """`baseline` with what a run `found`; what it cannot tell of stays known."""
    kept = {one: count for one, count in baseline.items() if not is_judged(one)}
    return Counter(kept) | Counter(found)
