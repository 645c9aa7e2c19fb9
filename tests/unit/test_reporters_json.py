import json
import os
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from report_samples import (
    CONTEXT,
    HOSTILE_TEXTS,
    PAGE,
    compared_report,
    remark,
    reports,
    sample_report,
)

from playbook_lint.diagnostics import LinkCounts, Report
from playbook_lint.reporters import render
from playbook_lint.reporters.visible import visible

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/report/report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


def data(report):
    return json.loads(render("json", report, CONTEXT))


def test_a_report_holds_diagnostics_and_summary():
    assert data(sample_report())["summary"] == {
        "files": 225,
        "errors": 1,
        "warnings": 1,
        "infos": 1,
        "suppressed": 1,
        "skipped": {"excluded by config": 3, "ignored by .gitignore": 1, "unreadable": 0},
        "links": None,
    }
    assert data(sample_report())["diagnostics"][0] == {
        "rule": "phase-unknown",
        "category": "labels",
        "severity": "error",
        "message": "unknown phase `Asses`; did you mean `Assess`?",
        "arguments": {"value": "Asses", "suggestion": "Assess"},
        "path": PAGE,
        "locale": "en-US",
        "start": {"line": 5, "column": 10, "offset": 510},
        "end": {"line": 5, "column": 15, "offset": 515},
        "related": [
            {
                "path": "schemas/terms.yaml",
                "start": {"line": 3, "column": 5, "offset": 305},
                "end": {"line": 3, "column": 11, "offset": 311},
                "message": "the phases",
            }
        ],
        "fix": {"edits": [{"start": {"offset": 510}, "end": {"offset": 515}, "text": "Assess"}]},
    }


def test_a_comparison_is_told():
    fixed = {"path": PAGE, "rule": "remark", "text": HOSTILE_TEXTS[0], "count": 2}
    assert data(compared_report())["summary"]["baseline"] == {"known": 1, "fixed": [fixed]}
    assert len(data(compared_report())["diagnostics"]) == 3


def test_keys_come_in_the_documented_order():
    document = data(compared_report())
    assert list(document) == list(SCHEMA["properties"])
    assert list(document["diagnostics"][1]) == list(SCHEMA["$defs"]["diagnostic"]["properties"])
    assert list(document["summary"]) == list(SCHEMA["$defs"]["summary"]["properties"])


def test_a_clean_report_has_no_diagnostics():
    assert data(Report((), files=2)) == {
        "schema": 1,
        "diagnostics": [],
        "summary": {"files": 2, "errors": 0, "warnings": 0, "infos": 0, "suppressed": 0, "skipped": {}, "links": None},
    }


def test_a_run_that_is_about_the_web_says_what_was_asked():
    document = data(Report((), links=LinkCounts(5, 2, 1, {"not public": 2})))
    assert document["summary"]["links"] == {"addresses": 5, "asked": 2, "known": 1, "unasked": {"not public": 2}}
    assert list(document["summary"]["links"]) == list(SCHEMA["$defs"]["links"]["properties"])
    assert VALIDATOR.is_valid(document)


def test_a_diagnostic_without_a_fix_says_null():
    assert data(Report((remark("x"),)))["diagnostics"][0]["fix"] is None


@pytest.mark.parametrize("report", [sample_report(), compared_report(), Report(())])
def test_reports_are_valid_against_the_shipped_schema(report):
    assert [error.message for error in VALIDATOR.iter_errors(data(report))] == []


def test_the_schema_rejects_a_report_that_lost_a_key():
    document = data(sample_report())
    del document["diagnostics"][0]["locale"]
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_hostile_text_comes_back_from_ascii(hostile):
    document = render("json", Report((remark(hostile, path=hostile),)), CONTEXT)
    assert document.isascii()
    assert "##vso[" not in document
    (diagnostic,) = json.loads(document)["diagnostics"]
    assert diagnostic["path"] == hostile
    assert diagnostic["arguments"] == {"text": hostile}
    assert diagnostic["message"] == visible(hostile)


def test_a_file_name_that_is_not_utf8_comes_back():
    path = os.fsdecode(b"caf\xe9.md")
    assert data(Report((remark("x", path=path),)))["diagnostics"][0]["path"] == path


@given(reports())
def test_any_report_parses_back(report):
    document = render("json", report, CONTEXT)
    assert document.endswith("}\n")
    diagnostics = json.loads(document)["diagnostics"]
    assert [diagnostic["path"] for diagnostic in diagnostics] == [finding.path for finding in report.findings]
    assert [diagnostic["arguments"] for diagnostic in diagnostics] == [finding.arguments for finding in report.findings]
