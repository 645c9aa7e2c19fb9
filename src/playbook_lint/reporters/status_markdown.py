"""How far translations are, as Markdown for a comment on a pull request or the summary of a job on GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from playbook_lint.l10n.status import LocaleStatus, PageStatus, ProjectStatus
from playbook_lint.reporters import status_words as words
from playbook_lint.reporters.visible import visible

# A comment may have 65,536 characters; the summary of a step 1 MiB, which is more than that even in UTF-8.
_LIMIT = 60_000
_LEAST = 1000
_BAR = 10
_WHOLE = "`playbook-lint status` lists all."
# As character references these are no markup, no links and no mentions of people.
_PUNCTUATION = re.compile(r"[!-,.:-@\[-`{-~]")


def render(status: ProjectStatus) -> str:
    """A table of locales, and below it for each locale the pages where something is left to do.

    What would make it longer than a comment may be is left out, and told.
    """
    head = [f"### {_escaped(words.title(status))}", "", *_locale_table(status.locales)]
    document = "".join(f"{line}\n" for line in head)
    sections = [(locale, pages) for locale in status.locales if (pages := words.incomplete(locale))]
    for number, (locale, pages) in enumerate(sections):
        left = len(sections) - number
        # A few large locales leave room for the others; of many, there is no room for all.
        room = max((_LIMIT - len(document)) // left, _LEAST)
        if room > _LIMIT - len(document):
            return f"{document}\nThe pages of {left} more locales are left out here: {_WHOLE}\n"
        document += _section(locale, pages, room)
    return document


def _locale_table(locales: Sequence[LocaleStatus]) -> Iterator[str]:
    if not locales:
        yield "Nothing is translated."
        return
    yield "| Locale | Translated | Messages | Fuzzy | Untranslated | Words | Stale pages |"
    yield "| :-- | :-- | --: | --: | --: | --: | --: |"
    for locale in locales:
        tally = locale.tally
        shown = f"{words.bar(tally, _BAR)} {words.percent(tally)}"
        messages, texts = words.of(tally.translated, tally.messages), words.of(tally.translated_words, tally.words)
        cells = (_code(locale.locale), shown, messages, f"{tally.fuzzy:,}", f"{tally.untranslated:,}", texts)
        yield f"| {' | '.join(cells)} | {locale.stale_pages:,} |"


def _section(locale: LocaleStatus, pages: Sequence[PageStatus], room: int) -> str:
    """The pages of a locale behind a summary, in at most about `room` characters."""
    counted = words.of(len(pages), len(locale.pages))
    lines = ["", f"<details><summary>{_escaped(locale.locale)}: {counted} pages are not complete</summary>", ""]
    lines += ["| Page | Translated | Fuzzy | Untranslated | Stale |", "| :-- | :-- | --: | --: | :-- |"]
    left = room - sum(map(len, lines))
    for shown, page in enumerate(pages):
        row = _page_row(page)
        left -= len(row) + 1
        if left < 0:
            lines += ["", f"{len(pages) - shown:,} more are left out here: {_WHOLE}"]
            break
        lines.append(row)
    return "".join(f"{line}\n" for line in (*lines, "", "</details>"))


def _page_row(page: PageStatus) -> str:
    tally = page.tally
    shown = f"{words.bar(tally, _BAR)} {words.percent(tally)}"
    note = _escaped(words.stale(page)) or (_code(page.problem) if page.problem else "")
    return f"| {_code(page.page_id)} | {shown} | {tally.fuzzy:,} | {tally.untranslated:,} | {note} |"


def _code(text: str) -> str:
    return f"<code>{_escaped(text)}</code>"


def _escaped(text: str) -> str:
    """`text` on one line, with no character that Markdown, HTML or GitHub takes for more than itself."""
    return _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", visible(text))
