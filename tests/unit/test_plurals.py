"""Plural forms of headers: read without harm, and held against languages."""

from __future__ import annotations

import pytest

from playbook_lint.l10n.locale import are_compatible, is_language, locale_of, plural_forms
from playbook_lint.l10n.plurals import PluralFormsError, disagreement, parse_plural_forms

CLDR = (
    "de",
    "pt-BR",
    "es",
    "ja",
    "zh-CN",
    "fr",
    "pl",
    "ar",
    "cy",
    "sl",
    "ga",
    "lt",
    "ro",
    "ru",
    "he",
    "hi",
    "ko",
    "mt",
)


class TestParse:
    """The value of the field."""

    def test_the_form_of_each_number(self) -> None:
        found = parse_plural_forms("nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2;")
        assert found.number == 3
        assert found.forms[:13] == (2, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 1)

    @pytest.mark.parametrize("value", ["nplurals = 2 ; plural = n != 1", " nplurals=2;plural=(n!=1);  "])
    def test_however_it_is_spaced(self, value: str) -> None:
        assert parse_plural_forms(value).forms[:3] == (1, 0, 1)

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("", "is not"),
            ("nplurals=0; plural=0;", "is not"),
            ("nplurals=INTEGER; plural=EXPRESSION;", "is not"),
            ("nplurals=2; plural=n != 1; nplurals=3", "is not"),
            ("nplurals=2; plural=n;", "gives for 2 a form that is none of the 2 it declares"),
            ("nplurals=2; plural=n-1;", "gives for 0 a form"),
            ("nplurals=2; plural=7/n;", "divides by zero"),
            ("nplurals=2; plural=;", "is not"),
            ("nplurals=2; plural=n !=;", "cannot be read"),
            ("nplurals=2; plural=(n;", "cannot be read"),
            ("nplurals=2; plural=__import__('os').getpid();", "cannot be read"),
            ("nplurals=2; plural=n if n else 0;", "cannot be read"),
            ("nplurals=2; plural=n**n**n;", "cannot be read"),
            ("nplurals=2; plural=n<<n<<n<<n;", "cannot be read"),
        ],
    )
    def test_what_is_none_is_told(self, value: str, message: str) -> None:
        with pytest.raises(PluralFormsError, match=message):
            parse_plural_forms(value)

    @pytest.mark.parametrize(
        "expression",
        [
            "(" * 500 + "n" + ")" * 500,
            "n?" * 300 + "1" + ":0" * 300,
            "n" * 2_000_000,
            "9" * 990,
            "n*" * 480 + "n",
            "1+" * 480 + "n",
            "n!=1" + " " * 1_000_000 + "x",
        ],
    )
    def test_hostile_ones_do_no_harm(self, expression: str) -> None:
        with pytest.raises(PluralFormsError) as raised:
            parse_plural_forms(f"nplurals=2; plural={expression};")
        assert len(str(raised.value)) < 100

    @pytest.mark.parametrize("expression", ["!" * 990 + "n", "n?1:" * 240 + "0"])
    def test_long_ones_may_be_right(self, expression: str) -> None:
        assert parse_plural_forms(f"nplurals=2; plural={expression};").number == 2


class TestDisagreement:
    """What languages tell apart."""

    @pytest.mark.parametrize("locale", CLDR)
    def test_our_own_headers_agree(self, locale: str) -> None:
        declared = plural_forms(locale)
        assert declared is not None
        assert disagreement(parse_plural_forms(declared), locale) is None

    @pytest.mark.parametrize(
        ("locale", "expression", "expected"),
        [
            ("de", "n > 1", (0, 1)),
            ("es-MX", "0", (0, 1)),
            ("ru", "n != 1", (0, 2)),
            ("ja", "n != 1", (0, 0)),
            ("pt-BR", "n != 1", (0, 2)),
            ("pt", "n != 1", None),
            ("pt-PT", "n > 1", (0, 1)),
            ("he", "n != 1", None),
            ("hu", "0", None),
            ("tlh", "n > 4", None),
        ],
    )
    def test_of_an_expression(self, locale: str, expression: str, expected: tuple[int, int] | None) -> None:
        assert disagreement(parse_plural_forms(f"nplurals=2; plural={expression};"), locale) == expected

    @pytest.mark.parametrize(
        ("locale", "simple"), [("pt-BR", "n > 1"), ("fr", "n > 1"), ("es", "n != 1"), ("it", "n != 1")]
    )
    def test_headers_say_it_as_everybody_does(self, locale: str, simple: str) -> None:
        assert plural_forms(locale) == f"nplurals=2; plural=({simple});"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("pt", "pt-BR", True),
        ("pt-PT", "pt-BR", False),
        ("zh", "zh-Hans", True),
        ("zh", "zh-TW", False),
        ("zh-TW", "zh-Hant", True),
        ("sr", "sr-Latn", False),
        ("nb", "no", True),
        ("iw", "he", True),
        ("de", "de-AT", True),
        ("de", "fr", False),
        ("XQ", "xq", True),
        ("xq", "xy", False),
    ],
)
def test_which_locales_go_together(one: str, other: str, expected: bool) -> None:
    assert are_compatible(one, other) is are_compatible(other, one) is expected


@pytest.mark.parametrize(
    ("folder", "tag"),
    [
        ("zh_Hans", "zh-Hans"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("sr@latin", "sr-Latn"),
        ("es_419", "es-419"),
        ("German", None),
    ],
)
def test_the_locale_of_a_name(folder: str, tag: str | None) -> None:
    assert locale_of(folder) == tag


def test_languages_without_data_are_languages() -> None:
    assert (is_language("tlh"), is_language("pt-BR"), is_language("xq")) == (True, True, False)
