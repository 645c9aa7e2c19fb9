"""Page metadata against the metadata schema: JSON Schema and the keywords of meta/metadata.schema.json."""

from __future__ import annotations

from datetime import date

from playbook_lint.facts import Metadata, Value
from playbook_lint.schema.keywords import Rule
from playbook_lint.schema.violations import ValueSchema, Violation
from playbook_lint.source import Span

_FENCE_LENGTH = 3
_UNREADABLE = {"syntax", "not-object", "unclosed"}


class MetadataSchema:
    """The metadata schema of a project. `schema` must be valid against meta/metadata.schema.json."""

    def __init__(self, schema: Rule) -> None:
        self.schema = schema
        self.unique_keys: tuple[str, ...] = tuple(schema.get("docsetUnique", ()))
        properties = schema.get("properties", {})
        self.translatable_keys = tuple(key for key, rule in properties.items() if rule and rule.get("x-translatable"))
        self._values = ValueSchema(schema)

    def check(self) -> None:
        """Raise `UnusableSchemaError` for what the meta-schema cannot see."""
        self._values.check()

    def violations(self, metadata: Metadata, today: date) -> tuple[Violation, ...]:
        """What the schema does not allow, in the order of the text; nothing for metadata that cannot be read.

        A key without a value counts as missing. A violation stands at the key or value it speaks of, or, where there is
        neither, at the opening fence.
        """
        if not metadata.present or any(error.kind in _UNREADABLE for error in metadata.errors):
            return ()
        data = {key: value for key, value in metadata.data().items() if value is not None}
        fence = Span(metadata.span.start, metadata.span.start + _FENCE_LENGTH)
        return self._values.violations(Value("", fence, data, fence, fields=metadata.values), data, today)
