"""The header field `Plural-Forms`: read, evaluated, and held against what a locale needs.

The field: https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from playbook_lint.l10n.locale import integer_forms

# Integers up to here are tried; what a language does with larger ones repeats.
TRIED = 1001
_FIELD = re.compile(r"\s*nplurals\s*=\s*([1-9][0-9]{0,2})\s*;\s*plural\s*=([^;\n]++);?\s*")
_OTHERS = Path(__file__).with_name("plural_forms.toml")


class PluralFormsError(ValueError):
    """A field, or an expression, that is none; the message is the end of a sentence about it."""


class PluralForms(NamedTuple):
    """What the field says: how many forms there are, and the form of each integer below `TRIED`."""

    number: int
    forms: tuple[int, ...]


@lru_cache
def parse_plural_forms(value: str) -> PluralForms:
    """The plural forms that the `value` of the field declares; raises `PluralFormsError`."""
    field = _FIELD.fullmatch(value)
    if field is None:
        raise PluralFormsError("is not `nplurals=…; plural=…;` with a number and an expression")
    number, forms = int(field[1]), _forms(field[2].strip())
    beyond = next((integer for integer, form in enumerate(forms) if not 0 <= form < number), None)
    if beyond is not None:
        raise PluralFormsError(f"gives for {beyond} a form that is none of the {number} it declares")
    return PluralForms(number, forms)


def _forms(expression: str) -> tuple[int, ...]:
    """The form that a C expression gives for each integer; raises `PluralFormsError`.

    Python's own gettext knows the C operators, refuses everything else, and expressions that are too long or too deep.
    """
    from gettext import c2py

    try:
        form_of = c2py(expression)
        return tuple(form_of(number) for number in range(TRIED))
    except ZeroDivisionError:
        raise PluralFormsError("divides by zero") from None
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        raise PluralFormsError("has an expression that cannot be read") from None


def disagreement(found: PluralForms, locale: str) -> tuple[int, int] | None:
    """Two integers that take one form by `found` and two in the locale; the same one twice where there is but one form.

    None where `found` tells apart what the locale does, or where nobody knows its plural forms. Languages that tell
    integers apart may have more forms than CLDR gives them, say for 1 alone.
    """
    wanted = integer_forms(locale, TRIED)
    pairs = [_merged(found.forms, forms) for forms in (*wanted, *_other_forms(locale))]
    if not wanted or (None in pairs and (len(set(wanted[0])) > 1 or len(set(found.forms)) == 1)):
        return None
    return pairs[0] or (0, 0)


def _merged(found: Sequence[int], wanted: Sequence[object]) -> tuple[int, int] | None:
    """The first two integers that `found` takes for one form and `wanted` for two."""
    first: dict[int, int] = {}
    for number, form in enumerate(found):
        if wanted[first.setdefault(form, number)] != wanted[number]:
            return first[form], number
    return None


def _other_forms(locale: str) -> list[tuple[int, ...]]:
    """The forms of integers by other expressions that the language of a locale is used to."""
    language = locale.split("-")[0].lower()
    return [_forms(expression) for expression, languages in _others().items() if language in languages]


@cache
def _others() -> Mapping[str, Sequence[str]]:
    import tomllib

    return tomllib.loads(_OTHERS.read_text(encoding="utf-8"))
