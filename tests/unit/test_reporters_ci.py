"""The formats of CI services: GitHub, GitLab, JUnit."""

import json
import os
import sys
from subprocess import run
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from report_samples import (
    CONTEXT,
    HOSTILE_TEXTS,
    PAGE,
    place,
    remark,
    reports,
    sample_report,
    unknown_phase,
)

from playbook_lint.diagnostics import Report
from playbook_lint.records import replace
from playbook_lint.reporters import FORMATS, render
from playbook_lint.reporters.visible import safe_path, visible


def github(*findings):
    return render("github", Report(tuple(findings)), CONTEXT)


def gitlab(*findings, suppressed=()):
    return json.loads(render("gitlab", Report(tuple(findings), tuple(suppressed)), CONTEXT))


def junit(*findings):
    return ET.fromstring(render("junit", Report(tuple(findings)), CONTEXT))


class TestGithub:
    def test_a_finding_is_one_command(self):
        assert github(unknown_phase()) == (
            f"::error file={PAGE},line=5,col=10,endLine=5,endColumn=15,title=phase-unknown"
            "::unknown phase `Asses`; did you mean `Assess`?\n"
        )

    def test_severities_are_commands(self):
        commands = [line.split(" ")[0] for line in render("github", sample_report(), CONTEXT).splitlines()]
        assert commands == ["::error", "::warning", "::notice"]

    def test_a_clean_report_says_nothing(self):
        assert github() == ""

    def test_a_span_of_several_lines_has_no_columns(self):
        assert "line=2,endLine=9,title=" in github(remark("x", where=place(2, 3, 4, end_line=9)))

    def test_properties_and_data_are_escaped(self):
        assert github(remark("100%: a, b", path="a,b:c%d\ne.md")).startswith(
            "::notice file=a%2Cb%3Ac%25d%0Ae.md,line=1,"
        )
        assert github(remark("100%: a, b")).endswith("::100%25: a, b\n")

    @pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
    def test_hostile_text_adds_no_command(self, hostile):
        output = github(remark(hostile, path=hostile))
        assert len(output.splitlines()) == 1
        assert "%0A::" not in output.split("::", 2)[2]
        assert all(character in "\t\n" or ord(character) >= 0x20 for character in output)

    @given(reports())
    def test_any_report_has_exactly_one_line_per_finding(self, report):
        lines = render("github", report, CONTEXT).splitlines()
        assert len(lines) == len(report.findings)
        for line, finding in zip(lines, report.findings, strict=True):
            _, command, data = line.split("::", 2)
            assert command.startswith("notice file=")
            assert unescape(data) == visible(finding.arguments["text"])
            properties = dict(item.split("=", 1) for item in command.removeprefix("notice ").split(","))
            assert unescape(properties["file"]) == safe_path(finding.path)


def unescape(text):
    """What GitHub's runner makes of a value: https://github.com/actions/runner, ActionCommand."""
    for escaped, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escaped, character)
    return text


class TestGitlab:
    def test_a_finding_is_an_entry(self):
        (entry,) = gitlab(unknown_phase())
        fingerprint = entry.pop("fingerprint")
        assert len(fingerprint) == 32
        assert entry == {
            "description": "unknown phase `Asses`; did you mean `Assess`?",
            "check_name": "phase-unknown",
            "severity": "major",
            "location": {"path": PAGE, "lines": {"begin": 5}},
        }

    def test_a_clean_report_is_an_empty_list(self):
        assert gitlab() == []

    def test_suppressed_findings_are_left_out(self):
        assert gitlab(suppressed=[replace(unknown_phase(), suppressed=True)]) == []

    def test_severities(self):
        entries = json.loads(render("gitlab", sample_report(), CONTEXT))
        assert [entry["severity"] for entry in entries] == ["major", "minor", "info"]

    def test_fingerprints_are_unique_and_survive_a_line_shift(self):
        before, after = (
            [entry["fingerprint"] for entry in gitlab(unknown_phase(n), unknown_phase(n + 1))] for n in (1, 7)
        )
        assert before == after
        assert len(set(before)) == 2

    @given(reports())
    def test_any_report_is_utf8_json_with_unique_fingerprints(self, report):
        entries = json.loads(render("gitlab", report, CONTEXT))
        assert len({entry["fingerprint"] for entry in entries}) == len(entries) == len(report.findings)
        for entry in entries:
            entry["location"]["path"].encode("utf-8")


class TestJunit:
    def test_a_finding_is_a_failed_test_case(self):
        suites = junit(unknown_phase())
        assert (suites.get("tests"), suites.get("failures")) == ("1", "1")
        case = suites.find("testsuite/testcase")
        assert case.attrib == {"classname": PAGE, "name": "phase-unknown (5:10)", "file": PAGE, "line": "5"}
        failure = case.find("failure")
        assert failure.attrib == {"type": "error", "message": "unknown phase `Asses`; did you mean `Assess`?"}
        assert failure.text == f"{PAGE}:5:10: unknown phase `Asses`; did you mean `Assess`? [phase-unknown]"

    def test_a_clean_report_is_one_test_case_that_passes(self):
        suites = junit()
        assert (suites.get("tests"), suites.get("failures")) == ("1", "0")
        assert [list(case) for case in suites.iterfind("testsuite/testcase")] == [[]]

    def test_what_could_not_be_checked_is_an_error_and_never_a_pass(self):
        suites = ET.fromstring(render("junit", Report((unknown_phase(),), unchecked=("gone.md",)), CONTEXT))
        assert [suites.get(name) for name in ("tests", "failures", "errors")] == ["2", "1", "1"]
        case = suites.findall("testsuite/testcase")[1]
        assert (case.get("classname"), case.find("error").get("message")) == ("gone.md", "could not be checked")
        assert "nothing to report" not in render("junit", Report((), unchecked=("gone.md",)), CONTEXT)

    @pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
    def test_hostile_text_is_well_formed_and_whole(self, hostile):
        (failure,) = junit(remark(hostile, path=hostile)).iter("failure")
        assert failure.get("message") == visible(hostile)
        assert "##vso[" not in render("junit", Report((remark("x", path=hostile),)), CONTEXT)

    @given(reports())
    def test_any_report_is_xml(self, report):
        document = render("junit", report, CONTEXT)
        cases = list(ET.fromstring(document.encode("utf-8")).iter("testcase"))
        assert len(cases) == max(1, len(report.findings))
        for case, finding in zip(cases, report.findings, strict=False):
            assert case.get("file") == safe_path(finding.path)


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_ends_with_a_newline_and_is_utf8(format_name):
    report = Report((remark("x", path=os.fsdecode(b"caf\xe9.md")),))
    output = render(format_name, report, CONTEXT)
    assert output.endswith("\n")
    output.encode("utf-8")


def test_a_format_loads_only_its_own_module():
    script = (
        "import sys, playbook_lint.reporters\nprint([name for name in sys.modules if 'json' in name or 'xml' in name])"
    )
    assert run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
