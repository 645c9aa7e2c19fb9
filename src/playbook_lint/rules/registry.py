"""Every rule of the linter, one line each; the module of a rule is imported when it is asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from playbook_lint.rules.rule import RuleModule

_NAMES = (
    # file
    "file-unreadable",
    "file-too-large",
    "encoding-invalid",
    "nul-character",
    "nesting-too-deep",
    "page-type-missing",
    "page-type-unused",
    "file-name-invalid",
    # metadata
    "yaml-header-missing",
    "yaml-header-syntax-error",
    "yaml-header-not-object",
    "yaml-duplicate-key",
    "missing-attribute",
    "missing-either-attribute",
    "precluded-attributes",
    "invalid-paired-attribute",
    "attribute-deprecated",
    "unknown-field",
    "unexpected-type",
    "invalid-value",
    "string-length-invalid",
    "date-format-invalid",
    "date-out-of-range",
    "duplicate-attribute",
    "duplicate-titles",
    # structure
    "h1-missing",
    "multiple-h1s",
    "heading-skipped",
    "heading-no-content",
    "heading-in-list",
    "section-missing",
    "section-unexpected",
    "section-misnamed",
    "section-misplaced",
    "section-duplicated",
    "section-level-invalid",
    "indented-prose",
    "merge-conflict",
    "emphasis-not-rendered",
    "alert-unknown",
    "disallowed-html-tag",
    # labels
    "label-block-missing",
    "label-missing",
    "label-unknown",
    "label-misplaced",
    "label-value-unknown",
    "label-value-not-bold",
    "label-value-unclosed",
    "label-line-break-missing",
    "phase-mismatch",
    # tables
    "table-not-rendered",
    "table-header-invalid",
    "table-cell-count",
    "task-id-invalid",
    "task-name-conflict",
    "code-unknown",
    "code-not-in-legend",
    "role-unknown",
    "service-unknown",
    "separator-invalid",
    "cell-empty",
    # updates
    "update-table-missing",
    "update-date-invalid",
    "update-date-in-future",
    "update-date-formats-mixed",
    "update-order-invalid",
    # terms and text
    "terms-missing",
    "term-not-translated",
    "invisible-character",
    "safelinks-destination",
    # links
    "file-not-found",
    "link-out-of-scope",
    "include-not-found",
    "circular-reference",
    "bookmark-not-found",
    "scheme-missing",
    "mailto-missing",
    "scheme-misspelled",
    "parentheses-doubled",
    "link-not-rendered",
    "link-text-empty",
    "link-text-inconsistent",
    "destination-empty",
    "local-path-destination",
    "backslash-in-destination",
    "percent-encoding-invalid",
    "insecure-destination",
    "docs-link-absolute",
    "hard-coded-locale",
    "reference-undefined",
    "definition-unused",
    "definition-duplicated",
    "source-page-linked",
    "toc-syntax-invalid",
    "toc-invalid",
    "toc-key-unknown",
    "invalid-toc-href",
    "toc-entry-duplicated",
    "toc-locale-mismatch",
    "toc-missing",
    "link-broken",
    "link-failing",
    "link-redirected",
    "link-not-public",
    "web-bookmark-not-found",
    # sync
    "target-out-of-date",
    "source-stale",
    "update-table-stale",
    "structure-differs",
    "task-rows-differ",
    "codes-differ",
    "numbers-differ",
    "destination-differs",
    "images-differ",
    "source-language-left",
    "source-page-missing",
    "target-page-missing",
    # translation
    "begin_space",
    # catalogs
    "syntax-error-in-po-file",
    # suppressions
    "suppression-invalid",
    "suppression-unused",
)


def names() -> tuple[str, ...]:
    """The names of all rules, in the order of the documentation."""
    return _NAMES


@cache
def get(name: str) -> RuleModule:
    """The module of the rule `name`; raises `KeyError` for a name that is not a rule's."""
    if name not in _NAMES:
        raise KeyError(name)
    return cast(RuleModule, import_module(f"playbook_lint.rules.{name.replace('-', '_')}"))
