"""The supplier's terms exclude the use on this day or in this country.

What it finds
    A picture printed after its licence ended, before its embargo ends, or in a country that its
    supplier excludes.

Why it matters
    Agencies lease pictures for a time and a territory; printing one outside of them costs more
    than the picture.

How it is decided
    The day is the article's. The terms are those of the newsroom's archive (a field of the wire's
    package), and what the instructions and usage terms of the file or the record say in words: "no
    use after 31 March 2024", "embargoed until", "GERMANY OUT". The newsroom's country is
    `[desk.options] country` in the configuration; without it nothing is said of territories.

When it is wrong
    Where the newsroom has an agreement of its own, or the article was published before and is only
    dated anew.

What to do
    Ask the supplier, or take the picture off the page. This is no legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from provenance.model import (
    Case,
    Confidence,
    Desk,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Metadata,
    NotChecked,
    Outcome,
    Passed,
    Reason,
    Severity,
)
from provenance.rules.kit import terms
from provenance.rules.kit.dates import day_published
from provenance.rules.kit.evidence import NO_LEGAL_ADVICE, shorten
from provenance.rules.kit.examples import example, held, in_file, original, picture

RULE = "license-expired"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.METADATA, EvidenceKind.CONFIGURATION)
_LONG = 300
"""Characters of an instruction that are shown."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding for the first term that the article does not keep."""
    ends, begins = list(_ends(case)), list(_begins(case))
    country = case.desk.options.get("country", "")
    closed = [e for e in _texts(case) if terms.closed_to(e.value, country)]
    if closed:
        yield _finding(f"The supplier excludes {country} from the use of this picture.", closed[0])
        return
    if not ends and not begins:
        return
    day = day_published(case)
    if day is None:
        yield NotChecked(RULE, Reason.NO_DATE, "the article has no date to hold the terms against")
        return
    for last, proof in ends:
        if day > last:
            yield _finding(
                f"The supplier allows this picture until {_said(last)}; the article is of "
                f"{_said(day)}.",
                proof,
            )
            return
    for first, proof in begins:
        if day < first:
            yield _finding(
                f"The supplier holds this picture back until {_said(first)}; the article is of "
                f"{_said(day)}.",
                proof,
            )
            return
    yield Passed(RULE, tuple(proof for _, proof in (*ends, *begins)))


def _finding(message: str, proof: Evidence) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        message,
        (proof,),
        f"Ask the supplier, or take the picture off the page. {NO_LEGAL_ADVICE}",
        cause="terms",
    )


def _ends(case: Case) -> Iterator[tuple[date, Evidence]]:
    for kept in case.history:
        if kept.expires is not None:
            where = kept.record.where if kept.record else Locator("archive")
            yield kept.expires, Evidence("expires", kept.expires.isoformat(), where)
    for proof in _texts(case):
        if last := terms.expiry_in(proof.value):
            yield last, proof


def _begins(case: Case) -> Iterator[tuple[date, Evidence]]:
    for kept in case.history:
        if kept.embargoed is not None:
            where = kept.record.where if kept.record else Locator("archive")
            yield kept.embargoed, Evidence("embargoed", kept.embargoed.isoformat(), where)
    for proof in _texts(case):
        if first := terms.embargo_in(proof.value):
            yield first, proof


def _texts(case: Case) -> list[Evidence]:
    """Instructions and usage terms, of the published file and of the records."""
    found = []
    if case.picture is not None:
        data = case.picture.metadata
        for one in (data.instructions, data.usage_terms):
            if one is not None:
                where = Locator(one.tag, url=case.picture.url)
                found.append(Evidence("terms in the file", shorten(one.value, _LONG), where))
    for kept in case.history:
        notes = kept.record.notes if kept.record else ()
        found += [Evidence("terms of the supplier", shorten(n.text, _LONG), n.where) for n in notes]
    return found


def _said(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _file(text: str) -> Metadata:
    return Metadata(instructions=in_file(text, "IPTC:SpecialInstructions"))


EXAMPLES = (
    example(
        "The file says that its use ended in February.",
        picture=picture(_file("NO USE AFTER 29 FEBRUARY 2024.")),
        severity=SEVERITY,
    ),
    example(
        "The wire holds it back until April.",
        history=[held(original().record, embargoed=date(2024, 4, 1))],
        severity=SEVERITY,
    ),
    example(
        "The newsroom's country is excluded.",
        picture=picture(_file("GERMANY OUT. Editorial use only.")),
        desk=Desk(options={"country": "Germany"}),
        severity=SEVERITY,
    ),
    example(
        "The term runs until the end of the year.",
        picture=picture(_file("Expires 2024-12-31")),
    ),
    example(
        "Another country is excluded.",
        picture=picture(_file("JAPAN OUT")),
        desk=Desk(options={"country": "Germany"}),
    ),
    example(
        "The article has no date.",
        picture=picture(_file("Expires 2024-12-31")),
        published=None,
        reason=Reason.NO_DATE,
    ),
)
