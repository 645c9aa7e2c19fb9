"""How well texts are paired with their translations: against pages by hand, and pages that were damaged on purpose."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from corpus import CORPUS
from damage import Score, aligned_rows, cipher, pseudo_page, score, units_of
from playbook_lint.l10n.adopt import State
from playbook_lint.source import SourceText

ROOT = Path(__file__).parents[1]
GOLD = Path(__file__).parent / "data" / "gold"
# What somebody may have put into a target page that no source page has.
STRAYS = (
    "Diese Seite wird bald überarbeitet.",
    "Consulte o arquivo antigo para mais detalhes sobre este tema.",
    "Fale com a coordenação antes de continuar.",
    "Esta nota no está en el original.",
    "Novo: veja também o painel de controle semanal.",
)


def read(path: Path) -> str:
    return SourceText.from_bytes(path.read_bytes()).text.replace("\r\n", "\n")


def own_pages() -> list[tuple[str, str]]:
    """The pages of our own playbook with their translations."""
    return [(read(path), read(ROOT / "content/pt-BR" / path.name)) for path in (ROOT / "content/en-US").glob("*.md")]


def real_pairs(folder: str, suffix: str) -> list[tuple[str, str]]:
    """The pairs of the real corpus that have the same structure, so that it is known what stands for what."""
    pairs = []
    for path in sorted((CORPUS / "2020-05" / "english-playbook").glob("*.md")):
        target = CORPUS / "2020-05" / folder / f"{path.stem}{suffix}.md"
        if target.exists() and len(units_of(read(path))) == len(units_of(read(target))):
            pairs.append((read(path), read(target)))
    return pairs


@pytest.mark.parametrize(("language", "recall"), [("es", 0.45), ("ja", 0.85)])
def test_pages_whose_pairs_are_known(language: str, recall: float) -> None:
    """One page of a language that nothing is known of, with rows, items and sections missing, moved, added and joined.

    What is taken is right; how much of that a single page can tell is seen, too.
    """
    gold = json.loads((GOLD / "gold.json").read_text(encoding="utf-8"))[language]
    rows = aligned_rows(read(GOLD / "en.md"), read(GOLD / f"{language}.md"))
    accepted = {row.source.text: row.target.text for row in rows if row.state is State.ACCEPTED}
    body = {text: said for text, said in accepted.items() if text in gold}
    assert body == {text: gold[text] for text in body}
    assert not set(accepted) - set(gold) - {"Phase: **Assess**", "Primary Role: **FastTrack Manager**"}
    assert len(body) >= recall * len(gold), set(gold) - set(body)


class TestDamage:
    """Blocks dropped, joined and added, headings shifted, sections swapped (`damage.py`): 0.995 and 0.93 are asked."""

    def check(self, found: Score, recall: float = 0.93) -> None:
        assert found.precision >= 0.995, found.wrong
        assert found.recall >= recall

    @pytest.mark.parametrize("seed", range(3))
    def test_our_own_playbook(self, seed: int) -> None:
        self.check(score(own_pages(), STRAYS, 1000 * seed))

    @pytest.mark.parametrize("seed", range(3))
    def test_a_pseudo_translation(self, seed: int) -> None:
        self.check(score([(page, pseudo_page(page)) for page, _ in own_pages()], STRAYS, 1000 * seed), recall=0.96)

    def test_a_language_without_a_letter_in_common(self) -> None:
        """Eleven pages teach few words of it, so that more is left for people; but nothing wrong is taken."""
        self.check(score([(page, cipher(page)) for page, _ in own_pages()], STRAYS, 7), recall=0.88)

    @pytest.mark.skipif(not CORPUS.is_dir(), reason="the real corpus is not beside this checkout")
    @pytest.mark.parametrize(("folder", "suffix"), [("portuguese-playbook", "-pr"), ("german-playbook", "-de")])
    def test_real_pages(self, folder: str, suffix: str) -> None:
        self.check(score(real_pairs(folder, suffix), STRAYS, 7))

    @pytest.mark.skipif(not CORPUS.is_dir(), reason="the real corpus is not beside this checkout")
    def test_real_pages_in_a_language_without_a_letter_in_common(self) -> None:
        pages = sorted((CORPUS / "2020-05" / "english-playbook").glob("*.md"))
        self.check(score([(read(path), cipher(read(path))) for path in pages], STRAYS, 7))


class TestLongPages:
    def page(self, count: int) -> str:
        """A page of `count` paragraphs, with headings here and there, no two alike."""
        chance = random.Random(count)
        words = [f"{first}{second}{third}" for first in "bdfgklm" for second in "aeiou" for third in "nrstl"]
        lines = []
        for _ in range(count):
            text = " ".join(chance.choices(words, k=chance.randint(3, 30))).capitalize()
            lines.append(f"## {text[:30]}" if not lines or chance.random() < 0.07 else f"{text}.")
        return "\n\n".join(lines) + "\n"

    def test_a_long_page_is_paired_from_end_to_end(self) -> None:
        page = self.page(1500)
        rows = aligned_rows(page, cipher("\n" + page))
        accepted = [row for row in rows if row.state is State.ACCEPTED]
        assert len(accepted) >= 1450
        assert all(row.source.line == row.target.line - 2 for row in accepted)

    def test_and_so_is_one_with_a_second_page_behind_it(self) -> None:
        page = self.page(900)
        rows = aligned_rows(page, cipher("\n" + page + "\n" + page[::-1].replace("#", "")))
        accepted = [row for row in rows if row.state is State.ACCEPTED]
        right = [row for row in accepted if row.source.line == row.target.line - 2]
        assert len(right) >= 0.995 * len(accepted)
        assert len(right) >= 700
