"""SARIF 2.1.0, the format of code scanning services. References of the form § are to the OASIS standard."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import quote

from playbook_lint.diagnostics import Finding, Identity, Report, Severity
from playbook_lint.reporters.context import ReportContext
from playbook_lint.reporters.fingerprint import fingerprinted
from playbook_lint.reporters.serialize import to_json
from playbook_lint.reporters.visible import shortened, visible
from playbook_lint.rules.rule import Rule
from playbook_lint.source import Place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# Not `primaryLocationLineHash`: GitHub's upload action computes that one itself and warns of any other value.
_FINGERPRINT = "playbookLint/v1"


def render(report: Report, context: ReportContext) -> str:
    """A log of one run: the rules that spoke, and a result for every finding, silent or not, and for fixed ones."""
    findings = list(fingerprinted(report))
    fixed = sorted(report.comparison.fixed.items()) if report.comparison else []
    names = sorted({finding.rule for finding, _ in findings})
    rule_indexes = {name: index for index, name in enumerate(names)}
    results = [_result(finding, fingerprint, rule_indexes, context) for finding, fingerprint in findings]
    if report.comparison:
        for result, (finding, _) in zip(results, findings, strict=True):
            result["baselineState"] = "unchanged" if finding.known else "new"
    run = {
        "tool": {
            "driver": {
                "name": "playbook-lint",
                "version": context.version,
                "informationUri": context.information_uri,
                "rules": [_rule(context.rule(name), context) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the project."}}},
        "results": results + [_absent(one) for one, count in fixed for _ in range(count)],
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, context: ReportContext) -> dict[str, object]:
    explanation = context.explanations(rule.name)
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _first_paragraph(explanation) or rule.summary},
        "help": {"text": explanation, "markdown": explanation},
        "helpUri": context.help_uri(rule.name),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"category": rule.category.value, "tags": [rule.category.value]},
    }


def _result(
    finding: Finding, fingerprint: str, rule_indexes: Mapping[str, int], context: ReportContext
) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_indexes[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _literal(context.sentence(finding, whole=True))},
        "locations": [_location(finding.path, finding.place)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        # § 3.27.23: present in every result of a run or in none.
        "suppressions": _suppressions(finding),
    }
    if finding.related:
        result["relatedLocations"] = [
            {**_location(related.path, related.place), "message": {"text": _literal(visible(related.note))}}
            for related in finding.related
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding)]
    return result


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    if finding.known:
        return [{"kind": "external"}]
    return [{"kind": "inSource"}] if finding.suppressed else []


def _absent(one: Identity) -> dict[str, object]:
    """A result of the baseline that is no more (§ 3.27.24): its rule finds nothing wrong (§ 3.27.9)."""
    return {
        "ruleId": one.rule,
        "kind": "pass",
        "level": "none",
        "message": {"text": _literal(f"Fixed: {shortened(one.text)}")},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(one.path)}}],
        "suppressions": [{"kind": "external"}],
        "baselineState": "absent",
    }


def _location(path: str, place: Place) -> dict[str, object]:
    region = {
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    }
    return {"physicalLocation": {"artifactLocation": _artifact(path), "region": region}}


def _fix(finding: Finding) -> dict[str, object]:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.span.start, "charLength": edit.span.end - edit.span.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in finding.fix
    ]
    return {"artifactChanges": [{"artifactLocation": _artifact(finding.path), "replacements": replacements}]}


def _artifact(path: str) -> dict[str, object]:
    return {"uri": quote(os.fsencode(path)), "uriBaseId": _ROOT}


def _first_paragraph(markdown: str) -> str:
    """The first paragraph that is not a heading, on one line."""
    blocks = (block.strip() for block in markdown.split("\n\n"))
    return next((" ".join(block.split()) for block in blocks if block and not block.startswith("#")), "")


def _literal(text: str) -> str:
    """`text` as a plain text message that is shown word for word: no placeholders (§ 3.11.5), no links (§ 3.11.6)."""
    if "](" in text:
        text = text.replace("[", "\\[").replace("]", "\\]")
    return text.replace("{", "{{").replace("}", "}}")
