"""What a text and its translation disagree about, in several languages, and what only looks like it."""

from __future__ import annotations

import pytest

from playbook_lint.l10n.agreement import Doubt, disagreement
from playbook_lint.l10n.scoring import Knowledge

KNOWN = Knowledge(
    ratio=0.1, names=frozenset(["Microsoft", "Office", "Teams"]), partners={"it": {"ti": 0.9}, "name": {"nome": 0.8}}
)


def doubt(source: str, target: str, ours: tuple[str, ...] = (), theirs: tuple[str, ...] = ()) -> Doubt | None:
    return disagreement(source, target, ours, theirs, KNOWN, keep=["Contoso Cloud"])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Below 10k seats", "Abaixo de 10 mil estações"),
        ("More than 20,000 users", "Mehr als 20.000 Benutzer"),
        ("More than 20K users", "Más de 20.000 usuarios"),
        ("Set the date to 12/31.", "Legen Sie den 31.12. fest."),
        ("Since 2020, ask for 12 dates.", "Seit 2020 um zwölf Termine bitten."),
        ("Call within 3 days.", "Rufen Sie innerhalb von drei Tagen an."),
        ("The IT staff is ready.", "A equipe de TI está pronta."),
        ("The FRPs ask a Subject Matter Expert.", "Die FRPs fragen einen SME."),
        ("FTOP notes", "FTOP-Notizen"),
        ("Group Wise migration", "GroupWise-Migration"),
        ("Open Microsoft Teams in Office.", "Abra o Microsoft Teams no Office."),
        ("Use Microsoft 365.", "Microsoft 365 を使用します。"),
        ("STATUS OF THE ENGAGEMENT", "STATUS DO ENVOLVIMENTO"),
        ("Run `sync --check`.", "Führen Sie `sync --check` aus."),
        ("Moves of more than 200 desks", "机が 200 台を超える移転"),
        ("Costs 1,200 euros", "费用为 1,200 欧元"),
        ("Contoso Cloud is ready.", "A Contoso Cloud está pronta."),
        ("M365 is ready (see L1/L2).", "O M365 está pronto (ver L1/L2)."),
        ("Goals { #goals }", "Metas {: #goals .ancho}"),
        ("Goals", "Metas {#goals}"),
    ],
)
def test_what_agrees(source: str, target: str) -> None:
    assert doubt(source, target) is None


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Ask for 12 dates.", "Peça 10 datas.", Doubt("number", ("12",), ("10",))),
        ("In 2020", "Im Jahr", Doubt("number", ("2020",), ())),
        ("Use Apps now.", "Use o OneDrive agora.", Doubt("name", (), ("onedrive",))),
        ("Deploy Microsoft 365 Apps", "Office 365 ProPlus bereitstellen", Doubt("name", (), ("proplus",))),
        ("See Microsoft here", "Veja o Office aqui", Doubt("name", ("Microsoft",), ("Office",))),
        ("Contoso Cloud is ready.", "Der Dienst ist bereit.", Doubt("name", ("Contoso Cloud",), ())),
        ("Run `sync`.", "Ejecute `update`.", Doubt("code", ("sync",), ("update",))),
        ("Goals {#goals}", "Metas {#steps}", Doubt("destination", ("#goals",), ("#steps",))),
        (
            "The drivers would like to keep the old vans, since the new ones are too small for their tools.",
            "Eles não querem.",
            Doubt("length", ("74",), ("13",)),
        ),
    ],
)
def test_what_does_not(source: str, target: str, expected: Doubt) -> None:
    assert doubt(source, target) == expected


def test_places_come_first() -> None:
    assert doubt("one 12", "um 13", ("page a",), ("page b",)) == Doubt("destination", ("page a",), ("page b",))
    assert doubt("one", "um", ("page a", "page a"), ("page a",)) is None
