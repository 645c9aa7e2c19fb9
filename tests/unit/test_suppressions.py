"""Suppression comments: which lines they silence, for which rules, and where they end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasty import page
from playbook_lint.suppressions import ALL, SILENCING, VERBS, Silencer, Suppression, suppressions


def found_in(text: str) -> tuple[Suppression, ...]:
    return suppressions(page(text).comments)


def silenced(text: str, rule: str = "rule-a", category: str = "group") -> list[int]:
    """The lines of `text` on which `rule` is silent."""
    silencer = Silencer(found_in(text))
    return [line for line in range(1, text.count("\n") + 2) if silencer.find(line, rule, category)]


class TestLines:
    @pytest.mark.parametrize(
        ("verb", "lines"),
        [
            ("disable-next-line", [4]),
            ("disable-line", [3]),
            ("disable", [3, 4, 5]),
            ("disable-file", [1, 2, 3, 4, 5]),
            ("enable", []),
            ("disable-nothing", []),
        ],
    )
    def test_of_each_verb(self, verb: str, lines: list[int]) -> None:
        assert silenced(f"a\n\n<!-- playbook-lint-{verb} rule-a -->\n\nb") == lines

    def test_of_a_comment_over_several_lines(self) -> None:
        text = "a\n\n<!-- playbook-lint-{}\nrule-a\n-->\n\nb"
        assert silenced(text.format("disable-line")) == [3, 4, 5]
        assert silenced(text.format("disable-next-line")) == [6]

    def test_inside_a_line(self) -> None:
        assert silenced("a\nText <!-- playbook-lint-disable-line rule-a -->\nb") == [2]
        assert silenced("a\nText <!-- playbook-lint-disable rule-a -->\nb <!-- playbook-lint-enable rule-a -->\nc") == [
            2,
            3,
        ]

    def test_in_the_metadata(self) -> None:
        assert silenced("---\n# playbook-lint-disable-next-line rule-a -- kept\na: b\n---\nc") == [3]
        assert silenced("---\na: b # playbook-lint-disable-line rule-a\n---\nc") == [2]


class TestNames:
    @pytest.mark.parametrize(
        ("written", "names"),
        [
            ("rule-a", ("rule-a",)),
            ("rule-a, rule-b", ("rule-a", "rule-b")),
            (",rule-a\n rule-b rule-a,", ("rule-a", "rule-b")),
            ("rule-a -- because rule-b", ("rule-a",)),
            ("-- because", ()),
            ("", ()),
        ],
    )
    def test_as_written(self, written: str, names: tuple[str, ...]) -> None:
        (only,) = found_in(f"<!-- playbook-lint-disable {written} -->\n")
        assert only.names == names
        assert len(only.lines) == max(len(names), 1)

    def test_rules_and_categories(self) -> None:
        text = "<!-- playbook-lint-disable-file {} -->"
        assert silenced(text.format("rule-b")) == []
        assert silenced(text.format("group")) == [1]
        assert silenced(text.format("rule-b rule-a")) == [1]
        assert silenced(text.format("")) == [1]

    def test_which_comment_and_name_did_it(self) -> None:
        found = found_in("<!-- playbook-lint-disable-file -->\n<!-- playbook-lint-disable-line group -->\n")
        silencer = Silencer(found)
        assert silencer.find(2, "rule-a", "group") == (found[1], "group")
        assert silencer.find(1, "rule-a", "group") == (found[0], ALL)
        assert Silencer([]).find(1, "rule-a", "group") is None

    @pytest.mark.parametrize(
        "text", ["<!-- playbook-lint -->", "<!-- see playbook-lint-disable -->", "<!-- lint-disable -->"]
    )
    def test_other_comments(self, text: str) -> None:
        assert found_in(text) == ()

    def test_verbs(self) -> None:
        known = {
            only.verb: only.known
            for only in found_in("".join(f"<!-- playbook-lint-{verb} -->" for verb in (*VERBS, "stop")))
        }
        assert known == {**dict.fromkeys(VERBS, True), "stop": False}
        assert set(VERBS) == {*SILENCING, "enable"}


class TestBlocks:
    @pytest.mark.parametrize(
        ("opened", "closed", "lines"),
        [
            ("rule-a", "rule-a", [1, 2, 3]),
            ("rule-a", "", [1, 2, 3]),
            ("", "", [1, 2, 3]),
            ("rule-a", "rule-b", [1, 2, 3, 4]),
            ("", "rule-a", [1, 2, 3, 4]),
            ("rule-a rule-b", "rule-a", [1, 2, 3]),
            ("rule-a rule-b", "rule-b", [1, 2, 3, 4]),
        ],
    )
    def test_what_ends_one(self, opened: str, closed: str, lines: list[int]) -> None:
        assert silenced(f"<!-- playbook-lint-disable {opened} -->\n\n<!-- playbook-lint-enable {closed} -->\n") == lines

    def test_one_may_begin_again(self) -> None:
        off, on = "<!-- playbook-lint-disable rule-a -->", "<!-- playbook-lint-enable rule-a -->"
        assert silenced(f"{off}\n{on}\n\n{off}\n{on}\n") == [1, 2, 4, 5]

    def test_enable_ends_no_other_comment(self) -> None:
        text = "<!-- playbook-lint-disable-file rule-a -->\n<!-- playbook-lint-enable rule-a -->\n"
        assert silenced(text) == [1, 2, 3]

    @given(st.lists(st.tuples(st.sampled_from(VERBS), st.sets(st.sampled_from(["rule-a", "rule-b"]))), max_size=8))
    def test_the_silencer_finds_what_any_comment_covers(self, comments: list[tuple[str, set[str]]]) -> None:
        text = "\n\n".join(f"<!-- playbook-lint-{verb} {' '.join(sorted(names))} -->" for verb, names in comments)
        covered = {
            line
            for only in found_in(text)
            for name, (first, last) in zip(only.names or (ALL,), only.lines, strict=True)
            for line in range(1, text.count("\n") + 2)
            if name in ("rule-a", ALL) and first <= line <= last
        }
        assert silenced(text) == sorted(covered)

    def test_tens_of_thousands(self) -> None:
        pairs = "".join(
            f"<!-- playbook-lint-disable a{n} -->\n\n<!-- playbook-lint-enable b{n} -->\n\n" for n in range(10_000)
        )
        comments = page(pairs).comments
        begun = time.perf_counter()
        found = suppressions(comments)
        silencer = Silencer(found)
        assert not any(silencer.find(line, "rule-a", "group") for line in range(10_000))
        assert time.perf_counter() - begun < 2
        assert len(found) == 20_000
