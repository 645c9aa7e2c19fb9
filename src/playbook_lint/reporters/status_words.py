"""What all reports say of how far a translation is: shares, bars, counts, and which pages come first."""

from __future__ import annotations

import math
from collections.abc import Iterable

from playbook_lint.l10n.status import LocaleStatus, PageStatus, ProjectStatus, Tally
from playbook_lint.reporters.visible import visible

_FULL, _EMPTY = "█", "░"


def total(status: ProjectStatus) -> Tally:
    """The sum over all locales."""
    return sum((locale.tally for locale in status.locales), Tally())


def share(tally: Tally) -> float:
    """The share of messages that are translated, in percent, rounded down to tenths: only what is whole has 100."""
    return math.floor(tally.percent * 10) / 10


def percent(tally: Tally) -> str:
    """The share in words: `83.2%`, `100%`."""
    return f"{share(tally):.1f}".removesuffix(".0") + "%"


def bar(tally: Tally, width: int) -> str:
    """The share as a bar of `width` characters; the first one is full as soon as anything is translated."""
    full = math.floor(share(tally) * width / 100)
    full = max(full, 1) if tally.translated else full
    return _FULL * full + _EMPTY * (width - full)


def of(part: int, whole: int) -> str:
    """`1,234 of 1,483`."""
    return f"{part:,} of {whole:,}"


def stale(page: PageStatus) -> str:
    """How many messages are stale, and since when: `3 since 2020-05-14 (3f2a1bc)`; empty for none."""
    if not page.stale:
        return ""
    since = page.stale_since
    return f"{len(page.stale):,}" + (f" since {since.date} ({since.commit})" if since else "")


def problem(page: PageStatus) -> str:
    """What is wrong with a page, as a predicate; of a catalog whose source page is gone, a sentence."""
    return f"{page.catalog} {page.problem}" if page.problem and not page.source else page.problem


def is_complete(page: PageStatus) -> bool:
    """Whether nothing is left to do for a page."""
    return page.tally.translated == page.tally.messages and not page.problem


def by_need(pages: Iterable[PageStatus]) -> list[PageStatus]:
    """The pages that need most first: those with a problem, then by the share that is translated, then by name."""
    return sorted(pages, key=lambda page: (not page.problem, page.tally.percent, page.page_id))


def incomplete(locale: LocaleStatus) -> list[PageStatus]:
    """The pages of a locale where something is left to do, by need."""
    return by_need(page for page in locale.pages if not is_complete(page))


def title(status: ProjectStatus) -> str:
    """What a report is about, visible."""
    return visible(f"{status.project}: translations of {status.source_locale}")
