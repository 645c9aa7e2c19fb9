"""The texts that tests run over: the examples of the CommonMark specification and, where it is, a real corpus."""

from __future__ import annotations

import re
from pathlib import Path

SPEC = Path(__file__).parent / "data" / "commonmark-spec-0.31.2.txt"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n", re.MULTILINE | re.DOTALL)


def spec_examples() -> list[str]:
    """The Markdown of every example of the specification."""
    text = SPEC.read_text(encoding="utf-8")
    return [match[1].replace("→", "\t") for match in _EXAMPLE.finditer(text)]


def corpus_pages() -> list[Path]:
    """The pages of the real corpus; none where it is not at hand."""
    return sorted(CORPUS.rglob("*.md"))
