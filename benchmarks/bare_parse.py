"""Parses the pages below a folder with markdown-it-py, and does nothing else: the least that a check has to do.

python benchmarks/bare_parse.py FOLDER [--jobs 2]
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from markdown_it import MarkdownIt


def parse(paths: list[Path]) -> None:
    """Parse some pages as CommonMark with tables."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for path in paths:
        parser.parse(path.read_bytes().decode("utf-8-sig"))


def main() -> None:
    """Parse all pages in as many processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.md"))
    if options.jobs == 1:
        parse(paths)
        return
    # Many small parts, so that no process waits for another at the end.
    parts = [paths[start::50] for start in range(min(50, len(paths)))]
    with ProcessPoolExecutor(options.jobs) as executor:
        list(executor.map(parse, parts))


if __name__ == "__main__":
    main()
