"""Every rule of the linter, with what is to be known before its module is imported: its category and its scope.

Modules are imported when they are asked for, so that a run has only those of the rules that it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import cast

from playbook_lint.rules.rule import Category, RuleModule, Scope

_RULES: Mapping[Category, Mapping[str, Scope]] = {
    Category.FILE: {
        "file-unreadable": Scope.FILE,
        "file-too-large": Scope.FILE,
        "encoding-invalid": Scope.FILE,
        "nul-character": Scope.TEXT,
        "nesting-too-deep": Scope.PAGE,
        "page-type-missing": Scope.PAGE,
        "page-type-unused": Scope.PROJECT,
        "file-name-invalid": Scope.PAGE,
    },
    Category.METADATA: {
        "yaml-header-missing": Scope.PAGE,
        "yaml-header-syntax-error": Scope.PAGE,
        "yaml-header-not-object": Scope.PAGE,
        "yaml-duplicate-key": Scope.PAGE,
        "missing-attribute": Scope.PAGE,
        "missing-either-attribute": Scope.PAGE,
        "precluded-attributes": Scope.PAGE,
        "invalid-paired-attribute": Scope.PAGE,
        "attribute-deprecated": Scope.PAGE,
        "unknown-field": Scope.PAGE,
        "unexpected-type": Scope.PAGE,
        "invalid-value": Scope.PAGE,
        "string-length-invalid": Scope.PAGE,
        "date-format-invalid": Scope.PAGE,
        "date-out-of-range": Scope.PAGE,
        "duplicate-attribute": Scope.PROJECT,
        "duplicate-titles": Scope.PROJECT,
    },
    Category.STRUCTURE: {
        "h1-missing": Scope.PAGE,
        "multiple-h1s": Scope.PAGE,
        "heading-skipped": Scope.PAGE,
        "heading-no-content": Scope.PAGE,
        "heading-in-list": Scope.PAGE,
        "section-missing": Scope.PAGE,
        "section-unexpected": Scope.PAGE,
        "section-misnamed": Scope.PAGE,
        "section-misplaced": Scope.PAGE,
        "section-duplicated": Scope.PAGE,
        "section-level-invalid": Scope.PAGE,
        "indented-prose": Scope.PAGE,
        "merge-conflict": Scope.TEXT,
        "emphasis-not-rendered": Scope.PAGE,
        "alert-unknown": Scope.PAGE,
        "disallowed-html-tag": Scope.PAGE,
    },
    Category.LABELS: {
        "label-block-missing": Scope.PAGE,
        "label-missing": Scope.PAGE,
        "label-unknown": Scope.PAGE,
        "label-misplaced": Scope.PAGE,
        "label-value-unknown": Scope.PAGE,
        "label-value-not-bold": Scope.PAGE,
        "label-value-unclosed": Scope.PAGE,
        "label-line-break-missing": Scope.PAGE,
        "phase-mismatch": Scope.PAGE,
    },
    Category.TABLES: {
        "table-not-rendered": Scope.PAGE,
        "table-header-invalid": Scope.PAGE,
        "table-cell-count": Scope.PAGE,
        "task-id-invalid": Scope.PAGE,
        "task-name-conflict": Scope.PROJECT,
        "code-unknown": Scope.PAGE,
        "code-not-in-legend": Scope.PAGE,
        "role-unknown": Scope.PAGE,
        "service-unknown": Scope.PAGE,
        "separator-invalid": Scope.PAGE,
        "cell-empty": Scope.PAGE,
    },
    Category.UPDATES: {
        "update-table-missing": Scope.PAGE,
        "update-date-invalid": Scope.PAGE,
        "update-date-in-future": Scope.PAGE,
        "update-date-formats-mixed": Scope.PAGE,
        "update-order-invalid": Scope.PAGE,
    },
    Category.TERMS: {
        "terms-missing": Scope.PROJECT,
        "term-not-translated": Scope.PAGE,
    },
    Category.TEXT: {
        "invisible-character": Scope.PAGE,
        "safelinks-destination": Scope.PAGE,
    },
    Category.LINKS: {
        "file-not-found": Scope.LINKS,
        "link-out-of-scope": Scope.LINKS,
        "include-not-found": Scope.LINKS,
        "circular-reference": Scope.LINKS,
        "bookmark-not-found": Scope.LINKS,
        "scheme-missing": Scope.LINKS,
        "mailto-missing": Scope.LINKS,
        "scheme-misspelled": Scope.PAGE,
        "parentheses-doubled": Scope.PAGE,
        "link-not-rendered": Scope.PAGE,
        "link-text-empty": Scope.PAGE,
        "link-text-inconsistent": Scope.PAGE,
        "destination-empty": Scope.PAGE,
        "local-path-destination": Scope.PAGE,
        "backslash-in-destination": Scope.PAGE,
        "percent-encoding-invalid": Scope.PAGE,
        "insecure-destination": Scope.PAGE,
        "docs-link-absolute": Scope.LINKS,
        "hard-coded-locale": Scope.PAGE,
        "reference-undefined": Scope.PAGE,
        "definition-unused": Scope.PAGE,
        "definition-duplicated": Scope.PAGE,
        "source-page-linked": Scope.LINKS,
        "toc-syntax-invalid": Scope.TOC,
        "toc-invalid": Scope.TOC,
        "toc-key-unknown": Scope.TOC,
        "invalid-toc-href": Scope.PROJECT,
        "toc-entry-duplicated": Scope.PROJECT,
        "toc-locale-mismatch": Scope.PROJECT,
        "toc-missing": Scope.PROJECT,
        "link-broken": Scope.WEB,
        "link-failing": Scope.WEB,
        "link-redirected": Scope.WEB,
        "link-not-public": Scope.WEB,
        "web-bookmark-not-found": Scope.WEB,
    },
    Category.SYNC: {
        "target-out-of-date": Scope.PAIR,
        "source-stale": Scope.PAIR,
        "update-table-stale": Scope.PAIR,
        "structure-differs": Scope.PAIR,
        "task-rows-differ": Scope.PAIR,
        "codes-differ": Scope.PAIR,
        "numbers-differ": Scope.PAIR,
        "destination-differs": Scope.PAIR,
        "images-differ": Scope.PAIR,
        "source-language-left": Scope.PAIR,
        "source-page-missing": Scope.PROJECT,
        "target-page-missing": Scope.PROJECT,
    },
    Category.TRANSLATION: {
        "md-syntax": Scope.CATALOG,
        "md-code": Scope.CATALOG,
        "md-link": Scope.CATALOG,
        "md-reflink": Scope.CATALOG,
        "md-alert-marker": Scope.CATALOG,
        "md-block-structure": Scope.CATALOG,
        "safe-html": Scope.CATALOG,
        "xml-tags": Scope.CATALOG,
        "url": Scope.CATALOG,
        "placeholders": Scope.CATALOG,
        "begin_space": Scope.CATALOG,
        "end_space": Scope.CATALOG,
        "double_space": Scope.CATALOG,
        "zero-width-space": Scope.CATALOG,
        "end_stop": Scope.CATALOG,
        "end_colon": Scope.CATALOG,
        "end_question": Scope.CATALOG,
        "end_exclamation": Scope.CATALOG,
        "end_ellipsis": Scope.CATALOG,
        "numbers": Scope.CATALOG,
        "task-id": Scope.CATALOG,
        "acronyms": Scope.CATALOGS,
        "doublewords": Scope.CATALOGS,
        "unchanged": Scope.CATALOG,
        "inconsistent": Scope.CATALOGS,
        "reused": Scope.CATALOGS,
        "long": Scope.CATALOGS,
        "short": Scope.CATALOGS,
        "check_glossary": Scope.CATALOG,
        "forbidden-term": Scope.CATALOG,
        "product-name-outdated": Scope.CATALOGS,
    },
    Category.CATALOGS: {
        "broken-encoding": Scope.CATALOG,
        "syntax-error-in-po-file": Scope.CATALOG,
        "duplicate-message-definition": Scope.CATALOG,
        "conflict-marker-in-translation": Scope.CATALOG,
        "stray-previous-msgid": Scope.CATALOG,
        "no-header-entry": Scope.CATALOG,
        "duplicate-header-field": Scope.CATALOG,
        "no-language-header-field": Scope.CATALOG,
        "invalid-language": Scope.CATALOG,
        "language-disparity": Scope.CATALOG,
        "invalid-content-type": Scope.CATALOG,
        "no-plural-forms-header-field": Scope.CATALOG,
        "syntax-error-in-plural-forms": Scope.CATALOG,
        "unusual-plural-forms": Scope.CATALOG,
        "incorrect-number-of-plural-forms": Scope.CATALOG,
        "invalid-date": Scope.CATALOG,
        "date-from-future": Scope.CATALOG,
        "boilerplate-in-date": Scope.CATALOG,
    },
    Category.SUPPRESSIONS: {
        "suppression-invalid": Scope.SUPPRESSIONS,
        "suppression-unused": Scope.SUPPRESSIONS,
    },
}
_CATEGORIES = {name: category for category, rules in _RULES.items() for name in rules}


def names() -> tuple[str, ...]:
    """The names of all rules, in the order of the documentation."""
    return tuple(_CATEGORIES)


def category_of(name: str) -> Category:
    """The category of the rule `name`; raises `KeyError` for a name that is not a rule's."""
    return _CATEGORIES[name]


def scope_of(name: str) -> Scope:
    """The scope of the rule `name`; raises `KeyError` for a name that is not a rule's."""
    return _RULES[_CATEGORIES[name]][name]


def of_scope(scope: Scope) -> tuple[str, ...]:
    """The names of the rules of a scope, in the order of the documentation."""
    return tuple(name for name in names() if scope_of(name) is scope)


@cache
def get(name: str) -> RuleModule:
    """The module of the rule `name`; raises `KeyError` for a name that is not a rule's."""
    if name not in _CATEGORIES:
        raise KeyError(name)
    return cast(RuleModule, import_module(f"playbook_lint.rules.{name.replace('-', '_')}"))
