"""A pattern that is compiled late is the one that `re.compile` makes at once."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import playbook_lint
from playbook_lint import patterns
from playbook_lint.patterns import lazy_pattern


def test_it_matches_as_a_compiled_pattern_does() -> None:
    lazy, compiled = (
        lazy_pattern(r"(?P<word>[a-z]+)\d", re.IGNORECASE),
        re.compile(r"(?P<word>[a-z]+)\d", re.IGNORECASE),
    )
    text = "Lot7, lane12"
    for _ in range(2):  # the second time its methods are there
        assert lazy.findall(text) == compiled.findall(text)
        assert lazy.sub("-", text) == compiled.sub("-", text)
        assert lazy.fullmatch("b4")["word"] == "b"  # type: ignore[index]
    assert (lazy.pattern, lazy.flags, lazy.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert lazy_pattern(rb"\s+").split(b"a b") == [b"a", b"b"]


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    compile_now = re.compile
    monkeypatch.setattr(patterns.re, "compile", lambda *args: made.append(args) or compile_now(*args))
    lazy = lazy_pattern(r"\d+", re.ASCII)
    assert lazy.pattern == r"\d+"
    assert not made
    assert lazy.search("a1")
    assert lazy.match("1")
    assert lazy.search("b") is None
    assert made == [(r"\d+", re.ASCII)]


def test_what_is_no_regular_expression_is_told_when_it_is_used() -> None:
    lazy = lazy_pattern("(")
    with pytest.raises(re.error):
        lazy.search("")


def test_no_group_is_repeated_possessively() -> None:
    """Before Python 3.11.5 such a group matches too much (https://github.com/python/cpython/issues/106052)."""
    match = re.match("(?>(?:ab?c)+)", "aca")  # which is the same, and right
    assert match
    assert match[0] == "ac"
    for path in Path(playbook_lint.__path__[0]).rglob("*.py"):
        found = re.search(r"(?<![\\(])\)(?:\{[\d,]+\}|[+*?])\+", path.read_text(encoding="utf-8"))
        assert found is None, f"{path}: {found}"


def test_all_patterns_of_this_program_can_be_compiled() -> None:
    """Those that no test uses too."""
    lazy = type(lazy_pattern(""))
    found = 0
    for module in walk_packages(playbook_lint.__path__, "playbook_lint."):
        if module.name.endswith((".__main__", ".cluster")):  # one runs the program, the other needs Dask
            continue
        for value in vars(import_module(module.name)).values():
            if isinstance(value, lazy):
                assert value.flags is not None
                found += 1
    assert found > 50
