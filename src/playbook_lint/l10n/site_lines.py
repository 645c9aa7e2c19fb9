"""Lines of a paragraph that mean something to the site, though CommonMark has one paragraph of all of them.

A translation must keep each on a line of its own: directives and containers of docfx and Docusaurus (`:::row:::`,
`[!VIDEO address]`), templates of Hugo and Liquid (`{{< note >}}`, `{% raw %}`), attributes of kramdown (`{: .wide}`),
admonitions and tabs of MkDocs (`!!! note`, `=== "Linux"`), tables of contents (`[TOC]`), formulas (`$$`), comments,
`import` and `export` of MDX; and what begins with a mark of Markdown Extra (https://michelf.ca/projects/php-markdown/extra/):
definitions (`: What it is`), footnotes (`[^1]: See there`) and abbreviations (`*[PO]: Portable Object`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

_TEMPLATES = re.compile(r"(?:(?:\{\{[^{}]*\}\}|\{%[^{}]*%\})\s*)+")
_NO_TEXT = re.compile(
    r":::.*|\[![A-Za-z]+\s.*\]"
    r"|\{(?::|[ \t]*[.#])[^{}]*\}|\{/\*.*\*/\}"
    r"|(?:!!!|\?\?\?\+?)(?:[ \t]+[a-z][\w-]*){1,3}|\[\[?_?(?:TOC|toc)_?\]\]?"
    r"|\$\$.+\$\$"
)
# Modules of MDX, which nothing stands before.
_MODULE = re.compile(
    r"import\s(?:[^'\"]*\sfrom\s)?\s*(?:'[^']*'|\"[^\"]*\");?\Z|export\s+(?:const|default|function|let)\s.*[{}()=;]"
)
# With a title in quotes.
_ALONE = re.compile(r"""(?:!!!|\?\?\?\+?|===[!+]?)[ \t].*"[^"]*"\Z""")
_MARK = re.compile(r"(?::|\[\^[^\]\s]+\]:|\*\[[^\]]+\]:)[ \t]+(?=\S)")
# What is indented below such a line belongs to it: https://python-markdown.github.io/extensions/
_HOLDING = re.compile(r"(?:!!!|\?\?\?\+?|===[!+]?|:|\[\^[^\]\s]+\]:)(?:[ \t]|\Z)")
_FORMULA = "$$"
_END = re.compile(r"[.:!?。：！？]\W*\Z")


class Role(Enum):
    """What a line is: one of a text, none at all, a text of its own, or the first of a text behind a mark."""

    TEXT = "text"
    NO_TEXT = "no text"
    ALONE = "alone"
    MARKED = "marked"


def roles(lines: Sequence[str]) -> Iterator[Role]:
    """The role of each of the lines of a paragraph, given without white space around them."""
    last = max((index for index, line in enumerate(lines) if line == _FORMULA), default=0)
    in_formula = False
    role = Role.NO_TEXT
    for index, line in enumerate(lines):
        if line == _FORMULA and (in_formula or index < last):
            in_formula = not in_formula
            role = Role.NO_TEXT
        elif in_formula:
            role = Role.NO_TEXT
        elif not (_TEMPLATES.fullmatch(line) and _is_within(role, lines, index)):
            role = _role(line, is_first=role is Role.NO_TEXT)
        yield role


def holds_indented(line: str) -> bool:
    """Whether what is indented below a line belongs to it: to an admonition, a tab, a definition or a footnote."""
    return _HOLDING.match(line) is not None


def mark_of(line: str) -> int:
    """How long the mark is that a text stands behind."""
    match = _MARK.match(line)
    return match.end() if match else 0


def _role(line: str, *, is_first: bool) -> Role:
    if _TEMPLATES.fullmatch(line):  # a parameter may be for people to read
        return Role.ALONE if '"' in line or "'" in line else Role.NO_TEXT
    if _NO_TEXT.fullmatch(line) or (is_first and _MODULE.match(line)):
        return Role.NO_TEXT
    if _ALONE.match(line):
        return Role.ALONE
    return Role.MARKED if _MARK.match(line) else Role.TEXT


def _is_within(before: Role, lines: Sequence[str], index: int) -> bool:
    """Whether a line of templates alone stands within a sentence that was parted into lines."""
    goes_on = index + 1 < len(lines) and lines[index + 1][:1].islower()
    return goes_on and not (before is Role.TEXT and _END.search(lines[index - 1]))
