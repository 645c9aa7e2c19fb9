"""Report data as JSON text."""

from __future__ import annotations

import json

from playbook_lint.diagnostics import LinkCounts
from playbook_lint.reporters.visible import without_log_commands


def to_json(document: object) -> str:
    """`document` as indented JSON, keys in the order given.

    It is ASCII: nothing that a terminal obeys, and file names that are not UTF-8 come back as they were.
    """
    return without_log_commands(json.dumps(document, indent=2), "\\u005b") + "\n"


def link_counts(counts: LinkCounts) -> dict[str, object]:
    """What a run over links to the web did, as the report schemas have it."""
    return {
        "addresses": counts.addresses,
        "asked": counts.asked,
        "known": counts.known,
        "unasked": dict(counts.unasked),
    }
