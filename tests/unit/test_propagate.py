"""Edits of the source that need no translator, and those that do."""

from __future__ import annotations

import pytest

from playbook_lint.l10n.propagate import propagate


@pytest.mark.parametrize(
    ("before", "after", "target", "expected"),
    [
        # destinations
        ("See [plan](a.md).", "See [plan](b.md).", "Veja o [plano](a.md).", "Veja o [plano](b.md)."),
        (
            "Ask https://example.com/a or call.",
            "Ask https://example.com/b or call.",
            "https://example.com/a に問い合わせるか電話してください。",
            "https://example.com/b に問い合わせるか電話してください。",
        ),
        # white space
        ("Two  words", "Two words", "Zwei Wörter", "Zwei Wörter"),
        ("A\u200b plan", "A plan", "Um plano", "Um plano"),
        # emphasis
        ("A *big* plan", "A **big** plan", "Ein *großer* Plan", "Ein **großer** Plan"),
        ("A **big** plan", "A big plan", "Un plan **grande**", "Un plan grande"),
    ],
)
def test_stays_translated(before: str, after: str, target: str, expected: str) -> None:
    assert propagate(before, after, target) == (expected, True)


@pytest.mark.parametrize(
    ("before", "after", "target", "expected"),
    [
        # names
        (
            "Deploy Fabrikam ProSuite now",
            "Deploy Fabrikam 365 Apps now",
            "Fabrikam ProSuite jetzt bereitstellen",
            "Fabrikam 365 Apps jetzt bereitstellen",
        ),
        ("Deploy FPS", "Deploy Fabrikam 365", "Implantar FPS", "Implantar Fabrikam 365"),
        ("Deploy FPS today", "Deploy Fabrikam 365 today", "今日FPSを展開する", "今日Fabrikam 365を展開する"),
        ("FPS and FPS", "FQS and FQS", "FPS und FPS", "FQS und FQS"),
        # numbers and code
        ("Task 1699 is done", "Task 1700 is done", "La tarea 1699 está lista", "La tarea 1700 está lista"),
        ("Run `setup -a`", "Run `setup -b`", "`setup -a` ausführen", "`setup -b` ausführen"),
    ],
)
def test_is_for_a_translator_to_confirm(before: str, after: str, target: str, expected: str) -> None:
    assert propagate(before, after, target) == (expected, False)


@pytest.mark.parametrize(
    ("before", "after", "target"),
    [
        ("A big plan", "A small plan", "Ein großer Plan"),  # words
        ("A plan", "A plan [here](a.md)", "Um plano"),  # something new
        ("10,000 users", "20,000 users", "10.000 usuários"),  # written in another way
        ("Deploy FPS", "Deploy Fabrikam", "Implantar o pacote"),  # not there word for word
        ("FPS and FPS", "FPS and FQS", "FPS und FPS"),  # one of two
        ("Deploy FPS", "Deploy FQS", "FPSX bereitstellen"),  # part of another word
        ("Task 16", "Task 17", "Tarefa 160"),
        ("one two", "one\ntwo", "eins zwei"),  # a line break is for a translator to place
        ("Press **Enter**.", "Press _Enter_.", "と**Enter**を押します。"),  # no emphasis within a word
        ("in EXO", "in Exchange", "in EXO e EXO"),
    ],
)
def test_is_left_to_a_translator(before: str, after: str, target: str) -> None:
    assert propagate(before, after, target) is None


def test_names_that_are_kept_may_be_written_in_small_letters() -> None:
    assert propagate("Use contoso", "Use fabrikam", "contoso verwenden") is None
    assert propagate("Use contoso", "Use fabrikam", "contoso verwenden", ["contoso"]) == ("fabrikam verwenden", False)
