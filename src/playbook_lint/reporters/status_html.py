"""How far translations are, as a page of HTML: bars, lists of pages, and what changed in the source since."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property

from playbook_lint.l10n.locale import english_name
from playbook_lint.l10n.status import LocaleStatus, PageStatus, ProjectStatus, Tally
from playbook_lint.records import Record
from playbook_lint.reporters.html_page import render as render_page
from playbook_lint.reporters.import_words import lines_of
from playbook_lint.reporters.status_words import is_complete, percent, problem, total
from playbook_lint.reporters.word_diff import compared

# BCP 47 tags by their shape (https://www.rfc-editor.org/rfc/rfc5646#section-2.1).
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")
# So few pages with stale messages are open from the beginning.
_OPEN = 3


class Kind(Record, frozen=True):
    """A state of messages or pages: what it is called in classes and in words, its sign, and what it means."""

    key: str
    name: str
    sign: str
    meaning: str


# In the order in which bars have them.
MESSAGES = (
    Kind("translated", "translated", "✓", "messages that are translated"),
    Kind("fuzzy", "fuzzy", "?", "messages whose translation a translator has to confirm"),
    Kind("untranslated", "untranslated", "○", "messages without a translation"),
)
PAGES = (
    Kind("incomplete", "incomplete", "◐", "pages with messages that are fuzzy or untranslated"),
    Kind("stale", "stale", "↺", "pages with messages whose source changed after they were translated"),
    Kind("behind", "new messages", "+", "pages with messages that the catalog lacks: `playbook-lint update` adds them"),
    Kind("problem", "problem", "!", "pages whose catalog or source cannot be used: no message counts as translated"),
    Kind("complete", "complete", "✓", "pages all of whose messages are translated"),
)


class Page(Record, frozen=True):
    """A page in a locale. `anchor` is the id of what is told of its stale messages."""

    status: PageStatus
    anchor: str

    @property
    def states(self) -> list[str]:
        """The keys of those of `PAGES` that it is in."""
        status = self.status
        found = {
            "incomplete": not is_complete(status),
            "stale": status.stale,
            "behind": status.behind,
            "problem": status.problem,
            "complete": is_complete(status),
        }
        return [key for key, value in found.items() if value]

    @property
    def date(self) -> str:
        """The day on which the catalog was revised; empty where the header says something else."""
        found = _DATE.match(self.status.revised)
        return found[0] if found else ""

    @property
    def translator(self) -> str:
        """The last translator without the address, unless there is nothing else."""
        return _ADDRESS.sub("", self.status.last_translator) or self.status.last_translator


class Locale(Record, frozen=True, dict=True):
    """A locale and its pages. `anchor` is its id."""

    status: LocaleStatus
    anchor: str

    @cached_property
    def pages(self) -> list[Page]:
        """All its pages."""
        return [Page(page, f"{self.anchor}-page-{number}") for number, page in enumerate(self.status.pages, 1)]

    @cached_property
    def stale(self) -> list[Page]:
        """The pages with stale messages."""
        return [page for page in self.pages if page.status.stale]

    @property
    def opens(self) -> bool:
        """Whether its stale messages are few enough to be seen at once."""
        return len(self.stale) <= _OPEN

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many pages are in each of `PAGES`."""
        return Counter(state for page in self.pages for state in page.states)

    @property
    def behind(self) -> int:
        """How many messages the catalogs lack."""
        return sum(page.behind for page in self.status.pages)

    @property
    def name(self) -> str:
        """What it is called in English; empty where nobody knows."""
        return english_name(self.status.locale) or ""


def render(status: ProjectStatus) -> str:
    """A page of HTML that stands alone; it can be read without its script, which sorts and chooses pages."""
    locales = [Locale(locale, f"locale-{number}") for number, locale in enumerate(status.locales, 1)]
    filters: dict[str, Callable[..., object]] = {
        "compared": lambda message: compared(message.before, message.after),
        "counted": _counted,
        "counts": _counts,
        "lang": _lang,
        "left": lambda tally: tally.fuzzy_words + tally.untranslated_words,
        "lines": lines_of,
        "number": "{:,}".format,
        "percent": percent,
        "problem": problem,
    }
    values = {
        "project": status.project,
        "source_locale": status.source_locale,
        "locales": locales,
        "tally": total(status),
        "counts": sum((Counter(locale.counts) for locale in locales), Counter()),
        "messages": MESSAGES,
        "states": PAGES,
    }
    return render_page("status.html", values, filters)


def _counts(tally: Tally) -> Mapping[str, int]:
    return {"translated": tally.translated, "fuzzy": tally.fuzzy, "untranslated": tally.untranslated}


def _counted(number: int, name: str) -> str:
    """`1 page`, `2,000 pages`."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _lang(locale: str) -> str:
    """The locale for an attribute `lang`; empty, which is an unknown language, where it is no tag."""
    return locale if _TAG.fullmatch(locale) else ""
