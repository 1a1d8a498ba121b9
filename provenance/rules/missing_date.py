"""The caption does not say when the picture was taken.

What it finds
    A captioned picture without any date, in the profile `audit`.

Why it matters
    A reader takes an undated picture for one of the day.

How it is decided
    No date, weekday, month, year or season stands in the caption, and it does not say that the
    picture is undated or only illustrates. Stills of videos and pictures that only the page's data
    name are left out.

When it is wrong
    Where the desk does not print dates under portraits, buildings or drawings: on 849 pictures of
    292 real pages it spoke 366 times, on about 90 of them over a product, a portrait or a drawing
    where no reader misses a date. It is a rule of house style: only `audit` runs it, or `select`.

What to do
    Print when it was taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    NotChecked,
    Outcome,
    Passed,
    Reason,
    Role,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import disclosure, evidence
from provenance.rules.kit.examples import TUESDAY, claims, example

RULE = "missing-date"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.ARTICLE,)
AUDIT_ONLY = True
_MOST = 2_000
"""Characters of a caption that are read."""
_ELSEWHERE = (Role.DECLARED, Role.POSTER)


def check(case: Case) -> Iterable[Outcome]:
    """A note where a caption has no date."""
    said = case.caption_claims
    if case.image.caption is None or case.image.role in _ELSEWHERE or disclosure.not_of_now(case):
        return
    if said.language is None:
        detail = say("the caption is in a language that is not read")
        yield NotChecked(RULE, Reason.LANGUAGE_UNSUPPORTED, detail)
    elif said.dates or _tells_a_time(said.text):
        yield Passed(RULE, evidence.caption(case))
    else:
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.HIGH,
            say("The caption does not say when the picture was taken."),
            evidence.caption(case),
            say("Print when it was taken."),
            cause="undated",
            compared=False,
        )


def _tells_a_time(text: str) -> bool:
    """True for a caption with a month, a weekday, a season or a year."""
    return _times().search(text[:_MOST]) is not None


@cache
def _times() -> re.Pattern[str]:
    words = "|".join(evidence.words("calendar")["words"])
    return re.compile(rf"(?<!\w)(?:{words})|(?<!\d)(?:18|19|20)\d\d(?!\d)", re.I)


EXAMPLES = (
    example("A month without its year.", caption="A launcher in September."),
    example("No date.", caption="A launcher.", severity=SEVERITY),
    example(
        "A weekday.",
        caption=claims("A launcher on Tuesday.", dates={"Tuesday": TUESDAY}, relative=["Tuesday"]),
    ),
    example(
        "A symbolic picture.",
        caption=claims(
            "Symbolic picture: a launcher.", disclosures={"Symbolic picture": "illustration"}
        ),
    ),
    example("No caption.", credit="Kenji Arai"),
)
