"""A picture that nobody is credited for: on the page, in its data, in the file.

What it finds
    A picture for which neither the page, nor its structured data, nor the metadata embedded in the
    file names an
    author, an agency or a copyright holder.

Why it matters
    An author has the right to be named, and a reader cannot judge a picture that comes from
    nowhere.

How it is decided
    All three places were read and are empty. Where the file could not be read, page and data alone
    decide, and the finding says so: whoever the file names, the page names nobody. Where only the
    file names somebody, `credit-dropped` tells whom. Left
    alone are pictures that only lead to another site, as a shop's offer does, the still that a
    video shows until it
    plays (who filmed it is told with the video), and those whose caption says that a machine made
    them. A caption that
    ends in names in brackets may end in its credit: that is not checked. Nor is a picture without
    any text of which the page hardly tells that it is the story's.

When it is wrong
    Where a notice elsewhere on the page credits its pictures in other words than "Photos: …" and
    "Featured image: …", or the credit is drawn into the picture. On 590 pictures of 140 pages that
    nobody had looked at, shops' and companies' among them, it spoke on 402; of 30 read, each of
    another page, 2 were wrong (an author's portrait, a site's banner): about 45 in 1,000 pictures.

What to do
    Print the author and the source, or take the picture out.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance import lazy_re as re
from provenance.model import (
    Case,
    Confidence,
    DisclosureKind,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Metadata,
    NotChecked,
    Outcome,
    Passed,
    Reading,
    Reason,
    Role,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.embedded import embedded_credits
from provenance.rules.kit.examples import claims, example, in_file, picture
from provenance.rules.kit.licenses import named_line

RULE = "missing-credit"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA)
PRECEDENCE = 73
_IN_CAPTION = re.compile(
    r"©|\(c\)|\b(?:photos?|foto|fotos|pictures?|images?|credit|fotografía|фото|джерело|quelle)\s*(?:by\b|von\b|de\b|:)"
    r"|本社(?:ヘリ|機)",
    re.I,
)


_BRACKET = re.compile(r"(?:[(（\[]([^()（）\[\]]{4,60})[)）\]]\s?\.?|\s\|\s([^|]{4,60}))$")


def _may_name(text: str) -> bool:
    """True for two to six words in capitals.

    That is a person or a house, or a place that the caption adds.
    """
    words = text.split()
    return (
        2 <= len(words) <= 6
        and words[0][:1].isupper()
        and sum(w[:1].isupper() for w in words) >= len(words) - 1
    )


def check(case: Case) -> Iterable[Outcome]:
    """A finding where nobody is credited anywhere."""
    image = case.image
    if image.role is Role.DECLARED or evidence.is_offer(case):
        return
    if image.credit or image.structured_credit:
        yield Passed(RULE, evidence.credit(case))
        return
    if image.role is Role.POSTER or _is_named_otherwise(case):
        return
    if evidence.is_doubtful(case):
        yield NotChecked(RULE, Reason.NO_CREDIT, evidence.DOUBT)
        return
    if ending := _ending(case):
        detail = say("“{ending}” at the caption's end may be the credit", ending=ending)
        yield NotChecked(RULE, Reason.CREDIT_AMBIGUOUS, detail)
        return
    yield _finding(case)


def _is_named_otherwise(case: Case) -> bool:
    """True where the caption's own words or the file itself say who made the picture."""
    caption = case.image.caption
    said = (d.kind is DisclosureKind.AI_GENERATED for d in case.caption_claims.disclosures)
    in_words = caption is not None and _IN_CAPTION.search(caption.text) is not None
    return in_words or any(said) or bool(embedded_credits(case))


def _ending(case: Case) -> str:
    """What ends the caption as a credit may; empty where nothing does."""
    found = _BRACKET.search(case.image.caption.text) if case.image.caption else None
    return found[0].strip() if found and _may_name(found[1] or found[2]) else ""


def _finding(case: Case) -> Finding:
    image = case.image
    text, html = named_line(case) or (None, None)
    shown = image.content_url or image.title or image.alt or "a picture"
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH if case.picture else Confidence.MEDIUM,
        say(
            "The picture has no credit: neither the page nor its structured data nor the "
            "file itself names an author or a source."
        )
        if case.picture
        else say(
            "The picture has no credit: neither the page nor its structured data names an "
            "author or a source; the file was not read."
        ),
        (Evidence("picture", shown, image.where), *evidence.caption(case)),
        say("Print: {line}.", line=text)
        if text
        else say("Find out who made the picture and print the name and the source."),
        html,
        cause="credit",
        compared=False,
    )


EXAMPLES = (
    example(
        "A captioned picture that nobody is named for.",
        caption="A launcher.",
        severity=Severity.ERROR,
    ),
    example("A credited picture.", caption="A launcher.", credit="Kenji Arai"),
    example("A shop's offer.", caption="A ball for cats.", link="https://shop.example/ball"),
    example(
        "A video's still is part of the video.", caption="The launch – video", role=Role.POSTER
    ),
    example(
        "The caption names the machine that made it.",
        caption=claims(
            "A kitchen of 1950 (Midjourney)", disclosures={"Midjourney": "ai-generated"}
        ),
    ),
    example(
        "The structured data credits it.",
        structured_credit=Reading("Kenji Arai", Locator("$.image.creditText")),
    ),
    example(
        "A bracket at the caption's end may be the credit, or a place.",
        caption="The harbour wall in March (Port Authority)",
        reason=Reason.CREDIT_AMBIGUOUS,
    ),
    example(
        "Little tells that the picture is the story's: a thing in a box, a writer's face.",
        doubtful=True,
        reason=Reason.NO_CREDIT,
    ),
    example("The caption holds the credit.", caption="A launcher. © Kenji Arai"),
    example(
        "Only the file names its author: another rule tells.",
        picture=picture(Metadata(creators=(in_file("Kenji Arai", "IPTC:By-line"),))),
    ),
)
