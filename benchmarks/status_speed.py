"""How long `playbook-lint status` takes when nothing has changed, as a ratio to polib, which only parses the catalogs.

    python benchmarks/status_speed.py [--pages 50] [--runs 9] [--limit 0.25]

A playbook with 350 catalogs of about 3 MB is generated, in a git repository: pages of made-up words in 7 languages, of
which some texts are translated, some are not, and some have changed since. Then a Python process that parses each
catalog with polib and nothing else, and `status`, are run in turn. Printed are the medians, the time of the first
`status`, which knows nothing yet, and the median of the pairwise ratios. With `--limit` the exit status is 1 when that
is above it. polib comes with `pip install -e '.[test]'`.
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from random import Random

from program import PROGRAM
from timing import Command, in_turn, ratio, run, wall

from playbook_lint.file_state import TICK

LOCALES = ("pt-BR", "de", "es", "fr", "ja", "zh-CN", "ru")
PEER = "import pathlib, polib\nfor path in pathlib.Path('locales').rglob('*.po'): polib.pofile(str(path))"
OURS = (PROGRAM, "status")
# A message of a catalog without a translation; the header, whose msgid is empty, is none.
UNTRANSLATED = re.compile(r'^msgid "(.+)"\nmsgstr ""$', re.MULTILINE)
MESSAGES = 44
CHANGED = 5  # every fifth page


def generate(folder: Path, pages: int, random: Random) -> None:
    """Write the playbook with its catalogs to `folder`."""
    tables = (f'[locales.{locale}]\npages = ["{locale}/{{page}}.md"]\n' for locale in LOCALES)
    folders = ", ".join(f'"{name}"' for name in ("en", *LOCALES))
    source = '[source]\nlocale = "en-US"\npages = ["en/{page}.md"]\n'
    config = "\n".join((f"content = [{folders}]\n", source, *tables))
    (folder / "playbook-lint.toml").write_text(config, encoding="utf-8")
    (folder / "en").mkdir()
    for number in range(pages):
        body = "\n\n".join(sentence(random) for _ in range(MESSAGES - 1))
        (folder / f"en/page-{number}.md").write_text(f"# Page {number}\n\n{body}\n", encoding="utf-8")
    ours(folder, "update")
    for catalog in sorted((folder / "locales").rglob("content/*.po")):
        text = catalog.read_text(encoding="utf-8")
        catalog.write_text(UNTRANSLATED.sub(lambda match: translated(match, random), text), encoding="utf-8")
    commit(folder, "Translated")
    for page in sorted((folder / "en").iterdir())[::CHANGED]:
        page.write_text(page.read_text(encoding="utf-8").replace("a", "á", 3), encoding="utf-8")
    ours(folder, "update")
    commit(folder, "Changed")


def sentence(random: Random) -> str:
    """Made-up words."""
    words = ("".join(random.choices("abdeiklmnoprstuz", k=random.randint(2, 10))) for _ in range(random.randint(3, 16)))
    return " ".join(words).capitalize() + "."


def translated(match: re.Match[str], random: Random) -> str:
    """The message with its words in another order for a translation, or as it is: one of ten is not translated."""
    words = match[1].split() if random.random() < 0.9 else []
    return f'msgid "{match[1]}"\nmsgstr "{" ".join(reversed(words))}"'


def ours(folder: Path, *arguments: str) -> None:
    """Run playbook-lint; it must end well."""
    subprocess.run([PROGRAM, *arguments, "--quiet"], cwd=folder, check=True)


def commit(folder: Path, message: str) -> None:
    """Commit all there is, in a new repository if need be."""
    who = ("-c", "user.name=Robin Sample", "-c", "user.email=robin@example.com")
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", message)):
        subprocess.run(["git", *arguments], cwd=folder, check=True)


def main() -> None:
    """Run both commands in turn and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, options.pages, Random(2026))
        time.sleep(2 * TICK / 1e9)  # a run right after a change is not remembered
        catalogs = list((folder / "locales").rglob("content/*.po"))
        size = sum(catalog.stat().st_size for catalog in catalogs)
        commands = {"polib": Command([sys.executable, "-c", PEER], folder), "status": Command(OURS, folder)}
        cold = run(commands["status"]).wall
        samples = in_turn(commands, options.runs)
    times = ratio(samples["status"], samples["polib"])
    print(f"{len(catalogs)} catalogs, {size / 1e6:.1f} MB, {options.runs} runs, Python {platform.python_version()}")
    print(f"polib {version('polib')}: {1000 * wall(samples['polib']):.0f} ms")
    print(f"playbook-lint {version('playbook-lint')} status: {1000 * wall(samples['status']):.0f} ms")
    print(f"the first time: {1000 * cold:.0f} ms")
    print(f"ratio: {times:.2f}")
    if options.limit and times > options.limit:
        raise SystemExit(f"above the limit of {options.limit}")


if __name__ == "__main__":
    main()
