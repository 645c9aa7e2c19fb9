"""Lines of a paragraph that mean something to the site, though CommonMark has one paragraph of all of them.

A translation must keep each on a line of its own: directives and containers of docfx and Docusaurus (`:::row:::`,
`[!VIDEO address]`), templates of Hugo and Liquid (`{{< note >}}`, `{% raw %}`), attributes of kramdown (`{: .wide}`),
admonitions and tabs of MkDocs (`!!! note`, `=== "Linux"`), tables of contents (`[TOC]`), formulas (`$$`), definitions
(`: What it is`, https://michelf.ca/projects/php-markdown/extra/#def-list), and comments, `import` and `export` of MDX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

_TEMPLATE = r"(?:\{\{[^{}\"']*\}\}|\{%[^{}\"']*%\})"
_NO_TEXT = re.compile(
    r":::.*|\[![A-Za-z]+\s.*\]"
    rf"|{_TEMPLATE}(?:\s*{_TEMPLATE})*"
    r"|\{(?::|[ \t]*[.#])[^{}]*\}|\{/\*.*\*/\}"
    r"|(?:!!!|\?\?\?\+?)[\w \t-]*|\[\[?_?(?:TOC|toc)_?\]\]?"
    r"|\$\$.+\$\$"
    r"|import\s(?:[^'\"]*\sfrom\s)?\s*(?:'[^']*'|\"[^\"]*\");?|export\s+(?:const|default|function|let|\{).*"
)
# With a text in quotes, which is the site's title or a parameter.
_ALONE = re.compile(r"""(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|(?:!!!|\?\?\?\+?|===[!+]?)[ \t].*"[^"]*")\Z""")
_DEFINITION = re.compile(r":[ \t]+(?=\S)")
_FORMULA = "$$"


class Role(Enum):
    """What a line is: one of a text, none at all, a text of its own, or the first of a text behind a mark."""

    TEXT = "text"
    NO_TEXT = "no text"
    ALONE = "alone"
    DEFINITION = "definition"


def roles(lines: Sequence[str]) -> Iterator[Role]:
    """The role of each of the lines of a paragraph, given without white space around them."""
    in_formula = False
    last = max((index for index, line in enumerate(lines) if line == _FORMULA), default=0)
    for index, line in enumerate(lines):
        if line == _FORMULA and (in_formula or index < last):
            in_formula = not in_formula
            yield Role.NO_TEXT
        elif in_formula or _NO_TEXT.fullmatch(line):
            yield Role.NO_TEXT
        elif _ALONE.match(line):
            yield Role.ALONE
        else:
            yield Role.DEFINITION if index and _DEFINITION.match(line) else Role.TEXT


def mark_of(line: str) -> int:
    """How long the mark of a definition is."""
    match = _DEFINITION.match(line)
    return match.end() if match else 0
