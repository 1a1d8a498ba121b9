"""The caption's place and the original's place exclude each other.

What it finds
    A caption that puts the picture in one place where the record of the confirmed original puts it
    in another.

Why it matters
    A picture from elsewhere is the commonest way to show something that did not happen there.

How it is decided
    The original was matched by pixels or bytes; where no original speaks, the country embedded in
    the published file
    does. Every place in the caption's scene must exclude every place that is stated; one that lies
    within, contains or
    is near another ends the matter. A place from a field (coordinates, a place property) makes an
    error, one read out
    of title or description a warning. A camera's position excludes a place only beyond the horizon.

When it is wrong
    Where the caption names where a thing comes from or is going to, or where the record's
    coordinates are wrong.

What to do
    Print the place where the picture was taken, or choose a picture from the place of the story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provenance.model import (
    Case,
    Confidence,
    Evidence,
    EvidenceKind,
    Finding,
    Metadata,
    NotChecked,
    Original,
    Outcome,
    Passed,
    Place,
    PlaceClaim,
    PlaceKind,
    Reason,
    Severity,
    source_name,
)
from provenance.rules.kit import evidence, places, scenes
from provenance.rules.kit.examples import (
    IRUMA,
    JAPAN,
    KYIV,
    ODESA,
    ODESSA_TEXAS,
    TOO_PLAIN,
    claims,
    example,
    in_file,
    original,
    picture,
    position,
)

RULE = "place-mismatch"
SEVERITY = Severity.ERROR
WEIGHS = (
    EvidenceKind.ARTICLE,
    EvidenceKind.ORIGINAL,
    EvidenceKind.METADATA,
    EvidenceKind.CREDENTIALS,
)
PRECEDENCE = 10


def check(case: Case) -> Iterable[Outcome]:
    """A finding where caption and confirmed original exclude each other's places."""
    claimed = scenes.whereabouts(case.caption_claims)
    if not claimed:
        return
    stated = places.file_country(case)
    if stated is not None and not any(places.record_places(o) for o in case.confirmed):
        yield from _against_file(case, claimed, *stated)
        return
    yield from evidence.unconfirmed(case, RULE)
    silent = True
    for record in case.confirmed:
        spots = places.record_places(record)
        if not spots:
            continue
        silent = False
        weighed = places.weighty(spots)
        verdict = places.compare(claimed, [(p.readings, p.camera) for p in weighed])
        everything = places.compare(claimed, [(p.readings, p.camera) for p in spots])
        if verdict.excludes and everything.excludes:
            yield _finding(case, claimed, record, weighed, verdict)
            return
        if verdict.excludes or (verdict.ambiguous and places.ambiguous(claimed)):
            detail = (
                "the caption's place can be read in several ways, or the source names "
                "several places"
            )
            yield NotChecked(RULE, Reason.PLACE_AMBIGUOUS, detail)
            return
        yield Passed(RULE, (*evidence.caption(case), *(p.evidence for p in weighed[:2])))
        return
    if case.confirmed and silent:
        yield NotChecked(RULE, Reason.NO_PLACE, "the confirmed original's record names no place")


def _against_file(
    case: Case, claimed: tuple[PlaceClaim, ...], country: Place, proof: Evidence
) -> Iterator[Outcome]:
    """The caption against the country embedded in the published file, where no original's
    record speaks."""
    verdict = places.compare(claimed, [((country,), False)])
    if verdict.excludes:
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.MEDIUM,
            f"The caption places this picture in {places.listed(claimed)}; the file's own "
            "metadata place it in "
            f"{country.name}.",
            (*evidence.caption(case), proof),
            f"Ask the supplier where it was taken; if the file is right, say {country.name}.",
            cause="place",
        )
    else:
        yield Passed(RULE, (*evidence.caption(case), proof))


def _finding(
    case: Case,
    claimed: tuple[PlaceClaim, ...],
    record: Original,
    weighed: tuple[places.RecordPlace, ...],
    verdict: places.Verdict,
) -> Finding:
    structured = weighed[0].structured
    source = source_name(record.record)
    where = places.where_taken(record, weighed)
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH if structured else Confidence.MEDIUM,
        f"The caption places this picture in {places.listed(claimed)}; its original at {source} "
        "was taken "
        f"{where}{places.distance(verdict.km)}.",
        (*evidence.caption(case), *(p.evidence for p in weighed[:3])),
        f"Say that the picture was taken {where}, or use a picture from {places.listed(claimed)}.",
        cause="place",
        prose=not structured,
    )


_CAPTION = claims("A Patriot launcher in Kyiv on Tuesday.", places={"Kyiv": KYIV})
EXAMPLES = (
    example(
        "The record's coordinates lie in Japan.",
        caption=_CAPTION,
        originals=[original(places=[position(IRUMA)])],
        severity=Severity.ERROR,
    ),
    example(
        "Only the description names Japan.",
        caption=_CAPTION,
        originals=[
            original(
                said=claims("A launcher at Iruma, Japan", places={"Iruma": IRUMA, "Japan": JAPAN})
            )
        ],
        severity=Severity.WARNING,
    ),
    example(
        "An old picture, said to be one, but under a wrong place.",
        caption=claims(
            "File photo: a launcher in Kyiv.",
            places={"Kyiv": KYIV},
            disclosures={"File photo": "file"},
        ),
        originals=[original(stated={"Iruma": IRUMA})],
        severity=Severity.WARNING,
    ),
    example(
        "The true place is printed.",
        caption=claims("File photo: a launcher in Japan, 2012.", places={"Japan": JAPAN}),
        originals=[original(places=[position(IRUMA, PlaceKind.SHOWN)])],
    ),
    example(
        "The file's own metadata name Japan.",
        caption=_CAPTION,
        picture=picture(Metadata(country_code=in_file("JP", "IPTC:Country-PrimaryLocationCode"))),
        severity=Severity.ERROR,
    ),
    example(
        "The file's own metadata name Ukraine.",
        caption=_CAPTION,
        picture=picture(Metadata(country=in_file("Ukraine", "IPTC:Country-PrimaryLocationName"))),
    ),
    example(
        "The record names no place.",
        caption=_CAPTION,
        originals=[original()],
        reason=Reason.NO_PLACE,
    ),
    example(
        "The caption's Odessa may be either.",
        caption=claims("A street in Odessa.", places={"Odessa": (ODESSA_TEXAS, ODESA)}),
        originals=[original(stated={"Odesa": ODESA})],
        reason=Reason.PLACE_AMBIGUOUS,
    ),
    example(
        "The pixels prove nothing.",
        caption=_CAPTION,
        originals=[original(places=[position(IRUMA)], comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
