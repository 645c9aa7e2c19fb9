"""Placeholders in messages: what a program or a site generator fills in, after the flags of the message.

The flags and forms: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. Of a form only what tells one
placeholder from another is read. Without a flag only those count that no sentence has by chance.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from playbook_lint.l10n.markup import Part
from playbook_lint.source import Span

_NAMED = r"%\(\w+\)[#0+-]*\d*(?:\.\d+)?[a-zA-Z]"
_TEMPLATE = r"\{\{(?>(?:[^{}]|\{[^{}]*\})*)\}\}|\{%(?>(?:[^%{]|%(?!\})|\{(?!%))*)%\}|\$\{\w[^{}\s]*+\}"
# A space is a flag of `printf`, too, and so is a hyphen alone; but `100 % safe` and `%-formatting` are sentences.
_PRINTF = r"%%|%(?:\d+\$)?[#0+']*(?:\*|-?\d+)?(?:\.(?:\*|\d+))?(?:hh?|ll?|[Lqjzt])?[@a-zA-Z]"
_BRACES = r"\{\{|\}\}|\{[^{}\n]*\}"
_SHELL = r"\$\{\w+\}|\$\w+"
_FORMS = {
    **dict.fromkeys(
        ("c-format", "objc-format", "python-format", "php-format", "perl-format", "ruby-format", "lua-format"),
        f"{_NAMED}|{_PRINTF}",
    ),
    **dict.fromkeys(
        ("python-brace-format", "perl-brace-format", "java-format", "csharp-format", "rust-format", "c++-format"),
        _BRACES,
    ),
    "sh-format": _SHELL,
}
# A name in braces as only programs have it: `{customer_name}`, `{user.name}`, `{customerName}`.
_NAME = r"(?<![\\$#{\w])\{(?:[a-zA-Z]\w*(?:\.\w+)+|[a-zA-Z][a-zA-Z0-9]*_\w+|[a-z]+[A-Z]\w*)\}(?!\})"
_FREE = re.compile(f"{_NAMED}|{_TEMPLATE}|{_NAME}")
# Tools take `%d %B %Y` for the `printf` form that it is not; the order of a date is for each language to say.
_DATE = re.compile(r"%[BHMYy]")
# A percent-encoded byte is none: `https://example.com/%E2%80%93`.
_ADDRESS = re.compile(r"https?://[^\s<>\"]*+", re.ASCII)
_BYTE = re.compile("%[0-9A-F]{2}")
_LITERAL = ("%%", "{{", "}}")
# Words for people in the arguments of a template's tag.
_WORDS = re.compile(r"\"[^\"]*\s[^\"]*\"|'[^']*\s[^']*'")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"%(\d+)\$")


def is_program_text(flags: Collection[str]) -> bool:
    """Whether a program puts values into the message, which is no Markdown then."""
    return any(flag in _FORMS for flag in flags)


def placeholders(text: str, flags: Collection[str]) -> Iterator[Part]:
    """The placeholders of `text`. The key of one without a name tells which of them it is."""
    forms = [form for flag, form in _FORMS.items() if flag in flags]
    text = _ADDRESS.sub(_without_bytes, text) if "://" in text else text
    if forms and _DATE.search(text):
        return
    number = 0
    for match in re.finditer("|".join(forms), text) if forms else _FREE.finditer(text):
        written = match[0]
        if written in _LITERAL:
            continue
        is_numbered = written[0] == "%" and written[1] != "("
        number += is_numbered
        yield Part(written, Span(*match.span()), _numbered(written, number) if is_numbered else _bare(written))


def _without_bytes(address: re.Match[str]) -> str:
    """An address with blanks for its percent-encoded bytes."""
    return _BYTE.sub("   ", address[0])


def _numbered(written: str, number: int) -> str:
    """`%2$s` for the second placeholder, however it is written."""
    given = _NUMBER.match(written)
    return f"{given[1] if given else number} {written[-1]}"


def _bare(written: str) -> str:
    """A placeholder without what may differ: white space, and words for people."""
    return _SPACES.sub("", _WORDS.sub("", written))
