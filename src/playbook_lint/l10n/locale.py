"""What a locale is called and how it writes: the only user of Babel, whose data is CLDR's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

# The operand of CLDR's plural rules for exponents (https://www.unicode.org/reports/tr35/tr35-numbers.html#Operands).
_COMPACT = re.compile(r"\b[ce]\b")
# `pt_BR`, `sr@latin`, and `pt-BR` as many write it.
_FOLDER = re.compile(r"(?P<language>[a-z]{2,3})(?:[_-](?P<region>[A-Z]{2}|[0-9]{3}))?(?:@(?P<modifier>[a-z]+))?")
# The locale of pseudo-translations, by the name that Windows and many tools know.
PSEUDO = "qps-ploc"


def catalog_folder(locale: str) -> str:
    """The folder of a BCP 47 tag among gettext catalogs: `pt_BR` for `pt-BR`, `sr@latin` for `sr-Latn`.

    https://www.gnu.org/software/gettext/manual/html_node/Locale-Names.html
    """
    language, *rest = locale.split("-")
    scripts = [_SCRIPTS.get(part.title(), part.lower()) for part in rest if len(part) == 4 and part.isalpha()]
    regions = [part.upper() for part in rest if len(part) in (2, 3)]
    # Chinese scripts are told by their region in gettext (`zh_CN`, `zh_TW`), so a region makes the script redundant.
    modifier = f"@{scripts[0]}" if scripts and not (regions and language == "zh") else ""
    return "_".join([language.lower(), *regions[:1]]) + modifier


def locale_of(folder: str) -> str | None:
    """The BCP 47 tag of a folder among gettext catalogs: the inverse of `catalog_folder`; None for no such name."""
    match = _FOLDER.fullmatch(folder)
    if match is None:
        return None
    script = next((code for code, name in _SCRIPTS.items() if name == match["modifier"]), None)
    return "-".join(part for part in (match["language"], script, match["region"]) if part)


@lru_cache
def is_known(tag: str) -> bool:
    """Whether CLDR knows the locale of a BCP 47 tag, in whatever case it is written."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


@lru_cache
def english_name(locale: str) -> str | None:
    """What a locale is called in English: `Portuguese (Brazil)`; None for one that CLDR does not know."""
    from babel import Locale

    return Locale.parse(locale, sep="-").english_name if is_known(locale) else None


@lru_cache
def plural_forms(locale: str) -> str | None:
    """The header field `Plural-Forms` of a locale: `nplurals=2; plural=(n > 1);`; None for one that CLDR does not know.

    Forms for compact numbers alone (`1M`, the operand `e` of CLDR) are left out: gettext knows no such numbers.
    https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
    """
    from babel import Locale
    from babel.messages.plurals import get_plural
    from babel.plural import PluralRule, to_gettext

    if not is_known(locale):
        return None
    known = Locale.parse(locale, sep="-")
    rules = known.plural_form.rules
    plain = {form: rule for form, rule in rules.items() if not _COMPACT.search(rule)}
    return str(get_plural(known)) if len(plain) == len(rules) else to_gettext(PluralRule(plain))


@cache
def date_order(locale: str) -> str:
    """The order of day, month and year in the locale's short dates: `mdy`, `dmy` or `ymd`.

    The order is CLDR's; a locale that CLDR does not know is taken for `dmy`, the most frequent one.
    """
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_date_format

    try:
        pattern = get_date_format("short", Locale.parse(locale, sep="-")).pattern
    except (UnknownLocaleError, ValueError):
        return "dmy"
    letters = dict.fromkeys(char.lower() for char in pattern if char in "dMyLr")
    order = "".join(letters).replace("l", "m").replace("r", "y")
    return order if order in ("mdy", "dmy", "ymd") else "dmy"


@cache
def month_names(locale: str) -> Mapping[str, int]:
    """The number of each month by its names, long and short, case-folded and without dots.

    There are none for a locale that CLDR does not know.
    """
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_month_names

    try:
        known = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    forms = [(width, context) for width in ("wide", "abbreviated") for context in ("format", "stand-alone")]
    return {
        name.rstrip(".").casefold(): number
        for width, context in forms
        for number, name in get_month_names(width, context, known).items()  # type: ignore[arg-type]
    }


_SCRIPTS = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic", "Deva": "devanagari"}
