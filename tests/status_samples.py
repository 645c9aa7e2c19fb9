"""How far an invented project is: what pages about it are made of in tests."""

from __future__ import annotations

from playbook_lint.l10n.status import Change, LocaleStatus, PageStatus, ProjectStatus, StaleMessage, Tally

GARDEN = PageStatus(
    "guide/garden",
    "en/guide/garden.md",
    "pt/guide/garden.md",
    "locales/pt_BR/LC_MESSAGES/guide/garden.po",
    Tally(1190, 8, 2, 14000, 90, 20),
    behind=1,
    stale=(
        StaleMessage("Feed the black cat.", "Feed the white cat twice.", "Alimente o gato preto.", 42),
        StaleMessage("Water it.\nWait 15 days.", "Water it.\nWait 20 days.", "Regue.\nEspere 15 dias.", 57),
    ),
    stale_since=Change("ab12cd3", "2020-05-14"),
    last_translator="Ana Souza <ana@example.com>",
    revised="2020-05-02 10:20+0200",
)
TIDY = PageStatus(
    "guide/tidy",
    "en/guide/tidy.md",
    "pt/guide/tidy.md",
    "locales/pt_BR/LC_MESSAGES/guide/tidy.po",
    Tally(40, 0, 0, 300, 0, 0),
    last_translator="Ana Souza <ana@example.com>",
    revised="2020-06-01 09:00+0200",
)
BROKEN = PageStatus(
    "guide/broken",
    "en/guide/broken.md",
    "pt/guide/broken.md",
    "locales/pt_BR/LC_MESSAGES/guide/broken.po",
    Tally(0, 0, 12, 0, 0, 80),
    problem="cannot be used: locales/pt_BR/LC_MESSAGES/guide/broken.po:4: an unresolved merge conflict",
)
GONE = PageStatus("gone", "", "", "locales/pt_BR/LC_MESSAGES/gone.po", Tally(), problem="has no source page")
BEHIND = PageStatus(
    "plan/orchard",
    "en/plan/orchard.md",
    "pt/plan/orchard.md",
    "locales/pt_BR/LC_MESSAGES/plan/orchard.po",
    Tally(10, 0, 5, 100, 0, 50),
    behind=5,
    last_translator="Rui",
    revised="yesterday",
)
ROSES = PageStatus(
    "guide/roses",
    "en/guide/roses.md",
    "ja/guide/roses.md",
    "locales/ja/LC_MESSAGES/guide/roses.po",
    Tally(3, 1, 0, 30, 7, 0),
    stale=(StaleMessage("Cut the roses.", "Cut roses.", "バラを切ります。", 9),),
    stale_since=Change("ef45ab6", "2020-05-20"),
)
PORTUGUESE = LocaleStatus("pt-BR", (BROKEN, GARDEN, TIDY, BEHIND))
JAPANESE = LocaleStatus("ja", (ROSES,))
STATUS = ProjectStatus("Garden Playbook", "en-US", (PORTUGUESE, JAPANESE))

# What tries to run, to be followed or to reorder what is read, in messages.
EVIL = (
    "<script>window.pwned=1</script><img src=x onerror=window.pwned=2>[x](javascript:window.pwned=3)"
    "</style><script>window.pwned=4</script></td></table>{{7*7}}{% raw %}\"'><svg onload=window.pwned=5>"
    "right\u202eleft nul\0 &lt;b&gt; <!--"
)


def hostile_status(text: str) -> ProjectStatus:
    """A status that says `text` wherever it can."""
    page = PageStatus(
        text,
        text,
        text,
        text,
        Tally(1, 1, 1, 5, 5, 5),
        1,
        (StaleMessage(text, f"{text} and more", text, 1),),
        Change(text, text),
        text,
        text,
        text,
    )
    return ProjectStatus(text, text, (LocaleStatus(text, (page,)),))
