"""Author, place or date in the Content Credentials contradict caption or credit.

What it finds
    Signed statements about the picture that exclude what the page says.

Why it matters
    They were signed when the picture was made or handed on; a caption was written later.

How it is decided
    Hash and signature hold. The credited author is none of the signed creators; or every date of
    the caption's scene
    excludes the signed creation date; or every place in the scene excludes the signed position.
    The time of signing is
    never taken for the time of capture. A signer that is on no trust list makes it a warning.

When it is wrong
    Where the credentials name the owner of a camera that somebody else used, or its clock was
    wrong.

What to do
    Ask the supplier, and correct caption or credit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from provenance.model import (
    Case,
    Confidence,
    Credentials,
    CredentialsState,
    Credit,
    DateRelation,
    DateSpan,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Outcome,
    Passed,
    Place,
    Position,
    Severity,
)
from provenance.model.sentences import listing, say
from provenance.rules.kit import dates, evidence, places, scenes
from provenance.rules.kit.credits import agencies_in, authors, partners
from provenance.rules.kit.examples import KYIV, TUESDAY, claims, example, picture
from provenance.rules.kit.names import any_same

RULE = "credentials-contradict"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.CREDENTIALS, EvidenceKind.ARTICLE)
_HOLDS = (CredentialsState.VALID, CredentialsState.UNTRUSTED)


def check(case: Case) -> Iterable[Outcome]:
    """Findings for author, date and place, each with the cause that others use."""
    signed = case.picture.credentials if case.picture else None
    if case.picture is None or signed is None or signed.state not in _HOLDS:
        return
    trusted = signed.state is CredentialsState.VALID
    said = False
    for cause, message, value in (
        *_author(case, signed),
        *_date(case, signed),
        *_place(case, signed),
    ):
        if message is None:
            said = True
            continue
        proof = Evidence(
            f"{cause} in the Content Credentials", value, Locator("C2PA", url=case.picture.url)
        )
        yield Finding(
            RULE,
            SEVERITY.lowered(int(not trusted)),
            Confidence.HIGH if trusted else Confidence.MEDIUM,
            message,
            (*evidence.caption(case), *evidence.credit(case), proof),
            say("Ask the supplier, and correct the caption or the credit."),
            cause=cause,
        )
        return
    if said:
        yield Passed(RULE, (Evidence("Content Credentials", signed.state.value, Locator("C2PA")),))


_Contradiction = tuple[str, str | None, str]
"""Cause, message (None where the two agree), the signed value."""


def _author(case: Case, signed: Credentials) -> Iterator[_Contradiction]:
    credited = authors(case.credit) if case.credit else ()
    if not credited or not signed.creators:
        return
    names = ", ".join(signed.creators)
    if any_same(credited, signed.creators) or partners(
        agencies_in(case.credit.raw if case.credit else ""), agencies_in(names)
    ):
        yield "author", None, names
    else:
        yield (
            "author",
            say(
                "The credit names {credited}; the signed creator of the file is {names}.",
                credited=listing(credited),
                names=names,
            ),
            names,
        )


def _date(case: Case, signed: Credentials) -> Iterator[_Contradiction]:
    claimed = dates.scene_dates(case)
    if not claimed or signed.date_created is None:
        return
    day = signed.date_created.date()
    relations = [dates.relation(c, DateSpan(day, day)) for c in claimed]
    shown = dates.shown(DateSpan(day, day))
    if all(r is DateRelation.AFTER for r in relations):
        yield (
            "date",
            say(
                "The caption dates the picture to {date}; the file is signed as made on {day}.",
                date=dates.claimed(claimed[0]),
                day=shown,
            ),
            shown,
        )
    elif any(r not in (DateRelation.BEFORE, DateRelation.UNKNOWN) for r in relations):
        yield "date", None, shown


def _place(case: Case, signed: Credentials) -> Iterator[_Contradiction]:
    claimed = scenes.scene_places(case.caption_claims)
    spot = signed.position
    if not claimed or spot is None:
        return
    place = Place("position", "position", latitude=spot.latitude, longitude=spot.longitude)
    verdict = places.compare(claimed, [((place,), True)])
    shown = f"{spot.latitude:.4f}, {spot.longitude:.4f}"
    if verdict.excludes:
        apart = places.distance(verdict.km)
        yield (
            "place",
            say(
                "The caption places the picture in {place}; the file is signed at {position}"
                "{distance}.",
                place=places.listed(claimed),
                position=shown,
                distance=apart,
            ),
            shown,
        )
    elif not verdict.ambiguous:
        yield "place", None, shown


def _signed(**said: object) -> Credentials:
    return Credentials(CredentialsState.VALID, **said)  # type: ignore[arg-type]


_KYIV = claims(
    "A launcher in Kyiv on 12 March 2024.", places={"Kyiv": KYIV}, dates={"12 March 2024": TUESDAY}
)
_ARAI = _signed(creators=("Kenji Arai",))
EXAMPLES = (
    example(
        "Another author is signed.",
        credit=Credit("Jo Ray", ("Jo Ray",)),
        picture=picture(credentials=_ARAI),
        severity=SEVERITY,
    ),
    example(
        "An earlier date is signed.",
        caption=_KYIV,
        picture=picture(credentials=_signed(date_created=datetime(2012, 11, 3))),
        severity=Severity.ERROR,
    ),
    example(
        "Another place is signed.",
        caption=_KYIV,
        picture=picture(credentials=_signed(position=Position(35.84, 139.41))),
        severity=Severity.ERROR,
    ),
    example(
        "They agree.",
        credit=Credit("Kenji Arai", ("Kenji Arai",)),
        picture=picture(credentials=_ARAI),
    ),
    example("Nothing is signed.", caption=_KYIV, picture=picture()),
)
