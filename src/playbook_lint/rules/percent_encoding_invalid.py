"""What a path cannot hold as it is must be percent-encoded, once and in UTF-8.

A `%` is followed by two hexadecimal digits (RFC 3986, section 2.1), and a space is `%20`. Browsers guess what is meant
by anything else, and servers refuse it. What was copied along with an address is encoded too, and then leads elsewhere:
a space behind it becomes `%20`, a zero width space `%E2%80%8B`.

Limits: letters of any script may stand in a path as they are. Queries are left alone, and so are names between percent
signs (`%APPDATA%`) and encodings older than UTF-8. Of paths in the project, spaces and lone percent signs are reported;
whether they lead to a file is for `file-not-found` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.links.destination import Kind
from playbook_lint.links.written import WrittenDestination
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="percent-encoding-invalid",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="An address is encoded wrongly.",
    message={
        "space": "There is a space in this path; write `%20`",
        "sign": "No two hexadecimal digits follow this `%`; write `%25` for the percent sign itself",
        "twice": "`{written}` looks like a space that was encoded twice; write `%20`",
        "cut": "`{written}` is a part of an encoded character; copy the address again",
        "end": "This address ends with an encoded space, `{written}`; delete it",
        "invisible": "`{written}` is an encoded character that nobody sees; delete it",
    },
    since="0.1.0",
)


_PROJECT = (Kind.RELATIVE, Kind.ROOTED)
_WEB = (Kind.WEB,)
_ANY = (*_PROJECT, *_WEB)
_COPIED = (Kind.WEB, Kind.MAIL)
# For each problem: how to find it, how to tell that it is none, and the destinations that may have it.
_PROBLEMS = tuple(
    (case, lazy_pattern(pattern, re.IGNORECASE), lazy_pattern(unless), kinds)
    for case, pattern, unless, kinds in (
        ("space", r"[ \t\r\n]", "(?!)", _ANY),
        # Soft hyphen, zero width space, left-to-right mark, word joiner, byte order mark; joiners are part of words.
        ("invisible", r"%C2%AD|%E2%80%8[BE]|%E2%81%A0|%EF%BB%BF", "(?!)", _COPIED),
        ("end", r"(?<!%20)(?<!%0[9AD])(?<!%C2%A0)(?>(?:%20|%0[9AD]|%C2%A0)+)\Z", "(?!)", _COPIED),
        ("sign", r"%(?![0-9A-F]{2})", r"%[A-Za-z_]{3,}%|%[sd(\[{]", _ANY),
        # Two bytes of three, or two or three of four; a byte alone is a letter in older encodings.
        ("cut", r"(?<!%[C-F][0-9A-F])(?:%E[0-9A-F]%[89AB][0-9A-F]|%F[0-4](?:%[89AB][0-9A-F]){1,2})(?!%)", "(?!)", _WEB),
        ("twice", "%2520", "%20", _WEB),
    )
)
# What every problem has one of.
_SIGN = re.compile(r"[% \t\r\n]")
# What to write instead, where that is sure.
_BETTER = {"space": "%20", "invisible": "", "end": "", "sign": "%25"}
_PATH = lazy_pattern(r"(?:https?://[^/?#]*)?(?P<path>[^?#]*)", re.IGNORECASE)


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that is encoded wrongly."""
    for found in subject.destinations:
        if not _SIGN.search(found.destination.address):
            continue
        kind = found.destination.kind
        path = _PATH.match(found.destination.address)
        case, places = _problem(path["path"], kind) if path else ("", [])
        if path and places:
            at = path.start("path")
            better = None if case == "sign" and kind is Kind.WEB else _BETTER.get(case)
            fix = () if better is None else _fix(found, places, at, better)
            where = found.part(at + places[0].start(), at + places[0].end())
            yield Diagnostic(RULE.name, where, {"case": case, "written": places[0][0]}, fix=fix)


def _problem(path: str, kind: Kind) -> tuple[str, list[re.Match[str]]]:
    """The first problem of a path, with all the places that have it; no places when there is no problem."""
    for case, pattern, unless, kinds in _PROBLEMS:
        if kind in kinds and (places := [*pattern.finditer(path)]) and not unless.search(path):
            return case, places
    return "", []


def _fix(found: WrittenDestination, places: Iterable[re.Match[str]], at: int, better: str) -> tuple[Edit, ...]:
    return tuple(edit for place in places for edit in found.replaced(at + place.start(), at + place.end(), better))
