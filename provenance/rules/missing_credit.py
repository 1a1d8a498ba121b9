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
    file names somebody, `credit-dropped` tells whom.

    Nobody is accused in doubt: it is not checked where a text of the page may be the credit and was
    not read so. Such are a caption or an alternative text that names a source, a line near the
    picture that looks like a credit, a line anywhere that credits pictures and is printed with
    none, "Photos: …" with another picture, a script's field, a wiki's page of the file. The report
    shows the text and where it stands.

    Left alone are pictures that no story credits (a logo, a face, an advert, an offer with its
    price, a card that leads to another story, a drawing, a banner, a screenshot), all of a page
    that calls itself a site or goods, has a seller's button ("Book a demo", "Add to cart") and
    neither a date nor a writer, what nobody captioned and is hidden until a script shows it, those
    that only lead to another site, the still that a video shows until it plays (who filmed it is
    told with the video), and those whose caption says that a machine made them.

    Not checked, with the reason, is what may be no photograph: a caption that counts it among the
    figures ("Figure 2"), begins with a chart or a screenshot or is a price; a caption that may be a
    work's label ("Iris Vale, Harbour at Dusk, oil on canvas"). All else is weighed, signs for a
    photograph against signs against one. For it tell a file's name that is a photograph's
    ("IMG_2031.png", a stock library's, an agency's), a printed caption that is not the
    headline once more, a page of two pictures at most, the place of the lead; against it a PNG file
    (so is "steps.png.webp", unless it is the lead), words of a screen ("login page") and, on a web
    page, words of a program or a drawing, its own or the headline's ("Eight VPNs compared"). Where
    as much tells for it as against it, it is asked for unless most pictures of the page are none.

    Where the file was read, its pixels are weighed too. Even areas that meet at sharp edges are
    those of a screenshot, a chart or a drawing; fine steps all over, and no even ground, those of a
    photograph, of which a name in PNG then tells nothing. Of many pictures neither is true.

    On a web page that credits none of its pictures, or one in five of six and more, it is told
    once, with the first of them that the page itself leaves without a word; where that one's file
    names somebody, only the others are counted. An item of a content system is told picture by
    picture.

When it is wrong
    Where the credit is drawn into the picture, or stands in words that are not known, with book
    covers, drawn headers, a shop's own goods, cards of other stories that the page sets into its
    text, and with screenshots and charts that nothing calls so. Read by eye, by the pages' words
    alone: on 58 pages of which the signs above knew nothing, companies' for the most part, with 255
    pictures, it spoke 29 times and was wrong 11 times (35 and 17 before they were weighed; no right
    one was lost). On the pages by which the signs were chosen, 1,009 pictures of 208 pages, it
    spoke 107 times and was wrong 10 times (132 and 24 before; 11 right ones are no longer told:
    stock photographs on pages about programs, photographs in PNG files). None of their files was at
    hand. The pixels' part is measured apart: none of 307 photographs is called a drawing; 42 in 100
    of other people's charts, page shots and clip art are, 73 in 100 of a manual's dialogs, fewer
    the smaller they are shown.

What to do
    Print the author and the source, or take the picture out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from provenance import lazy_re as re
from provenance.claims.disclosures import read_disclosures
from provenance.model import (
    Case,
    Confidence,
    DisclosureKind,
    EvidenceKind,
    Finding,
    Locator,
    Metadata,
    NotChecked,
    Outcome,
    Passed,
    PublishedImage,
    Reading,
    Reason,
    Role,
    Severity,
    Surface,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.embedded import embedded_credits
from provenance.rules.kit.examples import claims, example, in_file, picture
from provenance.rules.kit.lacking import Lack, doubt, shown, told_together, told_with
from provenance.rules.kit.licenses import named_line
from provenance.rules.kit.no_photograph import names_materials, why_no_photograph

RULE = "missing-credit"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.PICTURE, EvidenceKind.METADATA)
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


LACK = Lack(
    RULE,
    lacks=Reason.NO_CREDIT,
    unsure=Reason.CREDIT_AMBIGUOUS,
    has=lambda image: bool(image.credit or image.structured_credit),
    maybe=lambda image: image.maybe_credit,
    excused=lambda article, image: (
        _says_itself(image) or bool(_naming(image)) or bool(why_no_photograph(article, image))
    ),
)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where nobody is credited anywhere."""
    image = case.image
    if image.role is Role.DECLARED or evidence.is_offer(case):
        return
    if LACK.has(image):
        yield Passed(RULE, evidence.credit(case))
        return
    if image.role is Role.POSTER:
        return
    if _is_named_otherwise(case):
        yield from _of_others(case)
    elif doubted := doubt(case, LACK):
        yield doubted
    elif drawn := why_no_photograph(case.article, image, case.surface):
        yield NotChecked(RULE, Reason.NO_CREDIT, drawn)
        if not why_no_photograph(case.article, image):  # its pixels alone tell against it
            yield from _of_others(case)
    elif naming := _naming(image):
        yield NotChecked(RULE, Reason.CREDIT_AMBIGUOUS, naming)
    else:
        yield _lack(case)


def _of_others(case: Case) -> Iterable[Outcome]:
    """The finding of those told with it, whatever its own file and pixels say."""
    together = told_together(case, LACK)
    if together and together[0].index == case.image.index:
        yield _finding(case, together[1:], others=True)


def _lack(case: Case) -> Outcome:
    """The finding, of this picture or of those it is told with; or where it is told."""
    together = told_together(case, LACK)
    if together and together[0].index == case.image.index:
        return _finding(case, together)
    if together and not named_line(case):
        return told_with(LACK, together[0])
    return _finding(case)


def _is_named_otherwise(case: Case) -> bool:
    """True where the caption's own words or the file itself say who made the picture."""
    claimed = any(d.kind is DisclosureKind.AI_GENERATED for d in case.caption_claims.disclosures)
    return claimed or _says_itself(case.image) or bool(embedded_credits(case))


def _says_itself(image: PublishedImage) -> bool:
    """True where the caption's own words say who, or that a machine, made it."""
    return image.caption is not None and _names_its_maker(image.caption.text)


@lru_cache(maxsize=512)
def _names_its_maker(text: str) -> bool:
    """Kept: on a page without credits each picture asks after those before it."""
    if _IN_CAPTION.search(text):
        return True
    return any(d.kind is DisclosureKind.AI_GENERATED for d in read_disclosures(text))


def _naming(image: PublishedImage) -> str:
    """Why the caption may name who made what it shows; empty where nothing tells so."""
    text = image.caption.text if image.caption else ""
    ending = _BRACKET.search(text)
    if ending and _may_name(ending[1] or ending[2]):
        said = ending[0].strip()
        return say("“{ending}” at the caption's end may be the credit", ending=said)
    if names_materials(text):
        return say(
            "the caption may be a work's label, which names who made it: “{text}”", text=text
        )
    return ""


def _finding(
    case: Case, together: Sequence[PublishedImage] = (), *, others: bool = False
) -> Finding:
    """What is told of this picture, or of several together.

    `others`: of several, and this is none of them.
    """
    text, html = (None if others else named_line(case)) or (None, None)
    sure = case.picture is not None and not together
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH if sure else Confidence.MEDIUM,
        _message(case, len(together), others=others),
        (
            *shown(case.image, together),
            *(() if others else evidence.caption(case)),
        ),
        say("Print: {line}.", line=text)
        if text
        else say("Find out who made each picture and print the names and the sources.")
        if together
        else say("Find out who made the picture and print the name and the source."),
        html,
        cause="page-credits" if together else "credit",
        compared=False,
    )


def _message(case: Case, count: int, *, others: bool) -> str:
    if others and count == 1:
        return say(
            "Another picture on this page has no credit: neither the page nor its "
            "structured data names an author or a source for it."
        )
    if others:
        return say(
            "{count} other pictures on this page have no credit: neither the page nor its "
            "structured data names an author or a source for them.",
            count=count,
        )
    if count:
        return say(
            "{count} pictures on this page have no credit: neither the page nor its "
            "structured data names an author or a source for them.",
            count=count,
        )
    if case.picture:
        return say(
            "The picture has no credit: neither the page nor its structured data nor the "
            "file itself names an author or a source."
        )
    return say(
        "The picture has no credit: neither the page nor its structured data names an "
        "author or a source; the file was not read."
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
        "Little tells that the picture is the story's: it stands between two others.",
        doubtful=True,
        reason=Reason.NO_CREDIT,
    ),
    example(
        "A picture that no story credits: a logo, a writer's face, a chart.",
        no_story=True,
        reason=Reason.NO_CREDIT,
    ),
    example(
        "A line elsewhere on the page may be its credit.",
        maybe_credit=Reading("Pictures: Kenji Arai", Locator("footer", 90)),
        reason=Reason.CREDIT_AMBIGUOUS,
    ),
    example(
        "A figure of the text, which its writer drew.",
        caption="Figure 2. How the lamp turns.",
        reason=Reason.NO_CREDIT,
    ),
    example(
        "On a page about a program what nobody captioned may be its screen.",
        article="Eight apps for cooks compared",
        beside=("two.jpg", "three.jpg"),
        reason=Reason.NO_CREDIT,
    ),
    example(
        "A screenshot, by its pixels: even areas that meet at sharp edges.",
        surface=Surface(hardness=0.19, plain=0.6),
        reason=Reason.NO_CREDIT,
    ),
    example(
        "A work's label names the artist.",
        caption="Iris Vale, Harbour at Dusk, oil on canvas",
        reason=Reason.CREDIT_AMBIGUOUS,
    ),
    example(
        "None of a blog's pictures has a credit: told once.",
        beside=("two.jpg", "three.jpg"),
        severity=Severity.ERROR,
    ),
    example("The caption holds the credit.", caption="A launcher. © Kenji Arai"),
    example(
        "Only the file names its author: another rule tells.",
        picture=picture(Metadata(creators=(in_file("Kenji Arai", "IPTC:By-line"),))),
    ),
)
