"""The post itself says that the picture is old, or somebody else's.

What it finds
    A confirmed post whose own words say "file photo", "not mine", "via @…", "credit: …" or the
    like.

Why it matters
    Whoever posted it did not claim to have taken it, or to have taken it now.

How it is decided
    The picture was matched by pixels with the post's, and the post's text holds such words, in the
    languages of the
    vocabulary. Where the page credits the account that the post itself names, nothing is found.

When it is wrong
    Where the words belong to another picture of the same post.

What to do
    Follow the post's own hint to the author, and credit and date the picture by that.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance import lazy_re as re
from provenance.model import (
    Case,
    Confidence,
    Credit,
    DisclosureKind,
    EvidenceKind,
    Finding,
    NotChecked,
    Original,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import disclosure, evidence
from provenance.rules.kit.examples import claims, example, original

RULE = "post-disclaims"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ORIGINAL,)
_READABLE = re.compile(r"[A-Za-zÀ-žА-яІіЇїЄєҐґ]")


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a confirmed post's own words disclaim the picture."""
    posts = [o for o in case.confirmed if evidence.is_post(o.record)]
    for post in posts:
        words = _disclaimer(post)
        if words and not _followed(case, words) and not _as_open(case, post, words):
            yield _finding(case, post, words)
            return
    if not posts:
        return
    said = posts[0].claims.text
    if said and not _READABLE.search(said):
        yield NotChecked(
            RULE,
            Reason.LANGUAGE_UNSUPPORTED,
            say("the post's words are in a script that is not read"),
        )
    else:
        yield Passed(RULE, (evidence.at_source(posts[0], "post", said[:200]),))


def _disclaimer(post: Original) -> str:
    """The words with which the post disclaims its picture; empty where it has none."""
    for said in post.claims.disclosures:
        if said.kind in (
            DisclosureKind.FILE,
            DisclosureKind.ILLUSTRATION,
            DisclosureKind.AI_GENERATED,
        ):
            return said.text
    pattern = re.compile(rf"(?:{'|'.join(evidence.words('disclaimers')['words'])})", re.I)
    match = pattern.search(post.claims.text[:2000])
    return match[0].strip() if match else ""


def _followed(case: Case, words: str) -> bool:
    """The page credits whom the post names."""
    handle = re.search(r"@\w+", words)
    return bool(handle and case.credit and handle[0].casefold() in case.credit.raw.casefold())


def _as_open(case: Case, post: Original, words: str) -> bool:
    """The page discloses what the post discloses."""
    kinds = {d.kind for d in post.claims.disclosures if d.text == words}
    return bool(kinds & disclosure.stated(case))


def _finding(case: Case, post: Original, words: str) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            'The post at {source} itself says "{words}" of its picture; the page does not.',
            source=source_name(post.record),
            words=words[:80],
        ),
        (
            *evidence.caption(case),
            *evidence.credit(case),
            evidence.at_source(post, "post", evidence.shorten(post.claims.text, 300)),
        ),
        say("Follow the post's own hint to the author, and credit and date the picture by that."),
        cause="disclaimer",
    )


def _post(text: str, **said: object) -> Original:
    return original("Post", source="twitter", said=claims(text, **said))  # type: ignore[arg-type]


_CREDIT = Credit("@harbour / Twitter", handles=("@harbour",), platform="twitter")
EXAMPLES = (
    example(
        "The post names another.",
        credit=_CREDIT,
        originals=[_post("The port tonight. via @pier_cam")],
        severity=SEVERITY,
    ),
    example(
        "The post says that it is a file picture.",
        credit=_CREDIT,
        originals=[_post("The port (file photo)", disclosures={"file photo": "file"})],
        severity=Severity.WARNING,
    ),
    example(
        "The page credits whom the post names.",
        credit=Credit("@pier_cam / Twitter", handles=("@pier_cam",), platform="twitter"),
        originals=[_post("The port tonight. via @pier_cam")],
    ),
    example(
        "The post claims the picture.",
        credit=_CREDIT,
        originals=[_post("The port tonight, from the pier")],
    ),
    example(
        "A script that is not read.",
        credit=_CREDIT,
        originals=[_post("港の火事")],
        reason=Reason.LANGUAGE_UNSUPPORTED,
    ),
)
