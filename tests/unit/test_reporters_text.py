import re
import sys
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import (
    CONTEXT,
    HOSTILE_TEXTS,
    PAGE,
    compared_report,
    place,
    ragged_row,
    remark,
    reports,
    sample_report,
    unknown_phase,
)

from playbook_lint.diagnostics import Comparison, LinkCounts, Report, Severity
from playbook_lint.records import replace
from playbook_lint.reporters import FORMATS, render
from playbook_lint.reporters.excerpt import excerpt
from playbook_lint.reporters.visible import columns, is_plain, visible, visible_characters

COLORED = replace(CONTEXT, color=True)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def text(*findings, context=CONTEXT):
    return render("text", Report(tuple(findings), files=1), context)


def under(shown, carets):
    """The part of `shown` that stands over `carets`."""
    first, last = carets.count(" "), len(carets)
    return "".join(shown[at] for at in range(len(shown)) if first <= columns(shown[:at]) < last)


def test_a_report_groups_by_file_shows_sources_and_ends_with_a_summary():
    assert render("text", sample_report(), CONTEXT) == dedent("""\
        content/en-US/move-mailboxes.md
          5:10  error    unknown phase `Asses`; did you mean `Assess`?  [phase-unknown]
             5 │ Phase: **Asses**
               │          ^^^^^
               = note: schemas/terms.yaml:3:5 the phases
               = fix available

          66:1  warning  the row has 2 cells, its header has 3  [row-ragged]
            66 │ | 1 | Plan |
               │ ^^^^^^^^^^^^

        docs/índice.md
          1:1  info     nothing else  [remark]

        Checked 225 files: 1 error, 1 warning, 1 info (1 suppressed).
        Skipped 4 files: 3 excluded by config, 1 ignored by .gitignore.
        """)


def test_a_clean_report_says_so():
    assert render("text", Report((), files=1), CONTEXT) == "Checked 1 file: nothing to report.\n"


def test_what_became_of_known_findings_is_in_the_summary():
    summary = render("text", compared_report(), CONTEXT).split("\n\n")[-1].splitlines()
    assert summary[:2] == [
        "Checked 225 files: 1 error, 1 warning, 1 info (1 suppressed, 1 known).",
        "2 known findings are fixed: take them off the baseline with `playbook-lint check --write-baseline`.",
    ]
    written = render("text", Report((), comparison=Comparison(written="known\n.json")), CONTEXT)
    assert written == "Checked 0 files: nothing to report.\nWrote `known\\n.json`.\n"


def test_several_of_a_severity_are_counted_in_the_plural():
    assert text(ragged_row(1), ragged_row(2)).endswith("\nChecked 1 file: 2 warnings.\n")


@pytest.mark.parametrize(
    ("skipped", "line"),
    [
        ({"of a kind that is not checked": 1}, "Skipped 1 file: 1 of a kind that is not checked."),
        ({"stored outside the project": 2}, "Skipped 2 files: 2 stored outside the project."),
        ({"folder excluded by config": 1}, "Skipped 1 folder: 1 folder excluded by config."),
        (
            {"excluded by config": 1, "folder excluded by config": 2},
            "Skipped 1 file and 2 folders: 1 excluded by config, 2 folders excluded by config.",
        ),
    ],
)
def test_what_was_skipped_reads_well_for_one_and_for_several(skipped, line):
    assert render("text", Report((), files=1, skipped=skipped), CONTEXT).splitlines()[-1] == line


@pytest.mark.parametrize("format_name", FORMATS)
def test_people_see_the_ends_of_a_long_quotation_and_programs_all_of_it(format_name):
    value = "Assess" + "x" * 5000 + "Remediate"
    finding = replace(unknown_phase(text=""), arguments={"value": value, "suggestion": "y" * 81})
    document = render(format_name, Report((finding,)), CONTEXT)
    assert (value in document) == (format_name in ("json", "sarif"))
    if format_name == "text":
        said = document.splitlines()[1]
        assert f"unknown phase `Assess{'x' * 47}…{'x' * 17}Remediate`; did you mean `{'y' * 53}…{'y' * 26}`?" in said


def test_a_quotation_of_80_characters_is_shown_and_what_is_not_quoted_is_never_cut():
    finding = replace(unknown_phase(text=""), arguments={"value": "v" * 80, "suggestion": None})
    assert f"unknown phase `{'v' * 80}`  " in text(finding)
    assert "r" * 500 in text(remark("r" * 500))


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        (
            LinkCounts(1, 1, 0),
            "Checked 1 address in 2 files: nothing to report.\nAsked for 1 of them, knew 0 from earlier runs.\n",
        ),
        (
            LinkCounts(9, 2, 4, {"excluded by config": 2, "not public": 1}),
            (
                "Checked 9 addresses in 2 files: nothing to report.\n"
                "Asked for 2 of them, knew 4 from earlier runs, left out 3: 2 excluded by config, 1 not public.\n"
            ),
        ),
    ],
)
def test_a_run_over_links_says_what_was_asked(counts, lines):
    assert render("text", Report((), files=2, links=counts), CONTEXT) == lines


def test_quiet_leaves_out_the_summary():
    quiet = replace(CONTEXT, quiet=True)
    assert "Checked" not in text(unknown_phase(), context=quiet)
    assert "unknown phase" in text(unknown_phase(), context=quiet)
    assert text(context=quiet) == ""


def test_statistics_count_rules_in_place_of_diagnostics():
    findings = [ragged_row(line) for line in range(10)] + [
        unknown_phase(),
        replace(ragged_row(), severity=Severity.INFO),
    ]
    assert text(*findings, context=replace(CONTEXT, statistics=True)) == dedent("""\
        10  warning  row-ragged     A row has more or fewer cells than its header.
         1  error    phase-unknown  A label names a phase that does not exist.
         1  info     row-ragged     A row has more or fewer cells than its header.

        Checked 1 file: 1 error, 10 warnings, 1 info.
        """)


def test_statistics_of_a_clean_report_are_its_summary():
    assert text(context=replace(CONTEXT, statistics=True)) == "Checked 1 file: nothing to report.\n"


def test_color_changes_nothing_but_color():
    plain, colored = (render("text", sample_report(), context) for context in (CONTEXT, COLORED))
    assert "\x1b[1;31merror\x1b[0m" in colored
    assert ANSI.sub("", colored) == plain


def test_a_span_of_several_lines_is_underlined_to_the_end_of_its_first():
    finding = remark("long", line_text="## Overview of it", where=place(3, 4, 2, end_line=9))
    assert "      │    ^^^^^^^^^^^^^^\n" in text(finding)


def test_an_empty_span_gets_one_caret():
    finding = remark("missing", line_text="Phase:", where=place(3, 7, 7))
    assert "    3 │ Phase:\n      │       ^\n" in text(finding)


class TestExcerpt:
    @pytest.mark.parametrize(
        ("line", "start", "end", "shown", "carets"),
        [
            ("Phase: **Asses**", 9, 14, "Phase: **Asses**", "         ^^^^^"),
            ("\tx\ty", 1, 2, "    x   y", "    ^"),
            ("ab\tx", 2, 3, "ab  x", "  ^^"),
            ("日本語x", 1, 3, "日本語x", "  ^^^^"),
            ("ｆｕｌｌ：x", 5, 6, "ｆｕｌｌ：x", "          ^"),
            ("e\u0301te\u0301x", 4, 5, "e\u0301te\u0301x", "   ^"),
            ("\U0001f600x", 1, 2, "\U0001f600x", "  ^"),
            ("a\u200bb", 1, 2, r"a\u200bb", " ^^^^^^"),
            ("a\u202eb", 2, 3, r"a\u202eb", "       ^"),
            ("a\x1b[1mb", 1, 5, r"a\x1b[1mb", " ^^^^^^^"),
            ("lone\rx", 4, 5, r"lone\rx", "    ^^"),
            ("trailing  ", 8, 10, "trailing", "        ^^"),
            ("short", 90, 99, "short", "     ^"),
        ],
    )
    def test_carets_stand_under_the_span(self, line, start, end, shown, carets):
        assert excerpt(line, start, end, 80) == (shown, carets)

    def test_a_long_line_is_cut_around_the_span(self):
        line = "a" * 50 + "HERE" + "b" * 50
        assert excerpt(line, 50, 54, 20) == ("…" + "a" * 7 + "HERE" + "b" * 7 + "…", "        ^^^^")

    def test_a_line_is_cut_at_one_end_when_the_span_is_at_the_other(self):
        assert excerpt("HERE" + "b" * 50, 0, 4, 20) == ("HERE" + "b" * 14 + "…", "^^^^")
        assert excerpt("a" * 50 + "HERE", 50, 54, 20) == ("…" + "a" * 14 + "HERE", " " * 15 + "^^^^")

    def test_a_span_wider_than_the_room_is_cut_too(self):
        assert excerpt("x" * 50, 0, 50, 20) == ("x" * 18 + "…", "^" * 18)

    def test_wide_characters_are_never_cut_in_half(self):
        shown, carets = excerpt("語" * 50, 25, 26, 21)
        assert set(shown) == {"…", "語"}
        assert columns(shown) <= 21
        assert under(shown, carets) == "語"

    def test_a_huge_line_costs_no_more_than_a_short_one(self):
        shown, carets = excerpt("x" * 50_000 + "HERE" + "x" * 50_000, 50_000, 50_004, 80)
        assert columns(shown) <= 80
        assert under(shown, carets) == "HERE"

    @given(
        before=st.text("aé日語\u200b\x1b😀", max_size=90),
        span=st.text("bö本\u202e\x00🎉", min_size=1, max_size=40),
        after=st.text("aé日語\u200b\x1b😀", max_size=90),
        room=st.integers(20, 80),
    )
    def test_what_stands_over_the_carets_is_the_span(self, before, span, after, room):
        shown, carets = excerpt(before + span + after, len(before), len(before + span), room)
        assert columns(shown) <= room
        if columns(visible(span)) <= room - 2:
            assert under(shown, carets) == visible(span)
        else:
            assert visible(span).startswith(under(shown, carets))

    @given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 50), st.integers(20, 80))
    def test_no_line_is_too_wide(self, line, start, length, room):
        shown, carets = excerpt(line, start, start + length, room)
        assert columns(shown) <= room
        assert 1 <= carets.count("^") <= room


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_hostile_text_is_never_shown_raw(hostile):
    finding = remark(hostile, path=hostile, line_text=hostile, where=place(1, 1, 5))
    shown = text(finding)
    assert all(character == "\n" or character.isprintable() for character in shown)
    assert len(shown.splitlines()) == 6
    assert not re.search(r"##\w*\[", shown)


def test_escapes_name_the_character():
    assert visible("a\x1b\u200b\u202e\U000e0041\t\n\udcff") == r"a\x1b\u200b\u202e\U000e0041\t\n\xff"
    assert visible("blank \u3164 but 全角\u3000空白") == r"blank \u3164 but 全角" + "\u3000空白"


def test_plain_characters_stand_for_themselves_in_one_column():
    """Beside an invisible character, each is looked at by itself."""
    for character in map(chr, range(sys.maxunicode + 1)):
        shown = visible_characters(f"{character}\u200b")[0]
        assert is_plain(character) == (shown == character and columns(character) == 1 and character != "\u3000")


@given(st.text())
def test_a_text_is_plain_where_all_of_its_characters_are(text):
    assert is_plain(text) == (all(map(is_plain, text)) and not ("##" in text and "[" in text))


def test_a_file_name_is_no_workflow_command():
    shown = text(remark("x", path=" ::error::injected.md"))
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())


@given(reports())
def test_any_report_is_text_without_control_characters_but_our_own(report):
    colored = render("text", report, COLORED)
    plain = ANSI.sub("", colored)
    assert plain == render("text", report, CONTEXT)
    assert all(character in "\n\u3000" or character.isprintable() for character in plain)
    plain.encode("utf-8")


def test_the_page_is_named_once():
    assert text(unknown_phase(), ragged_row()).count(PAGE) == 1
