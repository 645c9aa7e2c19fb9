"""The report of an invented import: what pages about it are made of in tests."""

from __future__ import annotations

from playbook_lint.l10n.adopt import Row, State, TermForm, Text
from playbook_lint.l10n.agreement import Doubt
from playbook_lint.l10n.harvest import TermPlace, TermWords
from playbook_lint.l10n.import_report import LocaleReport, PageReport
from playbook_lint.l10n.taking import Edit
from playbook_lint.l10n.update import Counts
from playbook_lint.records import replace

EVIL = "\"'><img src=x onerror=alert(1)></td></table><script>alert(1)</script><a href='javascript:x'>{{ 7*7 }}"


def row(
    state: State,
    source: str | None,
    target: str | None,
    confidence: float = 0.99,
    doubt: Doubt | None = None,
    terms: tuple[TermForm, ...] = (),
) -> Row:
    """A row whose source stands in line 10 and whose target in line 20."""
    ours, theirs = source and Text(source, 10), target and Text(target, 20)
    return Row(state, ours or None, theirs or None, confidence, doubt, terms)


ROWS = (
    row(State.ACCEPTED, "Feed the cat.", "Alimente o gato.", 1.0),
    row(State.ACCEPTED, "Close the door.", "Feche a porta.", 0.9999),
    row(State.SAME, "Open the window.", "Open the window."),
    row(
        State.TERM,
        "Gardener, Cook",
        "Jardineira, Cozinheiro",
        terms=(TermForm("role", "Gardener", "Jardineira", 20), TermForm("role", "Cook", "Cozinheiro", 20)),
    ),
    row(State.FUZZY, "Water the roses.", "Regue as plantas.", 0.4567),
    row(State.FUZZY, "See [it](a.md).", "Veja [isso](b.md).", doubt=Doubt("destination", ("a.md",), ("b.md",))),
    row(State.FUZZY, "Wait 15 days.", "Espere.", doubt=Doubt("number", ("15",), ())),
    row(State.FUZZY, "Ask Gardenia twice.", "Pergunte à GARDÊNIA.", doubt=Doubt("name", ("rosal",), ("garde",))),
    row(State.FUZZY, "Dig.\nPlant.", "Cave e plante.", doubt=Doubt("joined")),
    row(State.FUZZY, "Harvest.", "Ernten.", doubt=Doubt("language")),
    row(State.EMPTY, "Sell the apples.", None, 0.0),
    row(State.LEFT, None, "Volte amanhã.", 0.0),
    row(State.ACCEPTED, "Done.", "Pronto."),
)
GARDEN = PageReport(
    "garden",
    "pt-BR",
    "en/garden.md",
    "pt/garden.md",
    rows=ROWS,
    links=(("shed-of-others.md", 33),),
    conflicts=(41, 57),
    edits=(Edit("Rake leaves.", "Junte folhas.", "Varra as folhas."),),
    several={"Leaf": ("Página", "Lâmina")},
    in_doubt=True,
)
TIDY = PageReport("tidy", "pt-BR", "en/tidy.md", "pt/tidy.md", rows=ROWS[:2])
COPY = PageReport("copied", "pt-BR", "en/copied.md", "pt/copied.md", "source language")
BROKEN = PageReport("broken", "pt-BR", "en/broken.md", "pt/broken.md", "unreadable", "it is no text in UTF-8")
TERM = TermWords(
    "role",
    "Gardener",
    "Jardineira",
    {"Jardineira": [TermPlace("pt/garden.md", 3)], "Horticultora": [TermPlace("pt/orchard.md", 77)]},
)
REPORT = LocaleReport(
    "pt-BR",
    (TIDY, GARDEN, COPY, BROKEN),
    ("en/lonely.md",),
    ("pt/stray.md",),
    (TERM, replace(TERM, canonical="Smith", forms={"Jardineira": []})),
    Counts(kept=9, new=2),
)


def hostile_report(text: str) -> LocaleReport:
    """A report that says `text` wherever it can."""
    rows = (
        row(State.FUZZY, f"a {text}", f"b {text}", doubt=Doubt("name", (text, "a"), (text,))),
        row(State.TERM, text, text, terms=(TermForm(text, text, text, 1), TermForm(text, text, text, 1))),
        row(State.EMPTY, text, None),
        row(State.LEFT, None, text),
        row(State.SAME, text, text),
    )
    page = replace(
        PageReport(text, text, text, text, "imported", text, rows, ((text, 1),), (1,)),
        edits=(Edit(text, text, text),),
        several={text: (text,)},
        in_doubt=True,
    )
    pages = (page, replace(page, outcome="unreadable"), replace(page, outcome="source language"))
    term = TermWords(text, text, "x", {text: [TermPlace(text, 1)]})
    return LocaleReport(text, pages, (text,), (text,), (term,), Counts())
