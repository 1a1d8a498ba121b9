"""Evidence: where a value stands, and what is said where no original is confirmed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from provenance.lexicon.suppliers import posting_platforms
from provenance.lexicon.tables import read_toml
from provenance.model import (
    Article,
    Case,
    Evidence,
    Locator,
    Lookup,
    MatchBasis,
    NotChecked,
    Original,
    PublishedImage,
    Reading,
    Reason,
    SourceRecord,
    source_name,
)
from provenance.model.sentences import join, listing, say

NO_LEGAL_ADVICE = say("This is no legal advice.")


@cache
def words(name: str) -> dict[str, Any]:
    """One of the vocabularies in `data`, as its TOML states it."""
    return read_toml(Path(__file__).parent / "data" / f"{name}.toml")


@cache
def phrases(name: str, listed: str) -> re.Pattern[str]:
    """What finds any phrase of one list of a vocabulary as whole words, in any case."""
    return re.compile(rf"\b(?:{'|'.join(words(name)[listed])})\b", re.I)


def is_post(of: SourceRecord | Lookup) -> bool:
    """True for a post of an account, and for the question whether there is one."""
    return of.is_post or of.source in posting_platforms()


def caption(case: Case) -> tuple[Evidence, ...]:
    """The caption as evidence; empty where there is none."""
    return _read("caption", case.image.caption)


def credit(case: Case) -> tuple[Evidence, ...]:
    """The credit as printed; empty where there is none."""
    return _read("credit", case.image.credit)


def structured_credit(case: Case) -> tuple[Evidence, ...]:
    """The credit that the page's structured data state; empty where they state none."""
    return _read("credit in the structured data", case.image.structured_credit)


def headline(case: Case) -> tuple[Evidence, ...]:
    """The article's headline, which tells where its story is."""
    text = case.article.headline or case.article.lead
    where = Locator("headline" if case.article.headline else "lead")
    return (Evidence("story", shorten(text, 200), where),) if text else ()


def _read(label: str, reading: Reading | None) -> tuple[Evidence, ...]:
    return (Evidence(label, reading.text, reading.where),) if reading else ()


def shorten(text: str, most: int) -> str:
    """`text` cut between words to at most `most` characters, an ellipsis at the cut."""
    return (
        text if len(text) <= most else f"{text[: most - 1].rpartition(' ')[0] or text[: most - 1]}…"
    )


def speaks_of(text: str, name: str) -> bool:
    """True where a word of the text begins with the name.

    "Pakistan" is met in "Pakistani", "Oman" not in "Romania".
    """
    return re.search(rf"\b{re.escape(name)}", text) is not None


def at_source(original: Original, label: str, value: str, where: Locator | None = None) -> Evidence:
    """What the source states about its picture: "place at Wikimedia Commons"."""
    spot = where or original.record.where
    return Evidence(f"{label} at {source_name(original.record)}", value, spot)


def real_lookups(case: Case) -> tuple[Lookup, ...]:
    """The look-ups that were really made: something named a place to look."""
    nowhere = (Reason.NO_CREDIT, Reason.NO_LINK)
    return tuple(x for x in case.lookups if x.reason not in nowhere)


def require_confirmed(case: Case, rule: str) -> tuple[NotChecked, ...]:
    """`source-not-confirmed` for a rule that needs a confirmed original and has none.

    Empty where an original is confirmed, and where nothing was looked up: then there is nothing to
    say.
    """
    if case.confirmed or not (case.originals or real_lookups(case)):
        return ()
    return (NotChecked(rule, Reason.SOURCE_NOT_CONFIRMED, why_unconfirmed(case)),)


def require_confirmed_record(case: Case, rule: str) -> tuple[NotChecked, ...]:
    """As `require_confirmed`, but only where a record with a picture was found.

    An agency's record, known by an id in a file name, shows no picture to anybody without a
    contract: it could not have been confirmed.
    """
    return require_confirmed(case, rule) if any(map(_shows_picture, case.originals)) else ()


def _shows_picture(original: Original) -> bool:
    """True where a record with a picture was found, compared or not."""
    record = original.record
    shown = record.media_url or record.preview_url or record.media_urls
    return original.comparison is not None or bool(shown)


def is_offer(case: Case) -> bool:
    """True for an uncredited picture that leads to another site: an offer, a teaser.

    A link that a source knows (a file's page at Wikimedia Commons) is a clue to the picture
    instead.
    """
    if case.image.credit or real_lookups(case):
        return False
    return leads_to_other_site(case.article, case.image)


def leads_to_other_site(article: Article, image: PublishedImage) -> bool:
    """True where a click on the picture leaves the page's site and the picture's own."""
    link, page = image.link, article.url
    if not link or not page:
        return False
    hosts = [
        (urlsplit(url).hostname or "").rsplit(".", 2)[-2:]
        for url in (link, page, image.content_url or "")
    ]
    return bool(hosts[0]) and hosts[0] not in hosts[1:]


DOUBT = say("little on the page tells that this picture is the story's own")
"""Why what a picture lacks is not said."""
NO_STORY = say(
    "its name, form or place, or its whole page, is that of a picture that no story credits: a "
    "logo, a face, a chart, an offer, a card of another page"
)
"""Why it is not said either where the picture may well be the story's."""


def why_unconfirmed(case: Case) -> str:
    """One sentence, the same for every rule, so that a report tells it once."""
    if case.picture is None and case.picture_reason is not None:
        return say(
            "the published picture was not read ({reason}), so no original can be confirmed",
            reason=case.picture_reason.value,
        )
    if shown := [o for o in case.originals if _shows_picture(o)]:
        names = ", ".join(dict.fromkeys(source_name(o.record) for o in shown))
        return say(
            "a record was found at {names}, but pixels do not prove that it is this picture",
            names=names,
        )
    if case.originals:
        names = join(tuple(dict.fromkeys(source_name(o.record) for o in case.originals)))
        return say(
            "the picture at {names} is shown only to customers or members: not compared",
            names=names,
        )
    names = ", ".join(
        dict.fromkeys(source_name(x) for x in real_lookups(case) if x.source != "any")
    )
    return (
        say("no original of this picture was found at {names}", names=names)
        if names
        else say("no original of this picture was found")
    )


def is_named_by_page(case: Case, original: Original) -> bool:
    """True where the page itself names this original: by link, address or file name.

    What a search or a trail through other sources led to is nothing the page claims.
    """
    if (
        original.reference.basis not in (MatchBasis.SAME_ID, MatchBasis.NAME)
        or "search" in original.reference.clue
    ):
        return False
    trail = {
        link.url for other in case.originals if other is not original for link in other.record.links
    }
    return original.reference.clue not in trail and original.reference.url not in trail


def suggest_credit(original: Original) -> tuple[str, str | None]:
    """The suggestion of a licence rule, as text and as HTML.

    The credit line to print, what it lacks, the caveat.
    """
    line = original.credit_line
    if line is None:
        return (
            say(
                "Print the author, the source and the licence the source states. {caveat}",
                caveat=NO_LEGAL_ADVICE,
            ),
            None,
        )
    lacking = (
        say(" (missing at the source: {what})", what=listing(line.missing)) if line.missing else ""
    )
    said = say(
        "Print: {line}{lacking}. {caveat}", line=line.text, lacking=lacking, caveat=NO_LEGAL_ADVICE
    )
    return said, line.html
