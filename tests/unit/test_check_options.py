"""The options of `check`: the command line that nobody has to read says the same as one that click reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.cli.check import command
from playbook_lint.cli.check_options import CheckOptions
from playbook_lint.cli.main import only_paths

_WORDS = st.sampled_from(["--", "-", "", ".", "content", "a b", "página.md", "--quiet", "-q", "check", "=", "--=x"])

# What a command line can hold: bytes that are no UTF-8 are what Python makes of them.
_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0") | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)
)


def read_by_click(args: list[str]) -> CheckOptions:
    with command.make_context("check", [*args]) as context:
        return CheckOptions(**context.params)


@given(st.lists(_WORDS, max_size=4) | st.lists(_TEXTS))
def test_paths_alone_are_what_click_takes_them_for(args: list[str]) -> None:
    paths = only_paths(["check", *args])
    if paths is not None:
        assert CheckOptions(paths=paths) == read_by_click(args)


@pytest.mark.parametrize(
    ("args", "paths"),
    [
        (["check"], []),
        (["check", "content", "a b.md"], ["content", "a b.md"]),
        (["check", "--", "-odd.md", "--"], ["-odd.md", "--"]),
    ],
)
def test_paths_alone(args: list[str], paths: list[str]) -> None:
    assert only_paths(args) == tuple(map(Path, paths))


@pytest.mark.parametrize(
    "args", [[], ["--help"], ["-q", "check"], ["links"], ["check", "-q"], ["check", "a.md", "--"], ["check", "-h"]]
)
def test_what_is_for_click_to_read(args: list[str]) -> None:
    assert only_paths(args) is None
