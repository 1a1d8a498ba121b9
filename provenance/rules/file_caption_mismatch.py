"""The page's caption and the file's own exclude each other's places.

What it finds
    A caption that puts the picture in one place where the caption that its photographer or agency
    wrote into the file puts it in another.

Why it matters
    The file's caption was written by whoever took or sold the picture. It is the only witness where
    the original is shown to customers alone.

How it is decided
    The published file was read; where it has no caption left, another copy that the page names,
    proved to be the same picture by its pixels. Its place fields, and the words of its caption that
    say where the scene lies, are held against the words of the page's caption that do. Each place
    must exclude every other. Nothing is said where the record of a confirmed original states a
    place: it weighs more.

When it is wrong
    Where the file's caption belongs to another picture of the series, or says where it was sent
    from.

What to do
    Ask the supplier where the picture was taken, and print that.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Claims,
    Confidence,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Metadata,
    MetadataValue,
    NotChecked,
    Outcome,
    Passed,
    Place,
    PlaceClaim,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, places, scenes
from provenance.rules.kit.examples import (
    IRUMA,
    KYIV,
    ODESA,
    ODESSA_TEXAS,
    UKRAINE,
    claims,
    example,
    in_file,
    original,
    picture,
)

RULE = "file-caption-mismatch"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA)
PRECEDENCE = 16
_LONGEST = 160
"""Characters of the file's caption that the message repeats; the evidence has it whole."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the page's caption and the file's exclude each other's places."""
    claimed, said = scenes.whereabouts(case.caption_claims), _file_places(case)
    if not claimed or not said or any(places.record_places(o) for o in case.confirmed):
        return
    verdict = places.excluded(claimed, scenes.names(case.caption_claims), _readings(said))
    named = _readings(scenes.names(case.file_claims))
    proof = (*evidence.caption(case), _proof(case))
    if not verdict.excludes and not verdict.ambiguous:
        yield Passed(RULE, proof)
    elif verdict.excludes and places.compare(claimed, named).excludes:
        if places.namesakes(case, claimed, said):
            yield NotChecked(RULE, Reason.PLACE_AMBIGUOUS, places.NAMESAKES)
            return
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.MEDIUM,
            _message(case, claimed, said[0]),
            proof,
            say(
                "Ask the supplier where it was taken; if the file is right, say {place}.",
                place=_named(said[0]),
            ),
            cause="place",
        )


def _message(case: Case, claimed: Iterable[PlaceClaim], said: PlaceClaim) -> str:
    """Quotes the file's caption where that names a place, else tells its fields."""
    place, quoted = places.listed(claimed), places.quoted(claimed)
    if _caption(case) is None:
        return say(
            "The caption places this picture in {place}{quoted}; the file's own "
            "metadata place it in {other}.",
            place=place,
            quoted=quoted,
            other=_named(said),
        )
    return say(
        "The caption places this picture in {place}{quoted}; the file's own caption says: {words}",
        place=place,
        quoted=quoted,
        words=evidence.shorten(_proof(case).value, _LONGEST),
    )


def _caption(case: Case) -> MetadataValue | None:
    """The file's caption, where it names a place."""
    data = case.metadata
    is_placed = any(c.end > c.start for c in scenes.names(case.file_claims))
    return data.description if is_placed or not places.file_fields(case) else None


def _file_places(case: Case) -> tuple[PlaceClaim, ...]:
    """The places in the file's fields, else those of its caption's scene."""
    return places.file_fields(case) or scenes.whereabouts(case.file_claims)


def _readings(stated: Iterable[PlaceClaim]) -> list[tuple[tuple[Place, ...], bool]]:
    return [(claim.places, False) for claim in stated]


def _named(claim: PlaceClaim) -> str:
    return places.named(claim.place, claim.text)


def _proof(case: Case) -> Evidence:
    """The file's caption, else its places, and the copy that they were read from."""
    data = case.metadata
    url = (case.picture.metadata_url or case.picture.url) if case.picture else None
    whole = _caption(case)
    if whole is not None:
        return Evidence("caption in the file", whole.value, Locator(whole.tag, url=url))
    tag = next((v.tag for v in (data.sublocation, data.city, data.country) if v), "file")
    words = ", ".join(claim.text for claim in _file_places(case))
    return Evidence("place in the file", words, Locator(tag, url=url))


_CAPTION = claims("A launcher in Kyiv on Tuesday.", places={"Kyiv": KYIV})
_SAID = claims("A launcher on show in Iruma, Japan.", places={"Iruma": IRUMA})
_FILE = picture(Metadata(description=in_file(_SAID.text, "IPTC:Caption-Abstract")))
EXAMPLES = (
    example(
        "The photographer's caption says Japan.",
        caption=_CAPTION,
        picture=_FILE,
        file_said=_SAID,
        severity=Severity.WARNING,
    ),
    example(
        "The photographer's caption says Kyiv too.",
        caption=_CAPTION,
        picture=picture(Metadata(description=in_file("Kyiv by night."))),
        file_said=claims("A launcher near Kyiv.", places={"Kyiv": KYIV}),
    ),
    example(
        "The file's town bears the caption's name, in another country.",
        caption=claims("A street in Odessa.", places={"Odessa": ODESA}),
        picture=picture(Metadata(city=in_file("Odessa", "IPTC:City"))),
        file_said=Claims("", places=(PlaceClaim("Odessa, USA", 0, 0, (ODESSA_TEXAS,)),)),
        reason=Reason.PLACE_AMBIGUOUS,
    ),
    example(
        "The file's country holds the caption's town.",
        caption=_CAPTION,
        picture=picture(Metadata(description=in_file("A launcher in Ukraine."))),
        file_said=claims("A launcher in Ukraine.", places={"Ukraine": UKRAINE}),
    ),
    example(
        "The file's caption only names who is shown.",
        caption=_CAPTION,
        picture=_FILE,
        file_said=claims("The mayor of Iruma.", mentions={"Iruma": IRUMA}),
    ),
    example(
        "The original's record states a place.",
        caption=_CAPTION,
        picture=_FILE,
        file_said=_SAID,
        originals=[original(stated={"Kyiv": KYIV})],
    ),
)
