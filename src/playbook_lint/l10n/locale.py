"""What a locale is called and how it writes: the only user of Babel, whose data is CLDR's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from playbook_lint.l10n.locale_answers import remembered
from playbook_lint.patterns import lazy_pattern

if TYPE_CHECKING:
    from babel.plural import PluralRule

# The operand of CLDR's plural rules for exponents (https://www.unicode.org/reports/tr35/tr35-numbers.html#Operands).
_COMPACT = lazy_pattern(r"\b[ce]\b")
# `pt_BR`, `sr@latin`, and `pt-BR` or `zh_Hans` as many write it.
_FOLDER = lazy_pattern(
    r"(?P<language>[a-z]{2,3})(?:[_-](?P<script>[A-Z][a-z]{3}))?(?:[_-](?P<region>[A-Z]{2}|[0-9]{3}))?"
    r"(?:@(?P<modifier>[a-z]+))?"
)
# The expressions of most languages with two plural forms, as everybody writes them.
_SIMPLE: Mapping[str, Callable[[int], bool]] = {
    "n != 1": lambda number: number != 1,
    "n > 1": lambda number: number > 1,
}
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
    script = match["script"] or next((code for code, name in _SCRIPTS.items() if name == match["modifier"]), None)
    return "-".join(part for part in (match["language"], script, match["region"]) if part)


@remembered
def is_known(tag: str) -> bool:
    """Whether CLDR knows the locale of a BCP 47 tag, in whatever case it is written."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


@lru_cache
def is_language(tag: str) -> bool:
    """Whether CLDR knows the language of a BCP 47 tag, be it by its name alone."""
    from babel import Locale

    return is_known(tag) or tag.split("-")[0].lower() in Locale("en").languages


@lru_cache
def are_compatible(tag: str, other: str) -> bool:
    """Whether two BCP 47 tags may stand for one locale: `pt` and `pt-BR`, `zh-TW` and `zh-Hant`, `nb` and `no`.

    What one of them leaves unsaid is what the other says, but for the script, which is the likely one.
    """
    if tag.lower() == other.lower() or not (is_known(tag) and is_known(other)):
        return tag.lower() == other.lower()
    (*one, region), (*two, other_region) = _parts(tag), _parts(other)
    return one == two and (not region or not other_region or region == other_region)


def _parts(tag: str) -> tuple[str, str, str]:
    """The language of a known tag, its script, said or not, and its region, empty where there is none.

    https://www.unicode.org/reports/tr35/#Likely_Subtags
    """
    from babel import Locale
    from babel.core import get_global

    known = Locale.parse(tag, sep="-")
    likely: Mapping[str, str] = get_global("likely_subtags")
    parent: str = get_global("parent_exceptions").get(known.language, "root")
    language = known.language if parent == "root" or "_" in parent else parent
    full = likely.get(f"{known.language}_{known.territory}") or likely.get(known.language) or "und_Zzzz"
    return language, known.script or full.split("_")[1], known.territory or ""


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
    if len(plain) == len(rules):
        return str(get_plural(known))
    rule = PluralRule(plain)
    simple = next((one for one, is_other in _SIMPLE.items() if _is_rule(rule, is_other)), None)
    return f"nplurals=2; plural=({simple});" if simple else to_gettext(rule)


def _is_rule(rule: PluralRule, is_other: Callable[[int], bool]) -> bool:
    return all(rule(number) == ("other" if is_other(number) else "one") for number in range(1000))


@lru_cache
def integer_forms(locale: str, numbers: int) -> tuple[tuple[str, ...], ...]:
    """The plural forms that the integers below `numbers` take by CLDR, in the ways that there are in the locale.

    A language without a region may be that of any of its regions. There are none where CLDR has no rules.
    https://www.unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules
    """
    from babel import Locale
    from babel.localedata import locale_identifiers
    from babel.messages.plurals import PLURALS

    if not is_known(locale):
        return ()
    known = Locale.parse(locale, sep="-")
    locales = [known]
    if not known.territory:
        locales += [Locale.parse(one) for one in locale_identifiers() if one.startswith(f"{known.language}_")]
    rules = dict.fromkeys(one.plural_form for one in locales if one.plural_form.rules or known.language in PLURALS)
    return tuple(dict.fromkeys(tuple(rule(number) for number in range(numbers)) for rule in rules))


@remembered
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


@remembered
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


@remembered
def group_sign(locale: str) -> str | None:
    """The sign between groups of digits in the locale's numbers; None for a locale that CLDR does not know."""
    from babel import Locale

    if not is_known(locale):
        return None
    known = Locale.parse(locale, sep="-")
    return str(known.number_symbols[known.default_numbering_system]["group"])


@remembered
def number_units(locale: str) -> Mapping[str, int]:
    """What words and letters after a number multiply it by, case-folded: `thousand`, `k`, `Millionen`, `万`.

    There are none for a locale that CLDR does not know.
    """
    from babel import Locale

    if not is_known(locale):
        return {}
    found = {}
    for style in ("short", "long"):
        for forms in Locale.parse(locale, sep="-").compact_decimal_formats[style].values():
            for number, form in forms.items():
                digits = form.pattern.count("0")
                unit = form.pattern.replace("'", "").strip("0 \xa0\u202f").casefold()
                if digits and unit:
                    found[unit] = int(number) // 10 ** (digits - 1)
    return found


@remembered
def day_periods(locale: str) -> tuple[Sequence[str], Sequence[str]]:
    """What the locale calls the hours before noon and those after it, case-folded: `am`, `a.m.`, `午前`.

    There are no names for a locale that CLDR does not know.
    """
    from babel import Locale

    if not is_known(locale):
        return (), ()
    widths = Locale.parse(locale, sep="-").day_periods["format"]
    named = [widths[width] for width in ("wide", "abbreviated") if width in widths]
    before, after = (tuple(names[key].casefold() for names in named if key in names) for key in ("am", "pm"))
    return before, after


_SCRIPTS = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic", "Deva": "devanagari"}
