"""The markup of messages, and what a translation made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import spec_examples
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.extract import kinds_of, template_entries
from playbook_lint.l10n.markup import BLANK, Markup, Part, changes
from playbook_lint.l10n.placeholders import placeholders
from playbook_lint.l10n.segmenting import Reading, page_segments
from playbook_lint.links.likeness import is_localized, languages
from playbook_lint.markdown import parse_inlines
from playbook_lint.page import Page
from playbook_lint.source import SourceText, Span


def markup(text: str) -> Markup:
    return Markup(text, parse_inlines(text))


def parts(text: str) -> list[Part]:
    return [Part(char, Span(at, at + 1)) for at, char in enumerate(text)]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_changes_are_the_difference_of_two_multisets(source: str, target: str) -> None:
    found = changes(parts(source), parts(target))
    lacking = [change.source.content for change in found.changed] + [part.content for part in found.missing]
    strange = [change.target.content for change in found.changed] + [part.content for part in found.extra]
    rest = list(source)
    extra = [char for char in target if not (char in rest and not rest.remove(char))]
    assert sorted(lacking) == sorted(rest)
    assert sorted(strange) == sorted(extra)
    assert not (found.missing and found.extra)


def test_one_key_in_common_is_enough_and_counts_once() -> None:
    keys = {"a": {"1", "2"}, "b": {"2"}, "c": {"2", "3"}}
    found = changes(parts("ab"), parts("cc"), lambda part: sorted(keys[part.content]))
    assert found == ([], [], [])
    found = changes(parts("a"), parts("cc"), lambda part: sorted(keys[part.content]))
    assert [part.span.start for part in found.extra] == [1]


def test_the_running_text_is_as_long_and_has_no_code_html_or_destinations() -> None:
    text = 'a `b` [c **d**](e "f") <i>g</i> ![h](i) https://j.example'
    running = markup(text).running
    assert len(running) == len(text)
    assert running.replace(BLANK, "") == "a  [c **d** g ![h https://j.example"


def test_the_running_text_of_every_example_of_the_specification_is_a_part_of_it() -> None:
    for example in spec_examples():
        running = markup(example).running
        assert len(running) == len(example)
        assert all(char in (BLANK, written) for char, written in zip(running, example, strict=True))


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("https://a.example/b.", ["https://a.example/b"]),
        ("(https://a.example/b_(c))", ["https://a.example/b_(c)"]),
        ("https://a.example/bを参照、https://c.example。", ["https://a.example/b", "https://c.example"]),
        ("<https://a.example> **https://b.example**", ["https://a.example", "https://b.example"]),
        ("[https://a.example](https://b.example) `https://c.example`", []),
        ("ftp://a.example a.example/b", []),
    ],
)
def test_addresses(text: str, addresses: list[str]) -> None:
    found = markup(text).addresses
    assert [part.content for part in found] == addresses
    assert [text[slice(*part.span)] for part in found] == addresses


@pytest.mark.parametrize(
    ("flag", "text", "keys"),
    [
        ("c-format", "%s %-5d %% %2$s 100 % sure %.2f", ["1 s", "2 d", "2 s", "4 f"]),
        ("python-format", "%(name)s 5%", ["%(name)s"]),
        ("python-brace-format", "{{x}} {0} {name!r:>5}", ["{0}", "{name!r:>5}"]),
        ("sh-format", "$A ${B} $5", ["$A", "${B}", "$5"]),
        ("", "{{ a }} {% if b %} %s {c} ${d} 5%s", ["{{a}}", "{%ifb%}", "${d}"]),
    ],
)
def test_placeholders(flag: str, text: str, keys: list[str]) -> None:
    assert [part.key for part in placeholders(text, [flag])] == keys


def test_every_text_of_a_page_has_a_kind() -> None:
    text = (
        "---\ntitle: Zero\n---\n# One\n\nTwo\n\n- three\n\n> four\n\n| five |\n| --- |\n| six |\n\n"
        "    One, two, three, four.\n\n<div>\nseven\n</div>\n\n[a]: b 'eight'\n"
    )
    segments = page_segments(Page.parse(SourceText(text)), Reading((), (), (), ("title",)))
    kinds = [kinds_of(entry) for entry in template_entries(segments.messages, "page.md")]
    assert len(kinds) == 10
    assert all(kinds)


@pytest.mark.parametrize("extracted", ["", "paragraphs of the book", "type: Plain text", "a label"])
def test_texts_of_other_tools_have_none(extracted: str) -> None:
    assert not kinds_of(Entry("one", extracted=extracted))


@pytest.mark.parametrize(
    ("address", "other", "expected"),
    [
        ("https://en.example.org/wiki/Van", "https://de.example.org/wiki/Transporter", True),
        ("https://www.example.org/van", "https://de.example.org/", True),
        ("https://en.example.org/wiki/Van", "https://en.example.org/wiki/Car", False),
        ("https://en.example.org", "https://de.example.com", False),
        ("https://en.example.org", "https://fr.example.org", False),
        ("plan.md", "fahren.md", False),
    ],
)
def test_hosts_that_name_a_language(address: str, other: str, expected: bool) -> None:
    assert is_localized(address, other, languages("en-US", "de")) == expected
