"""A table of contents must have the shape of one: a list of entries, each with a name and something to show.

An entry without a `name` is an empty line for readers, and one with neither `href` nor `items` leads nowhere. Values of
the wrong shape (a text where a list belongs) keep the file from being built.

What may stand in a table of contents is described in `schemas/toc.schema.json`, after docfx; a project's own schemas
may have a file of that name in its place. A key without a value counts as missing.

Limits: an entry that names its page by `uid` needs neither `name` nor `href`. Whether what `href` leads to is there is
the matter of `invalid-toc-href`, keys that are not known that of `toc-key-unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Argument, Diagnostic, Severity
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.rules.toc_subject import TocSubject
from playbook_lint.schema.violations import Violation
from playbook_lint.source import Span

RULE = Rule(
    name="toc-invalid",
    category=Category.LINKS,
    severity=Severity.ERROR,
    summary="A table of contents does not have the shape of one.",
    message={
        "empty": "The table of contents has no entries; add some, or delete the file",
        "root": "The table of contents must be {expected}, not {actual}",
        "no-items": "The table of contents lacks `{key}`",
        "entry": "An entry must be {expected}, not {actual}",
        "no-name": "This entry has no `name`",
        "no-destination": "This entry leads nowhere; give it an `href`, or entries below it under `items`",
        "none-of": "This entry has none of {keys}",
        "type": "`{key}` must be {expected}, not {actual}",
        "no-text": "`{key}` is empty",
        "other": "`{key}` has no value that the schema of tables of contents allows",
    },
    since="0.1.0",
    scope=Scope.TOC,
)


def check(subject: TocSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each key or value of the wrong shape, and at the first line of each lacking entry."""
    root, errors = subject.toc.root, subject.toc.errors
    if not errors and (root is None or root.value == []):
        yield Diagnostic(RULE.name, root.span if root else Span(0, 0), {"case": "empty"})
    meant = {_meant(found) for found in subject.violations if found.rule == "unknown-field"}
    for found in subject.violations:
        attributes = found.arguments.get("attributes")
        lacks_what_is_misspelt = isinstance(attributes, list) and not meant.isdisjoint(attributes)
        if found.rule != "unknown-field" and not lacks_what_is_misspelt:
            yield Diagnostic(RULE.name, subject.head(found.span), {"case": _case(found), **_arguments(found)})


def _meant(unknown: Violation) -> str:
    """The key, with those that hold it, that an unknown key is likely meant to be."""
    holder, dot, _ = str(unknown.arguments["attribute"]).rpartition(".")
    return f"{holder}{dot}{unknown.arguments['suggestion']}"


def _case(found: Violation) -> str:
    attribute = str(found.arguments.get("attribute", ""))
    if found.rule == "unexpected-type":
        return "entry" if attribute.endswith("]") else "type" if attribute else "root"
    if found.rule == "missing-either-attribute":
        keys = _keys(found)
        return "no-name" if "name" in keys else "no-destination" if "href" in keys else "none-of"
    return {"missing-attribute": "no-items", "string-length-invalid": "no-text"}.get(found.rule, "other")


def _arguments(found: Violation) -> dict[str, Argument]:
    key = _bare(found.arguments.get("attribute", ""))
    expected, actual = found.arguments.get("expected"), found.arguments.get("actual")
    return {"key": key, "keys": _keys(found), "expected": expected, "actual": actual}


def _keys(found: Violation) -> list[str]:
    attributes = found.arguments.get("attributes")
    return [_bare(attribute) for attribute in attributes] if isinstance(attributes, list) else []


def _bare(attribute: Argument) -> str:
    """The key itself, without those that hold it."""
    return str(attribute).rpartition(".")[2]
