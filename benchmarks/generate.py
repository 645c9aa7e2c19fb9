"""Makes a playbook of any size: pages in a source language and two others, as real ones are built.

    python benchmarks/generate.py FOLDER [--pages 1800] [--seed 1]

A third of the pages is in each language, about 6 KB each, 150 in a folder. Every 20th page has a defect, the same in
all languages; which rules should tell how many of them is printed. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from sample_pages import Author, Language, is_process, page_path

from playbook_lint.config import load_config
from playbook_lint.run import context_for

SOURCE = "en-US"
TARGETS = ("pt-BR", "de")
CONFIG = 'content = ["content"]\n\n[source]\nlocale = "{0}"\npages = ["content/{0}/{{page}}.md"]\n'
TARGET_CONFIG = '\n[locales.{0}]\npages = ["content/{0}/{{page}}.md"]\n'
DEFECT_EVERY = 20
# What a defect puts in the place of what, in a page of tasks, by the rule that should tell it.
DEFECTS = {
    "file-not-found": ("](../index.md)", "](../home.md)"),
    "label-line-break-missing": ("**  \n", "**\n"),
    "date-format-invalid": ("\nms.date: ", "\nms.date: about "),
    "bookmark-not-found": (".md#", ".md#no-"),
    "scheme-misspelled": ("](https://", "](hhttps://"),
}


class Made(NamedTuple):
    """What was made: how many pages, their size in bytes, and how often each rule should tell a defect."""

    pages: int
    size: int
    planted: Counter[str]


def generate(folder: Path, pages: int, seed: int = 1) -> Made:
    """Write the playbook with its configuration to `folder`, in at most that many pages."""
    folder.mkdir(parents=True, exist_ok=True)
    config = CONFIG.format(SOURCE) + "".join(TARGET_CONFIG.format(locale) for locale in TARGETS)
    (folder / "playbook-lint.toml").write_text(config, encoding="utf-8")
    terms = context_for(load_config(folder)).terms
    words = tomllib.loads((Path(__file__).with_name("sample_words.toml")).read_text(encoding="utf-8"))
    languages = [Language(locale, terms(locale), words[locale]) for locale in (SOURCE, *TARGETS)]
    planted: Counter[str] = Counter()
    size = 0
    sources = pages // len(languages)
    for language in languages:
        root = folder / "content" / language.locale
        for number in range(sources):
            path = root / page_path(number)
            text = Author(language, number, sources, seed).page()
            if rule := defect_of(number):
                text = text.replace(*DEFECTS[rule], 1)
                planted[rule] += 1
            path.parent.mkdir(parents=True, exist_ok=True)
            size += path.write_bytes(text.encode())
    return Made(sources * len(languages), size, planted)


def defect_of(number: int) -> str | None:
    """The rule that should tell the defect of a page, if it has one."""
    if number % DEFECT_EVERY or not is_process(number):
        return None
    return list(DEFECTS)[number // DEFECT_EVERY % len(DEFECTS)]


def main() -> None:
    """Make one and tell what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1800)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = generate(options.folder, options.pages, options.seed)
    print(f"{made.pages} pages, {made.size / 1e6:.1f} MB")
    for rule, count in sorted(made.planted.items()):
        print(f"{rule}: {count}")


if __name__ == "__main__":
    main()
