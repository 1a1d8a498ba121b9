"""The dates of captions and originals, and whether they exclude each other."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from provenance import lazy_re as re
from provenance.claims.relations import relate_dates
from provenance.lexicon.suppliers import title_of
from provenance.model import (
    FIRST_PHOTOGRAPH,
    Case,
    DateClaim,
    DatedFact,
    DateKind,
    DateRelation,
    DateSpan,
    EmbeddedDate,
    Evidence,
    Locator,
    Original,
    Precision,
    source_name,
)
from provenance.model.days import day_in_words, month_in_words
from provenance.model.sentences import say, templates
from provenance.rules.kit import scenes
from provenance.rules.kit.evidence import at_source, words
from provenance.values import dataclass

TOLERANCE = timedelta(days=1)
"""A day's grace between any two dates: time zones reach from UTC-12 to UTC+14, and a night
belongs to two days."""

COARSE = (Precision.DECADE, Precision.CENTURY)

TAKEN = (DateKind.CAPTURED, DateKind.CREATED)
SEEN = (
    DateKind.UPLOADED,
    DateKind.POSTED,
    DateKind.FIRST_SEEN,
    DateKind.PUBLISHED,
    DateKind.SIGNED,
)
_CLUES = {"upload-time": "uploaded", "post-time": "posted"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """Proof that the picture existed by a day: taken, posted, uploaded or seen."""

    span: DateSpan
    verb: str
    """`taken`, `posted`, `uploaded` …"""
    at: str
    """Where it was seen, as a message names it."""
    evidence: Evidence
    structured: bool
    taken: bool
    precision: Precision


def captures(case: Case) -> tuple[Sighting, ...]:
    """When the picture was taken, by confirmed records and the file's own metadata."""
    found = [_fact(o, d) for o in case.confirmed for d in o.record.dates if d.kind in TAKEN]
    made = case.picture.metadata.date_created if case.picture is not None else None
    if not found and made is not None and not _unset_clock(made):
        precision = Precision(made.precision)
        span = _widened(made.value.date(), precision)
        url = (case.picture.metadata_url or case.picture.url) if case.picture else None
        proof = Evidence(
            "capture date in the published file", shown(span), Locator(made.tag, url=url)
        )
        found.append(
            Sighting(span, "taken", "the file's own metadata", proof, True, True, precision)
        )
    return tuple(f for f in found if f.span.earliest >= FIRST_PHOTOGRAPH)


def _unset_clock(made: EmbeddedDate) -> bool:
    """True for the first of January: what a camera writes whose clock was never set."""
    return made.precision in ("second", "minute", "day") and (made.value.month, made.value.day) == (
        1,
        1,
    )


def sightings(case: Case) -> tuple[Sighting, ...]:
    """Every proof that the picture existed by a day."""
    found = list(captures(case))
    found += [_fact(o, d) for o in case.confirmed for d in o.record.dates if d.kind in SEEN]
    for clue in case.file_clues:
        verb = _CLUES.get(clue.kind)
        if verb and clue.time is not None:
            moment = clue.time.astimezone(UTC) if clue.time.tzinfo else clue.time
            span = DateSpan(moment.date(), moment.date())
            proof = Evidence(
                f"{clue.kind.replace('-', ' ')} in the file's name", _moment(moment), clue.where
            )
            found.append(
                Sighting(
                    span,
                    verb,
                    say("{source}, by the file's own name", source=title_of(clue.source)),
                    proof,
                    True,
                    False,
                    Precision.SECOND,
                )
            )
    return (*found, *_printings(case))


def _printings(case: Case) -> Iterator[Sighting]:
    """When this newsroom itself printed the picture, in other articles."""
    for use in (u for held in case.history for u in held.uses):
        if use.published is None or use.page_url in (case.article.url, case.article.origin):
            continue
        day = use.published.date()
        proof = Evidence("printed by this newsroom", day.isoformat(), use.where)
        span = DateSpan(day, day)
        yield Sighting(span, "printed", say("this newsroom"), proof, True, False, Precision.DAY)


def _fact(original: Original, fact: DatedFact) -> Sighting:
    label = {
        DateKind.CAPTURED: "capture date",
        DateKind.UPLOADED: "upload",
        DateKind.POSTED: "post time",
    }
    value = fact.text or shown(fact.span)
    proof = at_source(original, label.get(fact.kind, f"date {fact.kind.verb}"), value, fact.where)
    title = source_name(original.record)
    return Sighting(
        fact.span, fact.kind.verb, title, proof, fact.structured, fact.kind in TAKEN, fact.precision
    )


def _widened(day: date, precision: Precision) -> DateSpan:
    if precision is Precision.YEAR:
        return DateSpan(date(day.year, 1, 1), date(day.year, 12, 31))
    if precision is Precision.MONTH:
        return DateSpan(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return DateSpan(day, day)


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def scene_dates(case: Case) -> tuple[DateClaim, ...]:
    """The dates that the caption gives its scene.

    "Since 2014", "built in 1937" and "who took office in 2021" date other things than the picture.
    """
    published = day_published(case)
    return tuple(
        claim
        for claim in case.caption_claims.dates
        if claim.scene
        and (published is None or min(s.earliest for s in claim.spans) <= later(published))
    )


def acquitted(case: Case, spans: Iterable[DateSpan]) -> bool:
    """True where a date told beside the scene's agrees with the picture's."""
    told = [c for c in case.caption_claims.dates if not c.scene]
    apart = (DateRelation.BEFORE, DateRelation.AFTER)
    return any(relation(claim, span) not in apart for claim in told for span in spans)


def may_be_later(case: Case, claim: DateClaim) -> bool:
    """True where the picture may be later than the date: "since Friday"."""
    before = case.caption_claims.text[max(0, claim.start - 24) : claim.start]
    return (
        re.search(
            rf"(?<!\w)(?:{'|'.join(words('background')['earlier'])})\s+(?:the\s+)?$", before, re.I
        )
        is not None
    )


def ends_with_place(case: Case, claim: DateClaim) -> bool:
    """True for a year side by side with the scene's place at a caption's end.

    "…, Rome, 1962.", "in Rome in 1962", "in 1962 in Rome"; not "in Rome, ca 1890".
    """
    text, language = case.caption_claims.text, case.caption_claims.language or ""
    links = _links(language.split("-")[0])
    for place in scenes.whereabouts(case.caption_claims):
        if place.end <= claim.start:
            joined = links.to_year.fullmatch(text, place.end, claim.start)
        else:
            joined = links.to_place.fullmatch(text, claim.end, place.start)
            joined = joined and links.before_year.search(text, 0, claim.start)
        if joined and links.end.fullmatch(text, max(claim.end, place.end)):
            return True
    return False


class _Links(NamedTuple):
    """What may stand between a place and a year, before the year, and behind both."""

    to_year: re.Pattern[str]
    to_place: re.Pattern[str]
    before_year: re.Pattern[str]
    end: re.Pattern[str]


@lru_cache(maxsize=64)
def _links(language: str) -> _Links:
    """The links of a language; of one without words only commas and brackets."""
    data = words("years")
    unit = rf"(?:\s(?:{'|'.join(data['unit'])})(?!\w))?"
    year, place = ("|".join(data[kind].get(language, ["(?!)"])) for kind in ("year", "place"))
    mark = r"\)?(?:\s|,\s|\s\()"
    return _Links(
        re.compile(rf"{mark}(?:(?:{year})\s)?", re.I),
        re.compile(rf"{unit}{mark}(?:(?:{place})\s)?", re.I),
        re.compile(rf"(?:^|[,(]\s?|(?<!\w)(?:{year})\s)$", re.I),
        re.compile(rf"\)?{unit}[.)]*\s*", re.I),
    )


def day_published(case: Case) -> date | None:
    """The story's day."""
    return case.article.published.date() if case.article.published else None


def relation(claim: DateClaim, span: DateSpan) -> DateRelation:
    """How the claimed date lies to the span, by every reading of it."""
    found = {relate_dates(reading, span) for reading in claim.spans}
    return found.pop() if len(found) == 1 else DateRelation.UNKNOWN


def exclude(one: DateClaim, other: DateClaim) -> bool:
    """True where no reading of the one date allows the other."""
    relations = {relation(one, span) for span in other.spans}
    return bool(relations) and relations <= {DateRelation.BEFORE, DateRelation.AFTER}


def later(day: date) -> date:
    """The day plus the grace between two dates; the last day there is stays itself."""
    return day if day >= date.max - TOLERANCE else day + TOLERANCE


def shown(span: DateSpan) -> str:
    """A span as a message prints it: `3 November 2012`, `2012`, or two days."""
    first, last = span.earliest, span.latest
    if first == last:
        return day_in_words(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        if first.year == last.year:
            return str(first.year)
        return say("{first} to {last}", first=str(first.year), last=str(last.year))
    if _is_month(span):
        return month_in_words(first)
    return say("{first} to {last}", first=day_in_words(first), last=day_in_words(last))


def _day(forms: tuple[str, ...], day: date) -> str:
    return say(forms[day.month - 1], day=day.day, year=str(day.year))


def _is_month(span: DateSpan) -> bool:
    first, last = span.earliest, span.latest
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    return whole and (first.year, first.month) == (last.year, last.month)


def on(span: DateSpan) -> str:
    """A span after its preposition: "on 3 November 2012", "in 2012"."""
    if span.earliest == span.latest:
        return _day(_ON_DAY, span.earliest)
    if _is_month(span):
        return say(_IN_MONTH[span.earliest.month - 1], year=str(span.earliest.year))
    if (told := shown(span)).isdecimal():
        return say("in {year}", year=told)
    return say("in {span}", span=told)


_ON_DAY = templates(
    "on {day} January {year}",
    "on {day} February {year}",
    "on {day} March {year}",
    "on {day} April {year}",
    "on {day} May {year}",
    "on {day} June {year}",
    "on {day} July {year}",
    "on {day} August {year}",
    "on {day} September {year}",
    "on {day} October {year}",
    "on {day} November {year}",
    "on {day} December {year}",
)
_IN_MONTH = templates(
    "in January {year}",
    "in February {year}",
    "in March {year}",
    "in April {year}",
    "in May {year}",
    "in June {year}",
    "in July {year}",
    "in August {year}",
    "in September {year}",
    "in October {year}",
    "in November {year}",
    "in December {year}",
)


def befell(verb: str) -> str:
    """What befell a picture, as a message says it: "taken", "posted"."""
    return say(verb) if verb in _BEFELL else verb


_BEFELL = templates(
    "taken",
    "made",
    "uploaded",
    "posted",
    "first seen",
    "published",
    "saved",
    "signed",
    "reviewed",
    "printed",
)


def claimed(claim: DateClaim) -> str:
    """A claimed date as a message prints it: its day, and a relative date's word."""
    if not claim.relative:
        return shown(claim.span)
    return say("{date} ({words})", date=shown(claim.span), words=claim.text)


def oldest(found: Iterable[Sighting]) -> Sighting | None:
    """The sighting that ends first; a structured one before one read out of prose."""
    return min(found, key=lambda s: (not s.structured, s.span.latest), default=None)
