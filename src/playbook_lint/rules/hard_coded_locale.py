"""An address must not name a locale where the site can find the reader's own.

`https://learn.example.com/en-us/plan` shows English to every reader; without `/en-us` the site takes the language of
the reader. Translations inherit the address, and their readers land on English pages.

Reported is a locale with a region, such as `en-us`, among the first two parts of a path. In a target page, an address
in the page's own language is right. Which sites do without the locale is for `hosts` to say: then only those are
reported, and the fix takes the locale out.

Limits: addresses of files in a repository (`/blob/`, `/tree/`) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.locale import is_known
from playbook_lint.links.settings import matches
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.rules.rule import Category, Rule
from playbook_lint.rules.subject import PageSubject


class Options(Record, frozen=True):
    """`hosts`: the hosts that find the reader's language themselves, in which `*` stands for any characters.

    When it is empty, addresses of all hosts are reported, without a fix.
    """

    hosts: tuple[str, ...] = ()


RULE = Rule(
    name="hard-coded-locale",
    category=Category.LINKS,
    severity=Severity.INFO,
    summary="An address names a locale, so that readers of every language see that one.",
    message="`/{locale}` shows this language to all readers; leave it out if the site can do without",
    since="0.1.0",
    options=Options,
)

_TAG = r"[a-z]{2,3}(?:-[a-z]{4})?-(?:[a-z]{2}|[0-9]{3})"
_LOCALIZED = re.compile(
    rf"https?://(?P<host>[^/?#:]+)(?::\d+)?(?:/[^/?#]*)??(?P<segment>/(?P<locale>{_TAG}))(?=[/?#]|$)",
    re.IGNORECASE | re.ASCII,
)
_IN_REPOSITORY = lazy_pattern(r"/(?:blob|blame|edit|raw|src|tree)/")


def check(subject: PageSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each address that names a locale."""
    for found in subject.destinations:
        address = found.destination.address
        match = _LOCALIZED.match(address)
        if not match or _IN_REPOSITORY.search(address) or not is_known(match["locale"].lower()):
            continue
        if options.hosts and not matches(match["host"], options.hosts):
            continue
        if not _is_own(subject, match["locale"]):
            fix = found.replaced(*match.span("segment"), "") if options.hosts else ()
            yield Diagnostic(RULE.name, found.span, {"locale": match["locale"]}, fix=fix)


def _is_own(subject: PageSubject, locale: str) -> bool:
    """Whether a target page is in the language of `locale`, and in that of its regions that it names, if it does."""
    own, other = subject.locale.casefold().split("-"), locale.casefold().split("-")
    return subject.role == "target" and own[0] == other[0] and (len(own) == 1 or own[-1] == other[-1])
