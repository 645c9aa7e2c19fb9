"""Makes JSON Schema validators: they fetch nothing, whatever a schema refers to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator


class UnusableSchemaError(ValueError):
    """A schema with a regular expression that is none or a reference that leads nowhere; `path` is where it stands."""

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.path = path


def compiled(schema: Mapping[str, Any], keywords: Mapping[str, type[Any]] | None = None) -> Draft202012Validator:
    """A validator for `schema`, with classes for `keywords` of its own; raises `UnusableSchemaError`.

    Its messages call the value that is not valid "it", however long that is.
    """
    import jsonschema_rs

    try:
        return jsonschema_rs.Draft202012Validator(dict(schema), keywords=dict(keywords or {}), offline=True, mask="it")
    except jsonschema_rs.ValidationError as error:
        raise UnusableSchemaError(tuple(error.instance_path), error.message) from None
