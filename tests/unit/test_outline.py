"""Headings against the sections of a page type."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.facts import Block, Heading
from playbook_lint.schema.outline import Outline, match_outline
from playbook_lint.schema.page_types import PageType, SectionSpec
from playbook_lint.schema.terms import Term, Terms, Translation, Vocabulary
from playbook_lint.source import Span

NAMES = ("Overview", "Steps", "Tasks", "Next", "Changes", "Extra")
VOCABULARY = Vocabulary({"section": tuple(Term(name) for name in NAMES)})
TERMS = Terms(VOCABULARY)


def page_type(*, forbid: bool = True) -> PageType:
    """`## Overview`, `## Steps` with any `###` that may hold `#### Tasks`, `## Next`, and `Changes` at level 2 or 3."""
    tasks = SectionSpec("Tasks", (4,), required=False, forbids_others=forbid)
    step = SectionSpec("*", (3,), sections=(tasks,), forbids_others=forbid)
    sections = (
        SectionSpec("Overview", (2,), forbids_others=forbid),
        SectionSpec("Steps", (2,), sections=(step,), forbids_others=forbid),
        SectionSpec("Next", (2,), forbids_others=forbid),
        SectionSpec("Changes", (2, 3), forbids_others=forbid),
    )
    return PageType("guide", "A guide.", "guide.yaml", sections=sections, forbids_others=forbid)


def headings(*lines: str) -> list[Heading]:
    """Headings written as in Markdown; two leading spaces put one in a list item."""
    found = []
    for number, line in enumerate(lines):
        marks, text = line.strip().split(" ", 1)
        span = Span(100 * number, 100 * number + len(line))
        item = Block("item", span, (number + 1, number + 1)) if line.startswith(" ") else None
        block = Block("heading", span, (number + 1, number + 1), parent=item, level=len(marks))
        found.append(Heading(len(marks), text, text.lower(), span, span, block))
    return found


def outline(*lines: str, forbid: bool = True, terms: Terms = TERMS) -> Outline:
    return match_outline(headings(*lines), page_type(forbid=forbid), terms)


def clean(result: Outline) -> bool:
    return not any(
        (
            result.missing,
            result.unexpected,
            result.renamed,
            result.duplicates,
            result.out_of_order,
            result.wrong_level,
            result.source_form,
        )
    )


GOOD = ("# Title", "## Overview", "## Steps", "### Plan", "#### Tasks", "### Do", "## Next", "### Changes")


def test_a_good_page_is_clean_and_every_section_known() -> None:
    result = outline(*GOOD)
    assert clean(result)
    assert [(s.heading.text, s.spec.heading, s.parent and s.parent.text) for s in result.sections] == [
        ("Overview", "Overview", None),
        ("Steps", "Steps", None),
        ("Plan", "*", "Steps"),
        ("Tasks", "Tasks", "Plan"),
        ("Do", "*", "Steps"),
        ("Next", "Next", None),
        ("Changes", "Changes", None),
    ]
    assert result.section_of(result.sections[2].heading) is result.sections[2]


def test_a_section_of_two_levels_belongs_to_the_page_wherever_it_stands() -> None:
    result = outline("# Title", "## Overview", "## Next", "## Steps", "### Do", "### Changes", forbid=False)
    assert result.sections[-1].parent is None
    assert not result.missing


def test_a_missing_section_is_placed_after_the_one_before_it() -> None:
    (missing,) = outline("# Title", "## Overview", "## Steps", "### Do", "## Changes").missing
    assert (missing.spec.heading, missing.parent) == ("Next", None)
    assert missing.previous is not None
    assert missing.previous.text == "Steps"


def test_a_repeated_section_must_stand_once() -> None:
    (missing,) = outline("# Title", "## Overview", "## Steps", "## Next", "## Changes").missing
    assert (missing.spec.heading, missing.parent and missing.parent.text) == ("*", "Steps")


def test_a_missing_section_whose_heading_stands_in_a_list_says_so() -> None:
    (missing,) = outline("# Title", "## Overview", "## Steps", "### Do", "## Next", "   ## Changes").missing
    assert missing.in_list is not None
    assert missing.in_list.text == "Changes"


def test_headings_that_no_section_allows() -> None:
    result = outline(*GOOD[:-1], "## Annex", "### Part of the annex", "## Changes")
    assert [heading.text for heading in result.unexpected] == ["Annex"]


def test_other_headings_are_left_alone_where_they_are_allowed() -> None:
    assert clean(outline(*GOOD[:-1], "## Annex", "### Part of the annex", "## Changes", forbid=False))


def test_a_further_title_is_not_a_matter_of_the_page_type() -> None:
    assert not outline(*GOOD, "# Another title").unexpected


def test_a_stranger_where_one_section_is_missing_is_that_section_renamed() -> None:
    result = outline("# Title", "## Overview", "## Way", "### Do", "#### Tasks", "## Next", "## Changes")
    (renamed,) = result.renamed
    assert (renamed.heading.text, renamed.spec.heading) == ("Way", "Steps")
    assert not result.missing
    assert not result.unexpected
    assert [section.spec.heading for section in result.sections][1:4] == ["Steps", "*", "Tasks"]


def test_two_strangers_where_two_sections_are_missing_are_both_renamed() -> None:
    result = outline("# Title", "## Survey", "## Way", "### Do", "## Next", "## Changes")
    assert [(section.heading.text, section.spec.heading) for section in result.renamed] == [
        ("Survey", "Overview"),
        ("Way", "Steps"),
    ]


def test_two_strangers_for_one_missing_section_are_not_guessed() -> None:
    result = outline("# Title", "## Overview", "## Way", "## Path", "## Next", "## Changes")
    assert not result.renamed
    assert [missing.spec.heading for missing in result.missing] == ["Steps"]
    assert [heading.text for heading in result.unexpected] == ["Way", "Path"]


def test_where_other_headings_are_allowed_only_a_similar_name_is_a_renamed_section() -> None:
    page = ("# Title", "## Overview", "## Steps", "### Do", "## Next")
    assert [s.heading.text for s in outline(*page, "## Chnages", forbid=False).renamed] == ["Chnages"]
    assert not outline(*page, "## Annex", forbid=False).renamed


def test_a_section_that_stands_twice() -> None:
    (duplicate,) = outline(*GOOD, "## Next").duplicates
    assert (duplicate.section.heading.span.start, duplicate.first.span.start) == (800, 600)


def test_the_fewest_sections_are_out_of_order() -> None:
    (moved,) = outline("# Title", "## Next", "## Overview", "## Steps", "### Do", "## Changes").out_of_order
    assert moved.section.heading.text == "Next"
    assert moved.after is not None
    assert moved.after.text == "Steps"


def test_what_belongs_first_is_told_by_what_follows() -> None:
    (moved,) = outline("# Title", "## Steps", "### Do", "## Next", "## Overview", "## Changes").out_of_order
    assert moved.after is None
    assert moved.before is not None
    assert (moved.section.heading.text, moved.before.text) == ("Overview", "Steps")


def test_a_section_at_the_wrong_level_is_still_that_section() -> None:
    result = outline("# Title", "## Overview", "## Steps", "### Do", "### Next", "# Changes")
    assert [section.heading.text for section in result.wrong_level] == ["Next", "Changes"]
    assert not result.missing


def test_a_repeated_section_at_the_wrong_level_in_one_of_its_places() -> None:
    result = outline("# Title", "## Overview", "## Steps", "### A", "#### Tasks", "### B", "### Tasks", "## Next")
    (wrong,) = result.wrong_level
    assert (wrong.heading.text, wrong.parent and wrong.parent.text) == ("Tasks", "B")


def test_a_step_may_have_the_name_of_a_section_that_stands_elsewhere() -> None:
    assert clean(outline(*GOOD[:4], "### Overview", *GOOD[6:]))


def test_a_name_in_the_source_language_is_found_and_told() -> None:
    terms = Terms(VOCABULARY, {("section", "Overview"): Translation("Übersicht")})
    assert [section.heading.text for section in outline(*GOOD, terms=terms).source_form] == ["Overview"]
    assert clean(outline("# Titel", "## Übersicht", *GOOD[2:], terms=terms))


def test_a_page_without_headings_misses_every_required_section() -> None:
    assert [missing.spec.heading for missing in outline().missing] == ["Overview", "Steps", "Next", "Changes"]


LINES = st.lists(
    st.builds(
        lambda indent, level, name: f"{indent}{'#' * level} {name}",
        st.sampled_from(["", "", "", "   "]),
        st.integers(1, 6),
        st.sampled_from([*NAMES, "Stepz", "Other"]),
    ),
    max_size=14,
)


@given(LINES, st.booleans())
def test_whatever_the_headings_each_is_one_section_at_most(lines: list[str], forbid: bool) -> None:
    result = outline(*lines, forbid=forbid)
    known = [section.heading for section in result.sections]
    assert len(known) == len(set(known))
    assert not set(known) & set(result.unexpected)
    assert not any(heading.in_list for heading in (*known, *result.unexpected))
    assert {section.heading for section in result.renamed} <= set(known)
