"""An editorial picture that has no caption.

What it finds
    A picture in the article's body, gallery or lead under which nothing is printed.

Why it matters
    Without a caption a reader takes the picture for what the text beside it says. Nothing can be
    checked that nobody
    claims.

How it is decided
    No caption was read beside the picture, nor in the page's structured data. A picture that is
    named only in structured data (the preview for social networks) needs none, nor does an
    uncredited one that only leads to another site, as a shop's offer does, nor the still that a
    video shows until it plays.

    Nobody is accused in doubt: it is not checked where a text of the page may be the caption and
    was not read so. Such are a credit that holds a sentence or is a bare name, a short line behind
    the picture or behind all slides of a carousel, a line that speaks of a picture, a label over
    it, a tooltip, an alternative text that is printed beside it too, a script's field. The report
    shows the text and where it stands. A picture that no story captions (a logo, a face, an offer,
    a card), one that is hidden until a script shows it, and all of a page that calls itself a site
    or goods, has a seller's button ("Book a demo", "Add to cart") and neither a date nor a writer
    are left alone.

    Nor is it checked on a web page, with the reason, what may be no photograph by the signs that
    `missing-credit` weighs: a PNG file, a screenshot (by its words or its pixels), what stands on a
    page about a program; that somebody is credited for it is one sign more. An item of a content
    system, which has a field for the caption, is asked for it.

    On a web page that has a caption for none of its pictures, or for one in five of six and more,
    it is told once, with the first that lacks it. An item of a content system is told picture by
    picture.

When it is wrong
    Where the caption is drawn into the picture itself, or is added by a script after the page has
    loaded, and with screenshots, charts and drawn headers that nothing calls so. Read by eye: on 58
    pages of which the signs knew nothing, companies' for the most part, with 255 pictures, it spoke
    33 times and was wrong 14 times, five times with the charts of one essay (40 and 20 before the
    signs were weighed; one right one was lost). On the pages by which they were chosen, 600
    pictures of 114 pages, it spoke 56 times and was wrong 4 times (70 and 13 before; 5 right ones
    are no longer told). Some photographs in PNG are not told: of those it tells only what somebody
    is credited for, what their names call photographs and what their pixels tell to be one.

What to do
    Say what is shown, where and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    InputKind,
    Locator,
    NotChecked,
    Outcome,
    Passed,
    PublishedImage,
    Reading,
    Reason,
    Role,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import example
from provenance.rules.kit.lacking import Lack, doubt, shown, told_together, told_with
from provenance.rules.kit.no_photograph import why_no_photograph

RULE = "missing-caption"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.PICTURE)


LACK = Lack(
    RULE,
    lacks=Reason.NO_CAPTION,
    unsure=Reason.NO_CAPTION,
    has=lambda image: bool(image.caption or image.structured_caption),
    maybe=lambda image: image.maybe_caption,
    excused=lambda article, image: bool(why_no_photograph(article, image)),
)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where neither the page nor its structured data has a caption."""
    image = case.image
    if image.role is Role.DECLARED or evidence.is_offer(case):
        return
    if LACK.has(image):
        yield Passed(RULE, evidence.caption(case))
        return
    if image.role is Role.POSTER:
        return
    if doubted := doubt(case, LACK):
        yield doubted
        return
    # a content system's item has a field for it: what is left empty there is told
    is_page = case.article.kind == InputKind.HTML
    drawn = why_no_photograph(case.article, image, case.surface) if is_page else ""
    if drawn and why_no_photograph(case.article, image):
        yield NotChecked(RULE, Reason.NO_CAPTION, drawn)
        return
    together = told_together(case, LACK)
    is_first = bool(together) and together[0].index == image.index
    if drawn:  # by its pixels alone: the others are told with it all the same
        yield NotChecked(RULE, Reason.NO_CAPTION, drawn)
        if is_first:
            yield _finding(image, together[1:], _of_others(len(together) - 1))
    elif together and not is_first:
        yield told_with(LACK, together[0])
    elif together:
        every = say("{count} pictures on this page have no caption.", count=len(together))
        yield _finding(image, together, every)
    else:
        yield _finding(image, (), say("The picture has no caption."))


def _of_others(count: int) -> str:
    if count == 1:
        return say("Another picture on this page has no caption.")
    return say("{count} other pictures on this page have no caption.", count=count)


def _finding(image: PublishedImage, together: Sequence[PublishedImage], message: str) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        message,
        shown(image, together),
        say("Print what it shows, where and when it was taken."),
        cause="page-captions" if together else "caption",
        compared=False,
    )


EXAMPLES = (
    example(
        "A picture stands between two paragraphs with nothing under it.", severity=Severity.WARNING
    ),
    example("The caption stands under the picture.", caption="A launcher at an air show."),
    example(
        "The page's structured data has the caption.",
        structured_caption=Reading("A launcher at an air show.", Locator("$.image.caption")),
    ),
    example(
        "Little tells that the picture is the story's: it stands between two others.",
        doubtful=True,
        reason=Reason.NO_CAPTION,
    ),
    example(
        "A picture that no story credits: a logo, a writer's face, a chart.",
        no_story=True,
        reason=Reason.NO_CAPTION,
    ),
    example(
        "A line beside the picture may be its caption.",
        maybe_caption=Reading("The launcher in the yard", Locator("p", 14)),
        reason=Reason.NO_CAPTION,
    ),
    example(
        "None of a blog's pictures has a caption: told once.",
        beside=("two.jpg", "three.jpg"),
        severity=Severity.WARNING,
    ),
    example("A shop's offer.", link="https://shop.example/ball"),
    example("The preview for social networks is not printed.", role=Role.DECLARED),
    example("A video's still is part of the video.", role=Role.POSTER),
)
