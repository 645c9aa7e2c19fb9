"""Runs mdpo over a folder of pages, with a catalog for each page; for a Python that has it.

    python benchmarks/mdpo_pages.py extract PAGES CATALOGS
    python benchmarks/mdpo_pages.py compile PAGES CATALOGS OUTPUT

In one process: its commands take a page at a time, or all pages with one catalog, for which it takes far longer.
"""

import sys
from pathlib import Path

from mdpo import markdown_to_pofile, pofile_to_markdown

step, *names = sys.argv[1:]
pages, catalogs, *output = map(Path, names)
for page in sorted(pages.rglob("*.md")):
    name = page.relative_to(pages)
    catalog = (catalogs / name).with_suffix(".po")
    target = catalog if step == "extract" else output[0] / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if step == "extract":
        markdown_to_pofile(str(page), po_filepath=str(catalog), save=True)
    else:
        pofile_to_markdown(str(page), str(catalog), save=str(target))
