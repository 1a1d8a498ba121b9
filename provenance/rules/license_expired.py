"""The supplier's terms exclude this use: its day, its country or its medium.

What it finds
    A picture printed after its licence ended, before its embargo ends, in a country or a medium
    that its supplier excludes, or from an archive where the supplier allows none.

Why it matters
    Agencies lease pictures for a time, a territory and a use; printing one outside of them costs
    more than the picture.

How it is decided
    The day is the article's. The terms are those of the newsroom's archive (a field of the wire's
    package), the licence's first and last day in the file's PLUS fields, and what the instructions,
    usage terms and constraints of the file, the record or the article's own ninjs item say in
    words, in the languages of the agencies: "no use after 31 March 2024", "use within 14 days
    from", "embargoed until", "GERMANY OUT", "UK USE ONLY", "NO INTERNET", "editorial use only". The
    desk's country is `territory` and its uses are `uses` under `[desk]` in the configuration;
    without a territory nothing is said of countries. "NO ARCHIVES" counts for a picture that was
    taken or sent more than a month before the article. A date that can be read in two ways counts
    as the later one for an end and as the earlier one for a beginning.

When it is wrong
    Where the newsroom has an agreement of its own, or the article was published before and is only
    dated anew. Real pages were measured without their files, so that no figure is known.

What to do
    Ask the supplier, or take the picture off the page. This is no legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from provenance.model import (
    Case,
    Confidence,
    DateSpan,
    Desk,
    Evidence,
    EvidenceKind,
    Finding,
    Holding,
    Locator,
    Metadata,
    NotChecked,
    Outcome,
    Passed,
    Reading,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, terms
from provenance.rules.kit.dates import day_published, shown
from provenance.rules.kit.evidence import NO_LEGAL_ADVICE
from provenance.rules.kit.examples import (
    date_fact,
    example,
    held,
    in_file,
    original,
    picture,
)

RULE = "license-expired"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.METADATA, EvidenceKind.CONFIGURATION)
NEWS = timedelta(days=30)
"""How long a picture that may not be archived is still of the day: the longest span that the
instructions of the agencies at hand give one ("USE WITHIN 14 DAYS", "WITHIN 30 DAYS")."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding for the first term that the article does not keep."""
    stated = terms.instructions(case)
    if found := next(_excluded(case, stated), None):
        yield _finding(*found)
        return
    ends, begins = list(_ends(case, stated)), list(_begins(case, stated))
    if not ends and not begins:
        return
    day = day_published(case)
    if day is None:
        yield NotChecked(
            RULE, Reason.NO_DATE, say("the article has no date to hold the terms against")
        )
        return
    broken = [
        (
            say(
                "The supplier allows this picture until {date}; the article is of {day}.",
                date=_said(d),
                day=_said(day),
            ),
            proof,
        )
        for d, proof in ends
        if day > d
    ]
    broken += [
        (
            say(
                "The supplier holds this picture back until {date}; the article is of {day}.",
                date=_said(d),
                day=_said(day),
            ),
            p,
        )
        for d, p in begins
        if day < d
    ]
    if broken:
        yield _finding(*broken[0])
        return
    yield Passed(RULE, tuple(terms.short(proof) for _, proof in (*ends, *begins)))


def _excluded(case: Case, stated: Iterable[Evidence]) -> Iterator[tuple[str, Evidence]]:
    """What the supplier excludes of what the desk does, whatever the day."""
    desk = case.desk
    for proof in stated:
        if terms.closed_to(proof.value, desk.territory):
            country = terms.country_title(desk.territory)
            yield (
                say(
                    "The supplier excludes {country} from the use of this picture.", country=country
                ),
                proof,
            )
        if use := terms.forbidden_use(proof.value, desk.uses):
            yield say("The supplier's terms forbid this use of the picture: {use}.", use=use), proof
        if terms.forbids_archive(proof.value) and (age := _age(case)) and age > NEWS:
            yield (
                say(
                    "The supplier allows no use from an archive; this is {days} days old.",
                    days=age.days,
                ),
                proof,
            )


def _age(case: Case) -> timedelta | None:
    """How much older than the article the picture is, at least."""
    day = day_published(case)
    sent = (d for kept in case.history for d in (kept.record.dates if kept.record else ()))
    days = [d.span.latest for d in sent] + [t.span.latest for t in dates.captures(case)]
    return day - min(days) if day and days else None


def _finding(said: str, proof: Evidence) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        said,
        (terms.short(proof),),
        say("Ask the supplier, or take the picture off the page. {caveat}", caveat=NO_LEGAL_ADVICE),
        cause="terms",
    )


def _ends(case: Case, stated: Iterable[Evidence]) -> Iterator[tuple[date, Evidence]]:
    for kept in case.history:
        if kept.expires is not None:
            where = kept.record.where if kept.record else Locator("archive")
            yield kept.expires, Evidence("expires", kept.expires.isoformat(), where)
    yield from terms.license_dates(case)[1]
    for proof in stated:
        if last := terms.expiry_in(proof.value):
            yield last, proof


def _begins(case: Case, stated: Iterable[Evidence]) -> Iterator[tuple[date, Evidence]]:
    for kept in case.history:
        if kept.embargoed is not None:
            where = kept.record.where if kept.record else Locator("archive")
            yield kept.embargoed, Evidence("embargoed", kept.embargoed.isoformat(), where)
    yield from terms.license_dates(case)[0]
    for proof in stated:
        if first := terms.embargo_in(proof.value):
            yield first, proof


def _said(day: date) -> str:
    return shown(DateSpan(day, day))


def _file(text: str) -> Metadata:
    return Metadata(instructions=in_file(text, "IPTC:SpecialInstructions"))


def _plus(end: str) -> Metadata:
    return Metadata(license_end_date=in_file(end, "XMP-plus:LicenseEndDate"))


def _constraint(text: str) -> Metadata:
    return Metadata(license_constraints=(in_file(text, "XMP-plus:RegionConstraints"),))


def _sent(day: date) -> Holding:
    said = Reading("NO ARCHIVES", Locator("instructions"))
    return held(original(dates=[date_fact(day)], notes=(said,)).record)


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
        desk=Desk(territory="DE"),
        severity=SEVERITY,
    ),
    example(
        "The term runs until the end of the year.",
        picture=picture(_file("Expires 2024-12-31")),
    ),
    example(
        "Another country is excluded.",
        picture=picture(_file("JAPAN OUT")),
        desk=Desk(territory="DE"),
    ),
    example(
        "The article has no date.",
        picture=picture(_file("Expires 2024-12-31")),
        published=None,
        reason=Reason.NO_DATE,
    ),
    example(
        "Only the neighbours may print it.",
        picture=picture(_file("Nur für Österreich und Schweiz.")),
        desk=Desk(territory="Germany"),
        severity=SEVERITY,
    ),
    example(
        "The desk's country is one of those.",
        picture=picture(_file("USE IN AUSTRIA AND GERMANY ONLY")),
        desk=Desk(territory="DE"),
    ),
    example(
        "Excluded for some days, which is not told from when.",
        picture=picture(_file("UK OUT FOR 28 DAYS")),
        desk=Desk(territory="GB"),
    ),
    example("No territory is set.", picture=picture(_file("GERMANY OUT"))),
    example(
        "The supplier allows no use on the web.",
        picture=picture(_file("NO INTERNET. NO ARCHIVES.")),
        severity=SEVERITY,
    ),
    example(
        "Editorial use only, on a desk that is editorial.",
        picture=picture(_file("EDITORIAL USE ONLY. NO SALES. UK OUT.")),
    ),
    example(
        "Editorial use only, on a desk that advertises with pictures.",
        picture=picture(_file("FOR EDITORIAL USE ONLY")),
        desk=Desk(uses=("advertising",)),
        severity=SEVERITY,
    ),
    example(
        "No archives, and the picture came in autumn.",
        history=[_sent(date(2023, 10, 2))],
        severity=SEVERITY,
    ),
    example(
        "No archives, and the picture is of the day.",
        history=[_sent(date(2024, 3, 12))],
    ),
    example(
        "A date that can be read in two ways is not held against the desk.",
        picture=picture(_file("NOT FOR USE AFTER 03/04/2024")),
    ),
    example(
        "The licence in the file's PLUS fields ended the day before.",
        picture=picture(_plus("2024-03-12T23:00:00Z")),
        severity=SEVERITY,
    ),
    example("The licence ends on the day of the article.", picture=picture(_plus("2024-03-13"))),
    example(
        "A region that the licence leaves out.",
        picture=picture(_constraint("Not for distribution in Germany")),
        desk=Desk(territory="DE"),
        severity=SEVERITY,
    ),
    example(
        "The article's own item says that the picture is for print.",
        terms=(Reading("Print only", Locator("$.associations.featuremedia.usageterms")),),
        severity=SEVERITY,
    ),
    example(
        "The article's own item asks for a credit and forbids nothing.",
        terms=(Reading("Mandatory credit", Locator("$.associations.featuremedia.usageterms")),),
    ),
    example(
        "A fortnight from the day on which it was sent.",
        picture=picture(_file("TO BE USED WITHIN 14 DAYS FROM 2024-02-01")),
        severity=SEVERITY,
    ),
)
