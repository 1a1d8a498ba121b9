# ruff: noqa: E501 - a regular expression is read on one line
"""The words of dates as regular expressions and tables, from the files in `data/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from provenance import lazy_re as re
from provenance.claims.vocabulary import calendar, table

_CONFLICT_ORDER = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru")
"""Where two languages give one word to different months and the language is unknown, the first of these wins."""
_BESIDE = MappingProxyType(
    {"sr": ("hr",), "hr": ("sr",), "nb": ("da",), "da": ("nb",), "cs": ("sk",), "sk": ("cs",)}
)
"""Languages that are read together: texts of the one hold words of the other."""
YEARS = r"1[89]\d\d|20\d\d"


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first.

    Under their first letters: most places in a text are passed over at one look.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


@lru_cache(maxsize=64)
def months(language: str | None) -> Mapping[str, int]:
    """Month names in lower case → 1 to 12, of the language and English.

    Of an unknown one all.
    """
    return _merge("months", language)


@lru_cache(maxsize=64)
def weekdays(language: str | None) -> Mapping[str, int]:
    """Weekday names in lower case → 0 (Monday) to 6, of the language and English.

    Of an unknown one all.
    """
    return _merge("weekdays", language)


def _merge(kind: str, language: str | None) -> Mapping[str, int]:
    out: dict[str, int] = {}
    for code in _codes(kind, language):
        for name, number in _names(kind, code):
            out.setdefault(name, number)
    return MappingProxyType(out)


def _codes(kind: str, language: str | None) -> list[str]:
    baked, own = calendar()[kind], table("dates")[kind]
    if language is not None and (language in baked or language in own):
        return [language, *_BESIDE.get(language, ()), "en"]
    return [*_CONFLICT_ORDER, *baked, *own]


def _names(kind: str, code: str) -> Iterable[tuple[str, int]]:
    yield from calendar()[kind].get(code, {}).items()
    yield from table("dates")[kind].get(code, {}).items()


@lru_cache(maxsize=1)
def namesake_months() -> Mapping[str, frozenset[int]]:
    """Month names that languages give to different months.

    "listopada" is November in Polish, October in Croatian.
    """
    numbers: dict[str, set[int]] = {}
    for code in {*calendar()["months"], *table("dates")["months"]}:
        for name, number in _names("months", code):
            numbers.setdefault(name, set()).add(number)
    return MappingProxyType({n: frozenset(v) for n, v in numbers.items() if len(v) > 1})


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
def year_words() -> Mapping[str, int]:
    """Words for the year of a day → years back: "last year" is one."""
    words = table("dates")["year_words"]
    back = {"last": 1, "this": 0, "before_last": 2}
    return MappingProxyType({w: back[kind] for kind, ws in words.items() for w in ws})


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


_LISTS = tuple(f"\0{n}" for n in range(7))
_MONTHS, _WEEKDAYS, _FEASTS, _NAMES, _RELATIVE, _ERAS, _SEASONS = _LISTS
"""What stands in a form for the names of a list: they are put in when a text is read."""
_OTHERS = tuple(f"\1{n}" for n in range(5))
_YEAR_WORDS, _BEFORE_MONTH, _BEHIND_MONTH, _NUMBERS, _UNITS = _OTHERS
"""The same for words beside the names."""


@lru_cache(maxsize=256)
def _names_of(which: str, language: str | None) -> tuple[str, ...]:
    """All names of a list."""
    lists: Mapping[str, Callable[[], Iterable[str]]] = {
        _MONTHS: lambda: months(language),
        _WEEKDAYS: lambda: weekdays(language),
        _FEASTS: feasts,
        _NAMES: lambda: table("feasts")["names"]["words"],
        _RELATIVE: lambda: relative(language),
        _ERAS: eras,
        _SEASONS: seasons,
        _YEAR_WORDS: year_words,
        _BEFORE_MONTH: lambda: table("dates")["last_month"]["before"],
        _BEHIND_MONTH: lambda: table("dates")["last_month"]["behind"],
        _NUMBERS: lambda: table("dates")["numbers"],
        _UNITS: units,
    }
    return tuple(sorted(set(lists[which]())))


@lru_cache(maxsize=256)
def _by_word(which: str, language: str | None) -> Mapping[str, tuple[str, ...]]:
    """First word of a name → the names of a list that begin with it."""
    found: dict[str, list[str]] = {}
    for name in _names_of(which, language):
        found.setdefault(_first_word(name), []).append(name)
    return MappingProxyType({word: tuple(names) for word, names in found.items()})


def _first_word(name: str) -> str:
    found = _WORD.search(name)
    return found[0] if found else ""


@lru_cache(maxsize=256)
def _met(which: str, language: str | None) -> set[tuple[str, ...]]:
    """What earlier texts held of a list."""
    return set()


def words_of(low: str) -> frozenset[str]:
    """The words of a text in lower case, as names begin with them."""
    return frozenset(_WORD.findall(low))


def names_to_look_for(
    low: str, words: frozenset[str], which: str, language: str | None
) -> tuple[str, ...]:
    """The names of a list that a text in lower case may hold.

    A form of all names takes ten times longer to compile than one of a few: a process that reads
    one article does with those few, one that reads many soon has all.
    """
    begun: Iterable[str] = _names_of(which, language)
    if which != _WEEKDAYS:  # endings are written in one word with these: "samstagmorgen"
        index = _by_word(which, language)
        begun = {name for word in index.keys() & words for name in index[word]}
    names = tuple(sorted(name for name in begun if name in low))
    met = _met(which, language)
    if names and names not in met:
        if len(met) >= _FEW:
            return _names_of(which, language)
        met.add(names)
    return names


_FEW = 8
"""Selections of a list that have forms of their own: compiling these costs what compiling all of
its names costs once."""
_WORD = re.compile(r"(?!ב)[^\W\d_]+")
"""A word, without the Hebrew "in" that is written in one with it."""
_MONTH = rf"ב?(?P<month>{_MONTHS})(?:/[\u0600-\u06ff]+(?: [\u0600-\u06ff]+)?)?(?!\w)\.?"
"""A month's name; behind it a second one, as in Arabic "آذار/مارس"."""
_DAY_NUMBER = r"[12]\d|3[01]|0?[1-9]"
_ORDINAL = r"(?:st|nd|rd|th|er|re|ter|º|°|ª|-го|-е|-а|:e|-án|-én|-a|-e|\.)"
_DAY = rf"(?<![\w/.,:'])(?P<day>{_DAY_NUMBER})(?!\d){_ORDINAL}?"
_YEAR = rf"(?P<year>{YEARS})(?!\d|%|(?!г\b|р\b|r\b)\w)(?!-\w)"
_OF = r"(?:\s+(?:of|de|del|d'|di|des|af|av)\s+|\s+d'|\s+(?:the\s+)?|\s*,\s*|-)"
_DASH = r"\s*(?:[-–—]|to|until|and|bis|und|au|et|a|y|al|e|tot|en|do|по|до)\s*"


@lru_cache(maxsize=2048)
def pattern(form: str, *held: tuple[str, ...]) -> re.Pattern[str]:
    """The regular expression of one form of dates, for a text that holds these words.

    For text in lower case with ASCII digits. `held` are the words of each of its `lists_of`.
    """
    written = forms()[form]
    for which, words in zip(lists_of(form), held, strict=True):
        written = written.replace(which, alternatives(words) or "(?!)")
    return re.compile(written)


@lru_cache(maxsize=64)
def lists_of(form: str) -> tuple[str, ...]:
    """The lists whose words a form holds."""
    return tuple(which for which in (*_LISTS, *_OTHERS) if which in forms()[form])


@lru_cache(maxsize=64)
def needed_of(form: str) -> tuple[str, ...]:
    """The lists of a form of which a text must hold a word."""
    needed = _UNITS if form == "ago" else _YEAR_WORDS if form == "year-word-day" else ""
    return tuple(which for which in lists_of(form) if which in (*_LISTS, needed))


_NEXT = (
    r"next|coming|nächste[nrms]?|kommende[nrms]?|pr[óo]xim[oa]|prossim[oa]|volgende|komende|nästa|næste|"
    r"przyszł\w{1,4}|najbliższ\w{1,4}|příští\w{0,4}|следующ\w{2,4}|ближайш\w{2,4}|наступн\w{1,4}|найближч\w{1,4}"
)
"""What stands before a weekday that is still to come."""


@lru_cache(maxsize=1)
def forms() -> Mapping[str, str]:
    """All forms of dates → their regular expressions, without the names of lists."""
    month, first_month = _MONTH, _MONTHS
    in_words = rf"(?P<ago>{_YEAR_WORDS})"
    year = rf"(?:{_YEAR}|{in_words}(?!\w))"
    season = rf"(?P<season>{_SEASONS})"
    ago = rf"(?P<count>\d{{1,3}}|{_NUMBERS})\s+(?P<unit>{_UNITS})"
    parts = alternatives(table("dates")["dayparts"]["endings"])
    return MappingProxyType(
        {
            "iso": rf"(?<![\w/.-])(?P<year>{YEARS})([-/.])(?P<month>0?[1-9]|1[0-2])\2(?P<day>{_DAY_NUMBER})(?:(?=t\d\d:)|(?![\w/-]))",
            "cross-month": rf"(?<!\w)(?P<month0>{first_month})\.?\s+(?P<day0>{_DAY_NUMBER})(?:st|nd|rd|th)?{_DASH}{month}\s+(?P<day>{_DAY_NUMBER})(?:st|nd|rd|th)?(?:\s*,\s*|\s+){_YEAR}",
            "day-range": rf"{_DAY}\s*(?:[-–—]|to|and|bis|und|au|et|al|y|e|до)\s*(?P<day2>{_DAY_NUMBER})(?:st|nd|rd|th|\.)?{_OF}{month}(?:{_OF}{year})?",
            "month-day-range": rf"(?<!\w){month}\s+(?P<day>{_DAY_NUMBER})\s*(?:[-–—]|to|and)\s*(?P<day2>{_DAY_NUMBER})(?!\d)(?:st|nd|rd|th)?(?:{_OF}{year})?",
            "year-month-day": rf"(?<![\w/.,-]){_YEAR}(?:\.|\s+m\.)?\s+{month}\s+(?P<day>{_DAY_NUMBER})(?!\d)",
            "year-day-month": rf"(?<![\w/.,-]){_YEAR}\.?\s+gada\s+(?P<day>{_DAY_NUMBER})\.?\s+{month}",
            "day-month-year": rf"{_DAY}{_OF}{month}{_OF}{year}",
            "month-day-year": rf"(?<!\w){month}\s*(?P<day>{_DAY_NUMBER})(?:st|nd|rd|th|\.)?(?!\d)(?:\s*,\s*|\s+){year}",
            "year-word-day": rf"(?<!\w){in_words}\s+(?:{_DAY}\s*{month}|{month.replace('month', 'month2')}\s+(?P<day2>{_DAY_NUMBER})(?!\d))",
            "month-range": rf"(?<!\w)(?P<month0>{first_month}){_DASH}{month}{_OF}{_YEAR}",
            "month-year": rf"(?<!\w){month}(?:{_OF}|\s*\.\s*|/)(?:{_YEAR}|{in_words}(?!\w))",
            "numeric": rf"(?<![\w/.,:-])(?P<a>[0-3]?\d)([/.-])(?P<b>[0-3]?\d)\2(?P<year>{YEARS})(?![\w/-])",
            "season": rf"(?<!\w){season}(?:{_OF}|\s+(?:року|года|roku)\s+){_YEAR}",
            "decade": r"(?<!\w)(?:the\s+|early\s+|late\s+|années\s+|anni\s+|años\s+|anos\s+|jaren\s+)?(?P<year>1[89]\d0|20[0-4]0)(?:'?s|er|er-jahre|er jahre|-х|-ті|-е)(?!\w)",
            "year-range": rf"(?<![\w/.,-])(?P<year>{YEARS})\s?[-–—/]\s?(?P<year2>{YEARS}|\d\d)(?![\w/-])",
            "between-years": rf"(?<!\w)(?:between|from|entre|zwischen|von|de|tra|dal|tussen|od|с|з|від)\s+(?P<year>{YEARS}){_DASH}(?P<year2>{YEARS})(?!\w)",
            "day-month": rf"{_DAY}{_OF}{month}(?!{_OF}(?:{YEARS})(?!\d))",
            "month-day": rf"(?<!\w){month}\s+(?P<day>{_DAY_NUMBER})(?:st|nd|rd|th|-[aáeé]n|\.(?!\d))?(?!\d|\w|:\d|[.,]\d|,?\s(?:{YEARS})(?!\d))",
            "last-month": rf"(?<!\w)(?:(?:{_BEFORE_MONTH})\s+(?P<month>{first_month})(?!\w)(?!\s+\d|\s+(?:{_YEAR_WORDS})(?!\w))|(?:(?:en|au|in|w|v|no|im)\s{{1,3}})?(?P<month2>{first_month})\s+(?:{_BEHIND_MONTH})(?!\w))",
            "in-month": rf"(?<![\w,.-])(?:in|im|en|em|w|we|в|у|v|ve|i)\s(?P<month>{first_month})(?!\w)(?![.’']?\s?\d|\s(?:of|de|del|des|do|or|oder)\s|\s(?:{_YEAR_WORDS})(?!\w))",
            "year": rf"(?:(?<![\w/.,:$€£#+-])|(?<=[a-z]{{5}}-))(?P<year>{YEARS})(?!\d|[%°€$]|(?!г\b|р\b|r\b)\w|[.,/:]\d|-\w)",
            "ago": rf"(?<!\w)(?:{ago}\s+(?:ago|fa|atrás|geleden|temu|тому|назад)|(?:vor|il y a|hace|há)\s+{ago.replace('count', 'count2').replace('unit', 'unit2')})(?!\w)",
            "feast": rf"(?<!\w)(?P<feast>{_FEASTS})(?!\w)(?:(?:{_OF}|\s+in\s+){_YEAR})?",
            "name": rf"(?<!\w)(?:{_NAMES})(?!\w)",
            "relative": rf"(?<!\w)(?P<phrase>{_RELATIVE})(?!\w)",
            "era": rf"(?<![\w/])(?P<era>{_ERAS})(?!\w)",
            "weekday": rf"(?<!\w)(?P<next>(?:{_NEXT})\s+)?(?P<weekday>{_WEEKDAYS})(?:{parts})?(?!\w)",
        }
    )


@lru_cache(maxsize=1)
def feasts() -> Mapping[str, tuple[str, str]]:
    """Names of feasts → how their day is found and from what.

    `easter`, `fixed` or `weekday`.
    """
    data = table("feasts")
    named = [(n, ("easter", k)) for k, names in data["easter"].items() for n in names]
    named += [(n, ("fixed", k)) for k, names in data["fixed"].items() for n in names]
    named += [(n, ("weekday", n)) for n in data["weekday"]]
    return MappingProxyType(dict(named))


_CJK_DAY = rf"(?P<month>1[0-2]|0?[1-9])\s*[月월]\s*(?P<day>{_DAY_NUMBER})\s*[日일]"
_MONTH_AND_DAY = (
    rf"(?:\s*(?P<month>1[0-2]|0?[1-9])\s*[月월](?:\s*(?P<day>{_DAY_NUMBER})\s*[日일])?)?"
)
UNSPACED = MappingProxyType(
    {
        name: re.compile(pattern)
        for name, pattern in {
            "japanese-era": rf"(?P<era>令和|平成|昭和|大正|明治)\s*(?P<count>元|\d{{1,2}})\s*年{_MONTH_AND_DAY}",
            "minguo": rf"(?:中華民國|民國|民国)\s*(?P<count>\d{{1,3}})\s*年{_MONTH_AND_DAY}",
            "cjk-year-word": rf"(?P<ago>一昨年|昨年|去年|前年|今年|작년|지난해|올해|재작년)\s*{_CJK_DAY}",
            "cjk": rf"(?P<year>{YEARS})\s*[年년]{_MONTH_AND_DAY}",
            "cjk-day": rf"(?<!\d){_CJK_DAY}",
            "cjk-day-alone": rf"(?<![\d/.年년月월第제])(?P<day>{_DAY_NUMBER})\s?[日일](?![間间目前後后内內以本곱])(?![간째차])",
        }.items()
    }
)
"""Forms of scripts that write no spaces, tried where the text has their signs for year, month, day."""
_HIJRI = r"محرم|صفر|ربيع\s+\w+|جمادى\s+\w+|رجب|شعبان|رمضان|شوال|ذو\s+القعدة|ذي\s+القعدة|ذو\s+الحجة|ذي\s+الحجة"
_SOLAR = r"فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
OTHER_SCRIPTS = MappingProxyType(
    {
        name: re.compile(pattern)
        for name, pattern in {
            "hijri": rf"(?:(?:\d{{1,2}}\s+)?(?:من\s+)?(?:شهر\s+)?(?:{_HIJRI})\s+(?:عام\s+)?)?(?P<year>1[345]\d\d)\s*(?:هـ|هجري\w*|للهجرة)|(?:\d{{1,2}}\s+)?(?:{_HIJRI})\s+(?P<year2>1[345]\d\d)",
            "solar": rf"(?:\d{{1,2}}\s+)?(?:{_SOLAR})\s+(?:ماه\s+)?(?P<year>1[34]\d\d)",
            "thai": rf"(?P<day>{_DAY_NUMBER})\s*(?P<month>{alternatives(table('dates')['months']['th'])})\s*(?:พ\.ศ\.\s*)?(?P<year>2[45]\d\d)(?!\d)",
            "thai-year": r"(?:พ\.ศ\.|ปี)\s*(?P<year>2[45]\d\d)(?!\d)",
            "thai-day": rf"(?P<day>{_DAY_NUMBER})\s*(?P<month>{alternatives(table('dates')['months']['th'])})(?!\s*(?:พ\.ศ\.\s*)?\d{{4}})",
        }.items()
    }
)
"""Forms of other calendars, tried where the text is in their script."""
VIETNAMESE = MappingProxyType(
    {
        "vietnamese": re.compile(
            rf"(?:ngày\s+)?(?P<day>{_DAY_NUMBER})(?:\s+tháng\s+|/|-)(?P<month>1[0-2]|0?[1-9])(?:(?:\s+năm\s+|,\s*|/|-)(?P<year>{YEARS}))?(?!\d)"
        ),
    }
)
