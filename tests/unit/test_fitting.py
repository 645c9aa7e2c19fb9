"""What a rule says of a catalog alone is what `compile` does with a page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import spec_examples
from playbook_lint.l10n.compile import draft
from playbook_lint.l10n.documents import page_document
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.extract import kinds_of, template_entries
from playbook_lint.l10n.fitting import has_control, has_directive, other_blocks
from playbook_lint.l10n.segmenting import Reading, page_segments
from playbook_lint.page import Page
from playbook_lint.schema.terms import Terms, Vocabulary
from playbook_lint.source import SourceText

PAGES = (
    "one\n",
    "- one\n",
    "> one\n",
    "# one\n",
    "| one |\n| --- |\n",
    "<div>\none\n</div>\n",
    "    One, two, three, four.\n",
)
MARKUP = st.text(alphabet=st.sampled_from("ab é漢*_`~[](){}<>!&#|\\-+1.:=\"'/\n \x07"), max_size=40)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "<div>",
            "</div>",
            "<!--",
            "-->",
            "<!-- playbook-lint: x -->",
            "| a |",
            "| - |",
            "\n",
            "```",
            "a",
            "- ",
            "> ",
            "1. ",
        ]
    ),
    max_size=8,
).map("".join)


def is_refused(text: str, target: str) -> tuple[bool, bool]:
    """Whether `compile` leaves the translation of the one message of a page out, and whether the rule says so."""
    page = Page.parse(SourceText(text))
    segments = page_segments(page, Reading((), (), (), ()))
    (entry,) = template_entries(segments.messages, "page.md")
    made = draft(page_document(page, segments), lambda segment: Entry(segment.text, target), Terms(Vocabulary()))
    unfit = has_control(target) or has_directive(entry.source, target)
    return bool(made.refused), unfit or other_blocks(entry.source, target, kinds_of(entry)) is not None


@pytest.mark.parametrize("text", PAGES)
@settings(deadline=None)
@given(target=st.one_of(MARKUP, FRAGMENTS).filter(str.strip))
def test_what_is_told_of_a_catalog_is_what_compile_refuses(text: str, target: str) -> None:
    refused, told = is_refused(text, target)
    assert told == refused


@pytest.mark.parametrize("text", PAGES)
def test_the_same_with_every_example_of_the_specification(text: str) -> None:
    for example in spec_examples():
        if example.strip():
            refused, told = is_refused(text, example)
            assert told == refused, example
