"""The pages of a generated playbook, in each of its languages: sample words in the shape of real pages.

A page is made of a number: the same number gives the same page, in each language the translation of the same source.
What pages say stands in sample_words.toml, and in the terms of the package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, NamedTuple

from playbook_lint.page import slug
from playbook_lint.schema.terms import Terms

DATES = {"en-US": "{0.month}/{0.day}/{0.year}", "pt-BR": "{0:%d/%m/%Y}", "de": "{0:%d.%m.%Y}"}
AREA = 50  # source pages of a folder, the first of which leads to the others
PHASES = ("Initiate", "Assess", "Remediate", "Enable", "Migrate", "Success")
SERVICES = ("Exchange", "OneDrive for Business", "SharePoint", "Teams", "Yammer", "Intune")
ROLES = ("FastTrack Manager", "FastTrack Engineer", "SME")
COLUMNS = ("Task ID", "Task Name", "(M)andatory / (O)ptional", "FastTrack Role", "Services")
STEPS, TASKS = 3, 3


class Place(NamedTuple):
    """Where the page with a number stands: the folder's number, and whether it leads to the others there."""

    area: int
    is_first: bool

    @property
    def phase(self) -> str:
        return PHASES[self.area % len(PHASES)]


def place_of(number: int) -> Place:
    """The place of any page but the index, which is number 0."""
    area, position = divmod(number - 1, AREA)
    return Place(area, position == 0)


def page_path(number: int) -> str:
    """The path of a page in the folder of its locale."""
    if number == 0:
        return "index.md"
    place = place_of(number)
    name = f"phase-{place.phase}" if place.is_first else f"{place.phase}-team-{number}"
    return f"area-{place.area:04}/{name.lower()}.md"


def is_process(number: int) -> bool:
    """Whether the page is one of those that all others lead to: it has labels and tasks."""
    return number > 0 and not place_of(number).is_first


@dataclass(frozen=True)
class Language:
    """What pages say in one locale."""

    locale: str
    terms: Terms
    words: Mapping[str, Any]

    def say(self, key: str, **values: object) -> str:
        """A sample text, with a capital letter."""
        text: str = self.words[key].format_map(values)
        return text[0].upper() + text[1:]

    def title(self, number: int) -> str:
        """The title of a page."""
        if number == 0:
            return self.say("index")
        place = place_of(number)
        if place.is_first:
            return self.say("phase", phase=self.terms.word("phase", place.phase), number=place.area)
        things = self.words["things"]
        return self.say("process", thing=things[number % len(things)], number=number)

    def link(self, number: int, section: str = "") -> str:
        """A link to a page in another folder, or to one of its sections."""
        anchor = f"#{slug(self.terms.word('section', section))}" if section else ""
        return f"[{self.title(number)}](../{page_path(number)}{anchor})"


class Author:
    """Writes one page; another author with the same number writes the same in another language."""

    def __init__(self, language: Language, number: int, pages: int, seed: int) -> None:
        self._language = language
        self._number = number
        self._pages = pages
        self._chance = Random(f"{seed} {number}")

    def page(self) -> str:
        """The text of the page."""
        body = self._process if is_process(self._number) else self._overview
        newest = date(2025, self._chance.randint(7, 12), self._chance.randint(13, 28))
        title = f"# {self._language.title(self._number)}"
        return "\n\n".join((self._metadata(newest), title, *body(), *self._end(newest))) + "\n"

    def _metadata(self, day: date) -> str:
        title = self._language.title(self._number).replace(":", " -")
        return (
            f"---\ntitle: {title}\ndescription: {self._language.say('description', thing=self._thing())}\n"
            f"author: Avery Example\nms.author: a-avery\nmanager: m-morgan\nms.date: {day.month}/{day.day}/{day.year}\n"
            "ms.topic: playbook\nms.prod: non-product-specific\nms.custom: partner-playbook\nft.audience: partner\n"
            "ft.owner: m-morgan\n---"
        )

    def _overview(self) -> Iterator[str]:
        """A page that leads to others: those of its folder, or of the index, the first of each folder."""
        first, last, step = (self._number + 1, self._number + AREA, 1) if self._number else (1, self._pages, AREA)
        yield self._heading(2, "Overview") if not self._number else self._prose(2)
        yield self._language.say("intro")
        up = "../" if self._number else ""
        links = (
            f"- [{self._language.title(number)}]({up}{page_path(number)})"
            for number in range(first, min(last, self._pages), step)
        )
        yield "\n".join(links)

    def _process(self) -> Iterator[str]:
        """What a page of tasks says."""
        term = self._language.terms.word
        phase = term("phase", place_of(self._number).phase)
        motions = " / ".join(term("motion", motion) for motion in ("Customer Health", "RFA", "Targeting"))
        yield f"{term('label', 'Phase')}: **{phase}**  \n{term('label', 'Motions')}: **{motions}**"
        yield from (self._heading(2, "Overview"), self._prose(3))
        yield from (self._heading(2, "Objectives"), self._bullets("note", 3), self._heading(2, "Approach"))
        for step, thing in enumerate(self._chance.sample(self._language.words["things"], STEPS)):
            yield from self._step(step, thing)
        yield from (self._heading(2, "Key Inputs"), self._bullets("note", 3))
        yield from (self._heading(2, "Key Outputs"), self._bullets("note", 3))
        yield from (self._heading(2, "Next Steps"), self._next())

    def _step(self, step: int, thing: str) -> Iterator[str]:
        term = self._language.terms.word
        yield f"### {self._language.say('step', thing=thing)}"
        role = term("role", self._chance.choice(ROLES))
        yield f"{term('label', 'Primary Role')}: **{role}**  \n{term('label', 'Applies To')}: **{self._services()}**"
        yield from (self._prose(4), self._bullets("note", 3), self._prose(3))
        yield f"> [!NOTE]\n> {self._prose(1)} <https://example.com/{self._number}/{step}>"
        yield self._heading(4, "FTOP Tasks")
        first = 1002 + (self._number * STEPS + step) * TASKS
        yield self._table(COLUMNS, map(self._task, range(first, first + TASKS)))

    def _task(self, task_id: int) -> str:
        """A row; the first task of a step is mandatory."""
        term, name = self._language.terms.word, self._language.say("task", thing=self._thing())
        code = term("code", "O" if task_id % TASKS else "M")
        return f"| {task_id} | {name} | {code} | {term('role', self._chance.choice(ROLES))} | {self._services()} |"

    def _next(self) -> str:
        """Links to two other processes, to one of them as far as a section of it, and one to the web."""
        say = self._language.say
        others = [number for number in self._chance.choices(range(2, self._pages), k=4) if is_process(number)] or [2]
        links = [self._language.link(others[0]), self._language.link(others[-1], "Key Inputs")]
        links.append(f"[example.com](https://example.com/teams/{self._number})")
        return "\n".join(f"- {say('next', link=link)}" for link in links)

    def _end(self, newest: date) -> Iterator[str]:
        say = self._language.say
        oldest = date(2025, self._chance.randint(1, 6), self._chance.randint(13, 28))
        texts = reversed([text.format(number=self._number) for text in self._language.words["changed"]])
        rows = (
            f"| {DATES[self._language.locale].format(day)} | Robin Sample | {text} |"
            for day, text in zip((newest, oldest), texts, strict=True)
        )
        yield self._heading(2, "Refresh Summary")
        yield self._table(("Date", "Who Changed", "What Changed"), rows)
        if self._number:
            yield f"[{say('home')}](../index.md)"

    def _heading(self, level: int, section: str) -> str:
        return f"{'#' * level} {self._language.terms.word('section', section)}"

    def _table(self, columns: tuple[str, ...], rows: Iterator[str]) -> str:
        header = " | ".join(self._language.terms.word("column", column) for column in columns)
        return "\n".join((f"| {header} |", f"|{' --- |' * len(columns)}", *rows))

    def _services(self) -> str:
        names = self._chance.sample(SERVICES, 2)
        return " / ".join(self._language.terms.word("service", name) for name in names)

    def _thing(self) -> str:
        thing: str = self._chance.choice(self._language.words["things"])
        return thing

    def _bullets(self, key: str, count: int) -> str:
        things = self._chance.sample(self._language.words["things"], count)
        return "\n".join(f"- {self._language.say(key, thing=thing)}" for thing in things)

    def _prose(self, count: int) -> str:
        sentences = self._chance.sample(self._language.words["sentences"], count)
        things = self._chance.sample(self._language.words["things"], 2 * count)
        number = self._chance.randint(2, 90)
        texts = (
            sentence.format(one=things[2 * index], other=things[2 * index + 1], number=number + index)
            for index, sentence in enumerate(sentences)
        )
        return " ".join(texts)
