"""Whatever happens to a project, a check with what earlier runs found says what a check without it says.

Both run in this process, as the command does from its first line on. The clock of the file system is taken for one that
ticks more often than it might, so that looks at files count within a run of the test; see `file_state`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_lint import file_state, remembered, start
from playbook_lint.result_cache import ResultCache
from translation_samples import CONFIG as LANGUAGES

STEPS = 200
TICK = 20_000_000  # nanoseconds: twice that of the slowest kernel
# Pages of an older state are beside those of now, and have their names.
CONFIG = LANGUAGES.replace('content = ["en", ', 'content = ["en", "old", ').replace(
    'pages = ["en/{page}.md"]', 'pages = ["en/{page}.md", "old/{page}.md"]'
)
CONFIGS = (
    "",
    'select = ["links", "structure"]\n',
    '[rules]\nheading-skipped = "info"\n',
    '[[overrides]]\npaths = ["de/**"]\nrules = { structure = "off" }\n',
    'exclude = ["en/guides/**"]\n',
)
WORDS = ("Fleet", "Depot", "Route", "Cargo", "Crane", "Wagon")
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: de\\n"

msgid "{word} handover"
msgstr "Übergabe {number}"
"""
FORMATS = (["check"], ["check", "--format", "json"], ["check", "--statistics"], ["check", "en", "--quiet"])


class Author:
    """Somebody who does all that can be done to the files of a project, by chance."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._random = random.Random(seed)
        self._kept: list[tuple[Path, bytes]] = []
        for number in range(12):
            self._write_page(f"en/page-{number}.md")
            self._write_page(f"de/page-{number}.md")
        self.configure()
        self._write("en/toc.yml", b"- name: Fleet\n  href: page-1.md\n- name: Depot\n  href: gone.md\n")
        self._write("locales/de/LC_MESSAGES/content/page-1.po", CATALOG.format(word="Fleet", number=1).encode())
        self._write("media/map.png", b"")

    def act(self) -> str:
        """Do something, and say what it was."""
        actions: list[Callable[[], object]] = [
            self.edit, self.edit, self.edit, self.go_on, self.swap_a_letter, self.touch, self.rename, self.delete,
            self.revert, self.create, self.configure, self.translate, self.list_pages, self.ignore, self.link,
            self.replace, self.copy, self.copy, self.put_an_image, self.redirect, self.nothing, self.nothing,
        ]  # fmt: skip
        action = self._random.choice(actions)
        action()
        return action.__name__

    def edit(self) -> None:
        self._write_page(self.page())

    def go_on(self) -> None:
        """Leave the metadata as they are."""
        path = self._root / self.page()
        path.write_bytes(path.read_bytes() + f"\nA {self._random.choice(WORDS)} more.\n".encode())

    def create(self) -> None:
        folder = self._random.choice(["en", "de", "en/guides", "notes"])
        self._write_page(f"{folder}/page-{self._random.randrange(20)}.md")

    def swap_a_letter(self) -> None:
        """Leave the size as it is, and pretend that nothing happened."""
        path = self._root / self.page()
        data, times = path.read_bytes(), path.stat()
        path.write_bytes(data.replace(b"e", b"o", 1) if b"e" in data else data.replace(b"o", b"e", 1))
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def touch(self) -> None:
        past = time.time() - self._random.randrange(100_000)
        os.utime(self._root / self.page(), (past, past))

    def rename(self) -> None:
        path = self._root / self.page()
        path.rename(path.with_name(f"page-{self._random.randrange(20)}.md"))

    def replace(self) -> None:
        """Move another file over it, as editors do, with the times that the other one has."""
        one, other = self._root / self.page(), self._root / self.page()
        shutil.copy2(one, self._root / "new")
        (self._root / "new").replace(other)

    def copy(self) -> None:
        """Keep a page, as it is, in the folder of old ones."""
        page = self._root / self.page()
        self._write(f"old/{page.name}", page.read_bytes())

    def redirect(self) -> None:
        """Say of a page that it is elsewhere now, whether it is or not."""
        moved = {
            "source_path": self._random.choice([self.page(), "en/gone.md", "de/gone.md"]),
            "redirect_url": "/home",
        }
        self._write(".openpublishing.redirection.json", json.dumps({"redirections": [moved]}).encode())

    def delete(self) -> None:
        path = self._root / self.page()
        self._kept.append((path, path.read_bytes()))
        path.unlink()

    def revert(self) -> None:
        if self._kept:
            path, data = self._random.choice(self._kept)
            self._write(path.relative_to(self._root).as_posix(), data)

    def configure(self) -> None:
        more = self._random.choice(CONFIGS)
        # Keys of the top come first.
        parts = (CONFIG, more) if more.startswith("[") else (more, CONFIG)
        self._write("playbook-lint.toml", "".join(parts).encode())

    def translate(self) -> None:
        text = CATALOG.format(word=self._random.choice(WORDS), number=self._random.randrange(3))
        self._write(f"locales/de/LC_MESSAGES/content/page-{self._random.randrange(4)}.po", text.encode())

    def list_pages(self) -> None:
        entries = (f"- name: {word}\n  href: page-{self._random.randrange(20)}.md\n" for word in WORDS[:3])
        self._write("en/toc.yml", "".join(entries).encode())

    def ignore(self) -> None:
        path = self._root / ".gitignore"
        if path.exists():
            path.unlink()
        else:
            path.write_text(f"page-{self._random.randrange(12)}.md\n", encoding="utf-8")

    def link(self) -> None:
        path = self._root / f"en/link-{self._random.randrange(3)}.md"
        path.unlink(missing_ok=True)
        path.symlink_to(self._root / self.page())

    def put_an_image(self) -> None:
        path = self._root / "media/map.png"
        path.unlink() if path.exists() else path.write_bytes(b"")

    def nothing(self) -> None:
        time.sleep(2 * TICK / 1e9)

    def page(self) -> str:
        """A page that there is."""
        pages = sorted(path for path in self._root.glob("*/page-*.md") if not path.is_symlink())
        return self._random.choice(pages).relative_to(self._root).as_posix()

    def _write_page(self, path: str) -> None:
        choose = self._random.choice
        number, anchor = self._random.randrange(14), choose(WORDS).lower()
        text = (
            f"---\ntitle: {choose(WORDS)}\n{choose(['', 'tilte: A', 'ms.date: 5/14/2024'])}\n---\n\n"
            f"# {choose(WORDS)} handover\n\n"
            f"{choose(['##', '###'])} {choose(WORDS)}\n\n"
            f"See [the {choose(WORDS)}](page-{number}.md#{anchor}) and ![a map](../media/map.png).\n\n"
            f"<!-- playbook-lint-disable {choose(['links', 'h1-missing'])} -->\n"
        )
        self._write(path, text.encode())

    def _write(self, path: str, data: bytes) -> None:
        file = self._root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


@pytest.mark.heavy
@pytest.mark.parametrize("seed", [1])
def test_cached_equals_uncached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(file_state, "TICK", TICK)
    author = Author(tmp_path, seed)
    used = Counter[str]()

    def counted(what: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            found = function(*arguments)
            used[what] += found is not None
            return found

        return call

    monkeypatch.setattr(remembered, "recalled", counted("runs", remembered.recalled))
    monkeypatch.setattr(ResultCache, "result", counted("results", ResultCache.result))

    def said(*arguments: str) -> tuple[object, bytes, bytes]:
        monkeypatch.setattr(sys, "argv", ["playbook-lint", *arguments])
        return start.run(), *capfdbinary.readouterr()

    done = []
    for step in range(STEPS):
        done.append(author.act())
        arguments = [*FORMATS[step % len(FORMATS)], *([author.page()] if step % 5 == 0 else [])]
        anew = said(*arguments, "--no-cache")
        assert said(*arguments) == anew, done
        assert said(*arguments) == anew, done
    assert used["runs"] > STEPS // 2
    assert used["results"] > 10 * STEPS
