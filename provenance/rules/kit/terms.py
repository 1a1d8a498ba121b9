"""What suppliers' instructions say of the use of a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from provenance import lazy_re as re
from provenance.model import Case, Evidence, Locator, MetadataValue
from provenance.rules.kit.evidence import shorten, words

_LONG = 300
"""Characters of an instruction that are shown."""
_MOST = 2_000
"""Characters of an instruction that are read."""
_DATE = (
    r"(?:(?P<y>\d{4})(?P<ys>[./-])(?P<m>\d\d)(?P=ys)(?P<d>\d\d)"
    r"|(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})[./-](?P<y4>\d{4})"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: de)? (?P<n2>[^\W\d_]{3,10})"
    r"\.?,?(?: de)? (?P<y2>\d{4})"
    r"|(?P<n3>[^\W\d_]{3,10})\.? (?P<d3>\d{1,2})(?:st|nd|rd|th)?,? (?P<y3>\d{4}))"
)
_NAME = re.compile(r"\W{0,4}(?P<name>[^\W\d_][^.;:!?\n()]{1,80})")
_NAME_ENDS = re.compile(r"\s[-–—]\s|\s\*|,\s?no\b|\s(?:no|not)\s", re.I)
_DAYS = r"\d{1,3}"
_NUMBER = re.compile(_DAYS)


def instructions(case: Case) -> tuple[Evidence, ...]:
    """What file, supplier's item and the newsroom's records say of the picture's use."""
    found = [Evidence("terms of the supplier", t.text[:_MOST], t.where) for t in case.image.terms]
    if case.picture is not None:
        data = case.picture.metadata
        asked = data.credit_line_required
        stated = (data.instructions, data.usage_terms, *data.license_constraints, asked)
        for one in filter(None, stated):
            where = Locator(one.tag, url=case.picture.url)
            found.append(Evidence("terms in the file", _in_words(one.value[:_MOST]), where))
    for kept in case.history:
        notes = kept.record.notes if kept.record else ()
        found += [Evidence("terms of the supplier", n.text[:_MOST], n.where) for n in notes]
    return tuple(found)


def _in_words(value: str) -> str:
    """The value, and what a code of the PLUS vocabulary says."""
    code = value.rpartition("/")[2]
    said = words("terms")["plus"].get(code)
    return f"{code}: {said}" if said else value


def license_dates(case: Case) -> tuple[Iterator[DatedTerm], Iterator[DatedTerm]]:
    """The days on which the file's licence begins and ends, each with its evidence."""
    data = case.metadata
    url = case.picture.url if case.picture else None
    return _stated(data.license_start_date, url), _stated(data.license_end_date, url)


def _stated(value: MetadataValue | None, url: str | None) -> Iterator[DatedTerm]:
    if value is not None:
        where = Locator(value.tag, url=url)
        for day in dates_of(value.value[:_ISO]):
            yield day, Evidence("term of the licence in the file", value.value, where)


_ISO = 10
"""Characters of a day in a date with its time."""
DatedTerm = tuple[date, Evidence]


def short(proof: Evidence) -> Evidence:
    """The evidence as it is shown: a file's whole licence is none for one line."""
    return Evidence(proof.label, shorten(proof.value, _LONG), proof.where)


def expiry_in(text: str) -> date | None:
    """The last day on which the picture may be used, where the text states one."""
    days = _dated("expires", text)
    if days:
        return max(days)
    found = _pattern("within").search(text[:_MOST])
    start = _days_of(found) if found else ()
    length = _NUMBER.search(found[0]) if found else None
    return max(start) + timedelta(days=int(length[0])) if length and start else None


def embargo_in(text: str) -> date | None:
    """The day before which the picture may not be used, where the text states one."""
    return min(_dated("embargo", text), default=None)


def closed_to(text: str, territory: str) -> bool:
    """True where the text says that the picture is not for use in a country.

    `territory` is its ISO code or its English name.
    """
    names = country_names(territory)
    if not names:
        return False
    ours = "|".join(names)
    if _says(words("terms")["out"], text, COUNTRY=rf"(?:{ours}){_LIST}"):
        return True
    named = re.search(rf"(?<!\w)(?:{ours})(?!\w)", text[:_MOST], re.I)
    return named is None and _says(words("terms")["only"], text, ANY=_any_country())


_LIST = r"(?:\s?(?:,|/|-|and|und|et|y|e|&)\s?[^\W\d_][\w.]{1,20}){0,5}"
"""Further countries of one list: "AUSTRIA, GERMANY AND SWITZERLAND OUT"."""


def forbidden_use(text: str, uses: tuple[str, ...]) -> str | None:
    """The first of the desk's uses that the text forbids."""
    forbidden = words("terms")["forbidden"]
    return next((use for use in uses if use in forbidden and _says(forbidden[use], text)), None)


def forbids_archive(text: str) -> bool:
    """True where the text allows no use from an archive."""
    return _says(words("terms")["no_archive"], text)


def demands_credit(text: str) -> bool:
    """True where the text makes printing a credit a condition."""
    return _says(words("terms")["mandatory_credit"], text)


def credit_demanded(text: str) -> str:
    """The credit that the text asks to be printed; empty where it names none."""
    found = _compiled(tuple(words("terms")["mandatory_credit"])).search(text[:_MOST])
    name = _NAME.match(text, found.end()) if found else None
    return _NAME_ENDS.split(name["name"], maxsplit=1)[0].strip(" -–—*\"'“”") if name else ""


def says_handout(text: str) -> bool:
    """True where the text says that its supplier was handed the picture."""
    return _says(words("terms")["handout"], text)


def country_title(territory: str) -> str:
    """What a message calls a country that is given by its code or its name."""
    return str(words("countries")["names"].get(_code_of(territory), territory))


def _code_of(territory: str) -> str:
    """The ISO code; empty where no country of this code or English name is known."""
    names, wanted = words("countries")["names"], territory.strip()
    if wanted.upper() in names:
        return wanted.upper()
    return next((k for k, v in names.items() if v.casefold() == wanted.casefold()), "")


@cache
def country_names(territory: str) -> tuple[str, ...]:
    """A country's names as patterns; empty where it is not known."""
    names = words("countries")["names"]
    code = _code_of(territory)
    if not code:
        return (re.escape(territory.strip()),) if territory.strip() else ()
    further = words("terms")["countries"].get(code, ())
    return (re.escape(names[code]), *(_exact(name) for name in further))


def _exact(name: str) -> str:
    """The name; one of three capitals only as they stand, so that "us" is no country."""
    return f"(?-i:{name})" if name.isupper() and len(name) <= _CODE else name


_CODE = 3
"""Letters of a country's code."""


@cache
def _any_country() -> str:
    known = words("countries")["names"]
    return f"(?:{'|'.join(name for code in known for name in country_names(code))})"


def _says(patterns: list[str], text: str, **names: str) -> bool:
    return _compiled(tuple(patterns), **names).search(text[:_MOST]) is not None


@cache
def _compiled(patterns: tuple[str, ...], **names: str) -> re.Pattern[str]:
    whole = "|".join(patterns)
    for key, value in names.items():
        whole = whole.replace(key, value)
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.I)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    leads = "|".join(words("terms")[kind]).replace("DAYS", _DAYS)
    return re.compile(rf"(?<!\w)(?:{leads})[:,]?\s{{0,3}}{_DATE}", re.I)


def _dated(kind: str, text: str) -> tuple[date, ...]:
    """Every reading of every date behind a lead of this kind."""
    found = _pattern(kind).finditer(text[:_MOST])
    return tuple(day for match in found for day in _days_of(match))


def dates_of(text: str) -> tuple[date, ...]:
    """The readings of a text that is one date; empty for another text."""
    found = _whole_date().fullmatch(text[:_LONG])
    return _days_of(found) if found else ()


@cache
def _whole_date() -> re.Pattern[str]:
    return re.compile(_DATE, re.I)


def _days_of(found: re.Match[str]) -> tuple[date, ...]:
    """The readings of one date: 05/06/2024 has two."""
    part = found.groupdict()
    if part["y4"]:
        pairs = [(part["b"], part["a"])]
        pairs += [(part["a"], part["b"])] if part["sep"] != "." else []
        return tuple(_days(part["y4"], pairs))
    month = _month(part["n2"] or part["n3"] or "") or part["m"]
    day = part["d"] or part["d2"] or part["d3"]
    return tuple(_days(part["y"] or part["y2"] or part["y3"], [(month, day)]))


def _days(year: str, pairs: list[tuple[str | int | None, str]]) -> Iterator[date]:
    for month, day in pairs:
        if month is not None and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            try:
                yield date(int(year), int(month), int(day))
            except ValueError:
                continue


def _month(name: str) -> int | None:
    """The month that a word begins as; None for another word."""
    low = name.casefold()
    known = words("terms")["months"].items()
    starts = ((start, int(number)) for number, all_ in known for start in all_)
    return max(((len(s), n) for s, n in starts if low.startswith(s)), default=(0, None))[1]
