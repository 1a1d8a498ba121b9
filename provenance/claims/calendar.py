# ruff: noqa: E501 - a regular expression is read on one line
"""The words of dates as regular expressions and tables, built once from `data/calendar.json` and `data/dates.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from provenance.claims.vocabulary import calendar, table

_CONFLICT_ORDER = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru")
"""Where two languages give one word to different months and the language is unknown, the first of these wins."""


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=64)
def months(language: str | None) -> Mapping[str, int]:
    """Month names in lower case → 1 to 12. Names of `language` win over the other languages'."""
    return _merged("months", language)


@lru_cache(maxsize=64)
def weekdays(language: str | None) -> Mapping[str, int]:
    """Weekday names in lower case → 0 (Monday) to 6."""
    return _merged("weekdays", language)


def _merged(kind: str, language: str | None) -> Mapping[str, int]:
    baked, own = calendar()[kind], table("dates")[kind]
    order = [code for code in (language, *_CONFLICT_ORDER, *baked) if code]
    out: dict[str, int] = {}
    for code in order:
        for names in (baked.get(code, {}), own.get(code, {})):
            for name, number in names.items():
                out.setdefault(name, number)
    return MappingProxyType(out)


@lru_cache(maxsize=1)
def seasons() -> Mapping[str, int]:
    """Season names → first month in the north."""
    return MappingProxyType(
        {name: int(month) for month, names in table("dates")["seasons"].items() for name in names}
    )


@lru_cache(maxsize=1)
def units() -> Mapping[str, str]:
    """Names of units of time → `day`, `week`, `month`, `year`."""
    return MappingProxyType(
        {name: unit for unit, names in table("dates")["ago"].items() for name in names}
    )


@lru_cache(maxsize=64)
def relative(language: str | None) -> Mapping[str, tuple[str, int]]:
    """Relative phrases → unit and steps. Of an unknown language, all are looked for."""
    every = table("dates")["relative"]
    chosen = [every[language], every["en"]] if language in every else list(every.values())
    return MappingProxyType(
        {p: (str(v[0]), int(v[1])) for names in reversed(chosen) for p, v in names.items()}
    )


@lru_cache(maxsize=1)
def eras() -> Mapping[str, date]:
    """Words for things with a known beginning ("covid-19") → its first day."""
    return MappingProxyType(
        {
            word: date.fromisoformat(day)
            for day, words in table("dates")["eras"].items()
            for word in words
        }
    )


@lru_cache(maxsize=64)
def patterns(language: str | None) -> Mapping[str, re.Pattern[str]]:
    """The regular expressions of all forms of dates, for text in lower case with ASCII digits."""
    month = rf"(?P<month>{alternatives(months(language))})(?!\w)\.?"
    day = r"(?<![\w/.,:])(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)(?:st|nd|rd|th|er|º|°|ª|-го|-е|\.)?"
    year = r"(?P<year>1[89]\d\d|20\d\d)(?![\w%])(?!-\w)"
    of = r"(?:\s+(?:of|de|del|d'|di|des)\s+|\s+(?:the\s+)?|\s*,\s*|-)"
    season = rf"(?P<season>{alternatives(seasons())})"
    dash = r"\s*(?:[-–—]|to|until|and|bis|und|au|et|a|y|al|e|tot|en|do|по|до)\s*"
    ago = rf"(?P<count>\d{{1,3}}|{alternatives(table('dates')['numbers'])})\s+(?P<unit>{alternatives(units())})"
    found = {
        "iso": r"(?<![\w/.-])(?P<year>1[89]\d\d|20\d\d)([-/.])(?P<month>0?[1-9]|1[0-2])\2(?P<day>[12]\d|3[01]|0?[1-9])(?![\w/-])",
        "cross-month": rf"(?<!\w)(?P<month0>{alternatives(months(language))})\.?\s+(?P<day0>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?{dash}{month}\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?:\s*,\s*|\s+){year}",
        "day-range": rf"{day}\s*(?:[-–—]|to|and|bis|und|au|et|al|y|e|до)\s*(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|\.)?{of}{month}(?:{of}{year})?",
        "month-day-range": rf"(?<!\w){month}\s+(?P<day>[12]\d|3[01]|0?[1-9])\s*(?:[-–—]|to|and)\s*(?P<day2>[12]\d|3[01]|0?[1-9])(?!\d)(?:st|nd|rd|th)?(?:{of}{year})?",
        "day-month-year": rf"{day}{of}{month}{of}{year}",
        "month-day-year": rf"(?<!\w){month}\s*(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)(?:\s*,\s*|\s+){year}",
        "month-range": rf"(?<!\w)(?P<month0>{alternatives(months(language))}){dash}{month}{of}{year}",
        "month-year": rf"(?<!\w){month}(?:{of}|\s*\.\s*|/){year}",
        "cjk": r"(?P<year>1[89]\d\d|20\d\d)\s*[年년]\s*(?:(?P<month>1[0-2]|0?[1-9])\s*[月월]\s*(?:(?P<day>[12]\d|3[01]|0?[1-9])\s*[日일])?)?",
        "cjk-day": r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*[月월]\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*[日일]",
        "numeric": r"(?<![\w/.,:-])(?P<a>[0-3]?\d)([/.-])(?P<b>[0-3]?\d)\2(?P<year>1[89]\d\d|20\d\d)(?![\w/-])",
        "season": rf"(?<!\w){season}(?:{of}|\s+(?:року|года|roku)\s+){year}",
        "decade": r"(?<!\w)(?:the\s+|early\s+|late\s+|années\s+|anni\s+|años\s+|anos\s+|jaren\s+)?(?P<year>1[89]\d0|20[0-4]0)(?:'?s|er|er-jahre|er jahre|-х|-ті|-е)(?!\w)",
        "year-range": r"(?<![\w/.,-])(?P<year>1[89]\d\d|20\d\d)\s?[-–—/]\s?(?P<year2>1[89]\d\d|20\d\d|\d\d)(?![\w/-])",
        "between-years": rf"(?<!\w)(?:between|from|entre|zwischen|von|de|tra|dal|tussen|od|с|з|від)\s+(?P<year>1[89]\d\d|20\d\d){dash}(?P<year2>1[89]\d\d|20\d\d)(?!\w)",
        "day-month": rf"{day}{of}{month}(?!{of}\d)",
        "month-day": rf"(?<!\w){month}\s+(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d\w:.]|,?\s?\d)",
        "year": r"(?<![\w/.,:$€£#+-])(?P<year>1[89]\d\d|20\d\d)(?![\w%°€$]|[.,/:]\d|-\w)",
        "ago": rf"(?<!\w)(?:{ago}\s+(?:ago|fa|atrás|geleden|temu|тому|назад)|(?:vor|il y a|hace|há)\s+{ago.replace('count', 'count2').replace('unit', 'unit2')})(?!\w)",
        "relative": rf"(?<!\w)(?P<phrase>{alternatives(relative(language))})(?!\w)",
        "era": rf"(?<![\w/])(?P<era>{alternatives(eras())})(?!\w)",
        "weekday": rf"(?<!\w)(?P<next>next\s+|nächsten\s+|kommenden\s+)?(?P<weekday>{alternatives(weekdays(language))})(?!\w)",
    }
    return MappingProxyType({name: re.compile(pattern) for name, pattern in found.items()})
