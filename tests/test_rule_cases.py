"""Every rule says what its literate cases expect; and the names of rules, cases, templates and docs are one set."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_lint.rules import registry
from rule_cases import KINDS, RULES, Case, cases_of, run

CASES = [case for path in sorted(RULES.glob("*.md")) for case in cases_of(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_case(case: Case, tmp_path: Path) -> None:
    assert case.files or case.symlinks, "a case needs a page"
    assert (case.kind == "Trips") == bool(case.expected), "only tripping cases expect something"
    assert run(case, tmp_path) == case.expected


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    assert {path.stem for path in RULES.glob("*.md")} == set(registry.names())


@pytest.mark.parametrize("name", registry.names())
def test_a_rule_has_clean_and_tripping_cases(name: str) -> None:
    kinds = {case.kind for case in CASES if case.rule == name}
    assert kinds >= set(KINDS[:2])


@pytest.mark.parametrize("name", registry.names())
def test_a_rule_is_declared_as_it_is_registered(name: str) -> None:
    module = registry.get(name)
    assert (module.RULE.name, module.RULE.category, module.RULE.scope) == (
        name,
        registry.category_of(name),
        registry.scope_of(name),
    )
    assert module.__doc__
    assert module.RULE.summary.endswith(".")
