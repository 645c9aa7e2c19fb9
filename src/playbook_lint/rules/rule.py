"""What a rule is: a declaration and a `check` function in a module of its own, without a base class.

A rule module has a docstring (what it does, why it matters, limits), optionally a record of options whose
fields all have defaults, the declaration `RULE`, and `check(subject, options)`, which yields diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Protocol

from playbook_lint.diagnostics import Argument, Arguments, Diagnostic, Severity
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record


class Scope(Enum):
    """What a rule looks at.

    A file that cannot be read, the text of a file, a page, a table of contents, a catalog, all catalogs, the facts of
    all files, the links of a page among them, a target page beside its source page, a file's suppression comments,
    what the web says of links.
    """

    FILE = "file"
    TEXT = "text"
    PAGE = "page"
    TOC = "toc"
    CATALOG = "catalog"
    CATALOGS = "catalogs"
    PROJECT = "project"
    LINKS = "links"
    PAIR = "pair"
    SUPPRESSIONS = "suppressions"
    WEB = "web"


class Category(Enum):
    """The groups that `--select` and `--ignore` accept beside rule names."""

    FILE = "file"
    METADATA = "metadata"
    STRUCTURE = "structure"
    LABELS = "labels"
    TABLES = "tables"
    UPDATES = "updates"
    TERMS = "terms"
    TEXT = "text"
    LINKS = "links"
    SYNC = "sync"
    TRANSLATION = "translation"
    CATALOGS = "catalogs"
    SUPPRESSIONS = "suppressions"


class NoOptions(Record, frozen=True):
    """The options of a rule that has none."""


class Rule(Record, frozen=True):
    """A rule's declaration.

    `message` is a template in which `{name}` stands for that argument of the diagnostic, or several templates keyed by
    the argument `case`. `summary` is one sentence for lists: the problem, as a statement. `since` is the version that
    brought it. `of_day`: what it says follows from which day it is, and may be otherwise on the next.
    """

    name: str
    category: Category
    severity: Severity
    summary: str
    message: str | Mapping[str, str]
    since: str
    scope: Scope = Scope.PAGE
    options: type[Any] = NoOptions
    of_day: bool = False

    def template(self, arguments: Arguments) -> str:
        """The English message template that `arguments` choose."""
        if isinstance(self.message, str):
            return self.message
        return self.message[str(arguments["case"])]

    def render(self, arguments: Arguments, *, longest: int | None = None) -> str:
        """The sentence for `arguments`, with the suggestion appended where there is one.

        Of what is quoted, the middle is left out beyond `longest` characters.
        """
        template = self.template(arguments)
        if arguments.get("suggestion"):
            template += "; did you mean `{suggestion}`?"
        text, *fields = _parts(template)
        for quote, name, after in zip(fields[::3], fields[1::3], fields[2::3], strict=True):
            value = arguments[name]
            filled = _listed(value) if isinstance(value, list) else str(value)
            text += quote + (_shortened(filled, longest) if longest and quote else filled) + after
        return text


@lru_cache
def _parts(template: str) -> list[str]:
    """Text, and after it what quotes the next field, its name, and the text after it, and so on."""
    return _FIELD.split(template)


# What stands in a template for an argument: its name and nothing else, so that nothing else can be reached.
_FIELD = lazy_pattern(r"(`?)\{(\w+)\}")


def _listed(values: list[str]) -> str:
    """`a`, `b` or `c`."""
    quoted = [f"`{value}`" for value in values]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}" if quoted else "none"


def _shortened(text: str, longest: int) -> str:
    end = longest // 3
    return text if len(text) <= longest else f"{text[: longest - end - 1]}…{text[-end:]}"


class RuleModule(Protocol):
    """The shape of a rule's module."""

    __doc__: str | None
    RULE: Rule

    def check(self, subject: Any, options: Any) -> Iterator[Diagnostic]:
        """Yield what is wrong with `subject`; no I/O, no parsing, no line arithmetic."""


__all__ = ["Argument", "Category", "NoOptions", "Rule", "RuleModule", "Scope"]
