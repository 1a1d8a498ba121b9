"""The caption's place and the original's place exclude each other.

What it finds
    A caption that puts the picture in one place where the record of the confirmed original puts it
    in another.

Why it matters
    A picture from elsewhere is the commonest way to show something that did not happen there.

How it is decided
    The original was matched by pixels or bytes; where no original speaks, the country embedded in
    the published file does. A place counts as the caption's only where its words say that the
    scene lies there: "in", "near", a dateline, a place at the end before the date, "the streets
    of". Where somebody is from, a club, a ship or what a rally is for can acquit, never accuse.
    Every place of the caption must exclude every place that is stated; one that lies within,
    contains or is near another ends the matter. So does one that bears the caption's name
    elsewhere, unless caption or story say which is meant. A place from a field (coordinates, a
    place property) makes an error, one read out of title or description a warning. A caption that
    only names places, all of them elsewhere, makes a note. A camera's position excludes a place
    only beyond the horizon.

When it is wrong
    Where the record's coordinates are wrong, or the caption says where something else is that it
    tells of.

What to do
    Print the place where the picture was taken, or choose a picture from the place of the story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.model import (
    Case,
    Claims,
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
from provenance.model.sentences import say
from provenance.rules.kit import evidence, places, scenes
from provenance.rules.kit.examples import (
    IRUMA,
    JAPAN,
    KYIV,
    ODESA,
    ODESSA_TEXAS,
    TOO_PLAIN,
    UKRAINE,
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
    claims = case.caption_claims
    if claimed := scenes.whereabouts(claims):
        yield from _against_scene(case, claimed)
    elif claims.places or claims.owners:
        yield from _against_mentions(case)
    else:
        yield from _unread(case)


def _stated(case: Case) -> tuple[Original, tuple[places.RecordPlace, ...]] | None:
    """The first confirmed original whose record states a place."""
    found = ((o, places.record_places(o)) for o in case.confirmed)
    return next(((original, spots) for original, spots in found if spots), None)


def _against_scene(case: Case, claimed: tuple[PlaceClaim, ...]) -> Iterator[Outcome]:
    stated = _stated(case)
    in_file = places.file_country(case)
    if in_file is not None and stated is None:
        yield from _against_file(case, claimed, *in_file)
        return
    yield from evidence.require_confirmed(case, RULE)
    if stated is None:
        if case.confirmed:
            yield NotChecked(RULE, Reason.NO_PLACE, _NO_PLACE)
        return
    record, spots = stated
    weighed, named = places.weighty(spots), scenes.names(case.caption_claims)
    verdict = places.excluded(claimed, named, [(p.readings, p.camera) for p in weighed])
    everything = places.compare(claimed, [(p.readings, p.camera) for p in spots])
    if verdict.excludes and everything.excludes:
        if places.namesakes(case, claimed, spots):
            yield NotChecked(RULE, Reason.PLACE_AMBIGUOUS, places.NAMESAKES)
        else:
            yield _finding(case, claimed, record, weighed, verdict)
    elif verdict.excludes or (verdict.ambiguous and _is_unclear(claimed, verdict, weighed)):
        yield NotChecked(RULE, Reason.PLACE_AMBIGUOUS, _UNCLEAR)
    else:
        yield _passed(case, weighed)


_NO_PLACE = say("the confirmed original's record names no place")
_UNCLEAR = say(
    "the caption's place can be read in several ways, or the caption or the "
    "source names several places"
)


def _is_unclear(
    claimed: tuple[PlaceClaim, ...], verdict: places.Verdict, weighed: Sequence[places.RecordPlace]
) -> bool:
    """True where a place of several readings, or one that is only named, decides."""
    alone = places.compare(claimed, [(p.readings, p.camera) for p in weighed])
    return alone.excludes or places.ambiguous(claimed)


def _passed(case: Case, weighed: Sequence[places.RecordPlace]) -> Passed:
    return Passed(RULE, (*evidence.caption(case), *(p.evidence for p in weighed[:2])))


def _against_mentions(case: Case) -> Iterator[Outcome]:
    """A caption that says of no place that its scene lies there makes a note at most."""
    claims = case.caption_claims
    yield from evidence.require_confirmed(case, RULE) if scenes.scene_places(claims) else ()
    stated = _stated(case)
    if stated is None:
        return
    record, spots = stated
    weighed = places.weighty(spots)
    named = scenes.scene_places(claims) or scenes.names(claims) or claims.owners
    everything = (*scenes.names(claims), *claims.owners)
    verdict = places.compare(everything, [(p.readings, p.camera) for p in spots])
    if verdict.excludes:
        yield _note(case, named, record, weighed, verdict)
    elif scenes.names(claims):
        yield _passed(case, weighed)


def _unread(case: Case) -> Iterator[Outcome]:
    """A caption without a place that was understood, beside a record that states one."""
    claims = case.caption_claims
    if _stated(case) is None or not claims.text:
        return
    if claims.language is None:
        detail = say("the caption is in a language that is not read")
        yield NotChecked(RULE, Reason.LANGUAGE_UNSUPPORTED, detail)
    elif claims.unknown_places:
        detail = say(
            "the caption says “{place}”, a place that is not known", place=claims.unknown_places[0]
        )
        yield NotChecked(RULE, Reason.NO_PLACE, detail)


def _against_file(
    case: Case, claimed: tuple[PlaceClaim, ...], country: Place, proof: Evidence
) -> Iterator[Outcome]:
    """What the country embedded in the published file says of the caption."""
    verdict = places.excluded(claimed, scenes.names(case.caption_claims), [((country,), False)])
    if verdict.ambiguous and not places.ambiguous(claimed):
        yield NotChecked(RULE, Reason.PLACE_AMBIGUOUS, _UNCLEAR)
    elif verdict.excludes and places.namesakes(case, claimed, places.file_fields(case)):
        yield NotChecked(RULE, Reason.PLACE_AMBIGUOUS, places.NAMESAKES)
    elif verdict.excludes:
        there = places.stated_in_file(case, country)
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.MEDIUM,
            say(
                "The caption places this picture in {place}{quoted}; the file's own "
                "metadata place it in {other}.",
                place=places.listed(claimed),
                quoted=places.quoted(claimed),
                other=there,
            ),
            (*evidence.caption(case), proof),
            say(
                "Ask the supplier where it was taken; if the file is right, say {place}.",
                place=there,
            ),
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
        say(
            "The caption places this picture in {place}{quoted}; its original at "
            "{source} was taken {where}{distance}.",
            place=places.listed(claimed),
            quoted=places.quoted(claimed),
            source=source,
            where=where,
            distance=places.distance(verdict.km),
        ),
        (*evidence.caption(case), *(p.evidence for p in weighed[:3])),
        say(
            "Say that the picture was taken {where}, or use a picture from {place}.",
            where=where,
            place=places.listed(claimed),
        ),
        cause="place",
        prose=not structured,
    )


def _note(
    case: Case,
    named: tuple[PlaceClaim, ...],
    record: Original,
    weighed: tuple[places.RecordPlace, ...],
    verdict: places.Verdict,
) -> Finding:
    where = places.where_taken(record, weighed)
    source = source_name(record.record)
    bare = any(not c.sign.is_aside for c in named)
    return Finding(
        RULE,
        Severity.INFO,
        Confidence.MEDIUM if bare else Confidence.LOW,
        say(
            "The caption names {place} without saying that the picture was taken "
            "there; its original at {source} was taken {where}{distance}.",
            place=places.listed(named),
            source=source,
            where=where,
            distance=places.distance(verdict.km),
        ),
        (*evidence.caption(case), *(p.evidence for p in weighed[:3])),
        say("Say that the picture was taken {where}.", where=where),
        cause="place",
        prose=not weighed[0].structured,
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
        "The file's town bears the caption's name, in another country.",
        caption=claims("A street in Odessa.", places={"Odessa": ODESA}),
        picture=picture(Metadata(country_code=in_file("US", "IPTC:Country-PrimaryLocationCode"))),
        file_said=Claims("", places=(PlaceClaim("Odessa, USA", 0, 0, (ODESSA_TEXAS,)),)),
        reason=Reason.PLACE_AMBIGUOUS,
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
        "The record writes its place as the caption does, and means another.",
        caption=claims("A street in Odessa.", places={"Odessa": ODESA}),
        originals=[original(stated={"Odessa": ODESSA_TEXAS})],
        reason=Reason.PLACE_AMBIGUOUS,
    ),
    example(
        "The record writes its place as the caption does, and the caption says which it means.",
        caption=claims(
            "A street in Odessa, Ukraine.", places={"Odessa": ODESA, "Ukraine": UKRAINE}
        ),
        originals=[original(stated={"Odessa": ODESSA_TEXAS})],
        severity=Severity.ERROR,
    ),
    example(
        "The caption says where somebody is from.",
        caption=claims("Jo Ray of Ukraine waves.", mentions={"Ukraine": UKRAINE}),
        originals=[original(stated={"Iruma": IRUMA})],
        severity=Severity.INFO,
    ),
    example(
        "The caption says where, and names the true place beside.",
        caption=claims(
            "A launcher from Japan in Kyiv.", places={"Kyiv": KYIV}, mentions={"Japan": JAPAN}
        ),
        originals=[original(stated={"Iruma": IRUMA})],
        reason=Reason.PLACE_AMBIGUOUS,
    ),
    example(
        "The pixels prove nothing.",
        caption=_CAPTION,
        originals=[original(places=[position(IRUMA)], comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
