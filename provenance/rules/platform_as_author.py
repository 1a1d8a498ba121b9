"""The credit names a platform where an author belongs: "Twitter", "Flickr".

What it finds
    A credit that names a platform and nobody else: no person, no account, no agency.

Why it matters
    A platform makes no pictures. The author's right to be named is not met, most licences there
    demand the name, and
    nobody can follow the picture to its origin.

How it is decided
    The credit line was taken apart; a platform is left and no creator, handle or organisation. It
    is an error where
    the licence demands the author: the licence printed in the credit, or that of the original
    confirmed by pixels. Without such an original it is not checked where the line is the
    alternative text too ("YouTube Live" under a picture of it may be the caption), or where it
    holds an address with a path, which may name the account.

When it is wrong
    Where the author is named in the caption instead, in words that the credit's reader does not
    see, and where a platform's own picture is credited to it alone. On 1,781 pictures of 479 pages
    that nobody had looked at it spoke on 3, none of them wrongly. On 1,291 of 312 others,
    companies' among them, it spoke on 10, of 4 wrongly: two captions and an account's address, none
    of which it tells now, and a company's own picture, which it does.

What to do
    Follow the platform's own page to the author and print both; the suggestion says how for each
    platform.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance import lazy_re as re
from provenance.lexicon.suppliers import supplier, title_of
from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    License,
    NotChecked,
    Outcome,
    Passed,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import names_somebody, searches_only
from provenance.rules.kit.examples import CC_BY_SA, example, original
from provenance.rules.kit.licenses import named_line
from provenance.rules.kit.names import anonymous

RULE = "platform-as-author"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
PRECEDENCE = 51
_ADDRESS = re.compile(r"(?:://|(?<!\w)www\.)[^\s/]{1,80}/[\w@]")
"""An address with a path: it may lead to the account."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a platform stands alone in the credit."""
    credit = case.credit
    if credit is None or credit.platform is None or searches_only(credit):
        return
    if names_somebody(credit):
        yield Passed(RULE, evidence.credit(case))
        return
    title = title_of(credit.platform)
    if doubted := _doubt(case, credit):
        yield NotChecked(RULE, Reason.CREDIT_AMBIGUOUS, doubted)
        return
    demanding = _demanding(case, credit)
    because = (
        say(", and the licence {license} demands the author's name", license=demanding.name)
        if demanding
        else ""
    )
    text, html = named_line(case) or (None, None)
    author = _author(case)
    advice = (
        say("Print: {line}.", line=text)
        if text
        else say("Print the author, {author}, before {platform}.", author=author, platform=title)
        if author
        else say(supplier(credit.platform).ask)
    )
    proof = tuple(
        evidence.at_source(o, "author", r.text, r.where)
        for o in case.confirmed
        for r in o.record.creators
    )
    yield Finding(
        RULE,
        Severity.ERROR if demanding else SEVERITY,
        Confidence.HIGH,
        say(
            "The credit names only the platform {platform}, not who made the picture{because}.",
            platform=title,
            because=because,
        ),
        (*evidence.credit(case), *proof[:3]),
        say("{advice} {caveat}", advice=advice, caveat=evidence.NO_LEGAL_ADVICE)
        if demanding
        else advice,
        html,
        cause="platform",
    )


def _doubt(case: Case, credit: Credit) -> str:
    """Why the line may be no author's stand-in; empty where nothing tells so.

    A confirmed original leaves no doubt.
    """
    if case.confirmed:
        return ""
    if _ADDRESS.search(credit.raw):
        return say("the address in the line may name the account: “{text}”", text=credit.raw)
    said = credit.raw.strip(" .:").lower()
    if said == (case.image.alt or "").strip(" .:").lower():
        return say("“{text}” is the alternative text too and may be the caption", text=credit.raw)
    return ""


def _demanding(case: Case, credit: Credit) -> License | None:
    licenses = (credit.license, *(o.record.license for o in case.confirmed))
    return next((x for x in licenses if x is not None and x.demands_author), None)


def _author(case: Case) -> str:
    """Who made the picture, by the first confirmed source that says so."""
    known = ([r.text for r in o.record.creators if not anonymous(r.text)] for o in case.confirmed)
    return ", ".join(next(filter(None, known), ()))


EXAMPLES = (
    example(
        "A picture credited to Twitter alone.",
        credit=Credit("Twitter", platform="twitter"),
        severity=Severity.WARNING,
    ),
    example(
        "A file of Wikimedia Commons whose licence demands the author.",
        credit=Credit("Wikimedia Commons", platform="wikimedia-commons"),
        originals=[original(license=CC_BY_SA)],
        severity=Severity.ERROR,
    ),
    example(
        "A line that is the alternative text too may say what is shown.",
        credit=Credit("YouTube Live", platform="youtube"),
        alt="YouTube Live",
        reason=Reason.CREDIT_AMBIGUOUS,
    ),
    example(
        "The account's address may stand for its name.",
        credit=Credit("https://www.flickr.com/photos/iris-vale…", platform="flickr"),
        reason=Reason.CREDIT_AMBIGUOUS,
    ),
    example(
        "The site's own address names nobody.",
        credit=Credit("www.flickr.com", platform="flickr"),
        severity=Severity.WARNING,
    ),
    example(
        "A story about the platform needs its pictures' authors too.",
        credit=Credit("Picture: Vimeo", platform="vimeo"),
        article="Vimeo opens an office in Lyon",
        severity=Severity.WARNING,
    ),
    example(
        "Author, platform and licence are printed.",
        credit=Credit(
            "Kenji Arai / Wikimedia Commons", ("Kenji Arai",), platform="wikimedia-commons"
        ),
    ),
    example(
        "The account is named with the platform.",
        credit=Credit("@harbour / Twitter", platform="twitter", handles=("@harbour",)),
    ),
)
