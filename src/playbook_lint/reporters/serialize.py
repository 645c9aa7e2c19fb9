"""Report data as JSON text."""

from __future__ import annotations

import json

from playbook_lint.reporters.visible import without_log_commands


def to_json(document: object) -> str:
    """`document` as indented JSON, keys in the order given.

    It is ASCII: nothing that a terminal obeys, and file names that are not UTF-8 come back as they were.
    """
    return without_log_commands(json.dumps(document, indent=2), "\\u005b") + "\n"
