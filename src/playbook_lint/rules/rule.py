"""What a rule is: a declaration and a `check` function in a module of its own, without a base class.

A rule module has a docstring (what it does, why it matters, limits), optionally a frozen dataclass of options whose
fields all have defaults, the declaration `RULE`, and `check(subject, options)`, which yields diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from string import Formatter
from typing import Any, Protocol

from playbook_lint.diagnostics import Argument, Arguments, Diagnostic, Severity


class Scope(Enum):
    """What a rule looks at.

    A file that cannot be read, the text of a file, a page, a table of contents, the facts of all files, a file's
    suppression comments, what the web says of links.
    """

    FILE = "file"
    TEXT = "text"
    PAGE = "page"
    TOC = "toc"
    PROJECT = "project"
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
    SUPPRESSIONS = "suppressions"


@dataclass(frozen=True, slots=True)
class NoOptions:
    """The options of a rule that has none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's declaration.

    `message` is a `str.format` template over the diagnostic's arguments, or several templates keyed by the argument
    `case`. `summary` is one sentence for lists: the problem, as a statement. `since` is the version that brought it.
    """

    name: str
    category: Category
    severity: Severity
    summary: str
    message: str | Mapping[str, str]
    since: str
    scope: Scope = Scope.PAGE
    options: type[Any] = NoOptions

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
        if longest is not None and any(isinstance(it, str) and len(it) > longest for it in arguments.values()):
            arguments = {**arguments, **dict(_shortened(template, arguments, longest))}
        return _FORMATTER.vformat(template, (), arguments)


class _MessageFormatter(Formatter):
    """`str.format` whose fields are plain names and whose lists read `a`, `b` or `c`; nothing else can be reached."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        return _listed(value) if isinstance(value, list) else str(value)


def _listed(values: list[str]) -> str:
    quoted = [f"`{value}`" for value in values]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}" if quoted else "none"


_FORMATTER = _MessageFormatter()


def _shortened(template: str, arguments: Arguments, longest: int) -> Iterator[tuple[str, str]]:
    """The texts among `arguments` that the template quotes and that are too long, with the middle left out."""
    for before, name, _, _ in _FORMATTER.parse(template):
        value = arguments[name] if name else None
        if name and isinstance(value, str) and before.endswith("`") and len(value) > longest:
            end = longest // 3
            yield name, f"{value[: longest - end - 1]}…{value[-end:]}"


class RuleModule(Protocol):
    """The shape of a rule's module."""

    __doc__: str | None
    RULE: Rule

    def check(self, subject: Any, options: Any) -> Iterator[Diagnostic]:
        """Yield what is wrong with `subject`; no I/O, no parsing, no line arithmetic."""


__all__ = ["Argument", "Category", "NoOptions", "Rule", "RuleModule", "Scope"]
