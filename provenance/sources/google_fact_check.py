"""Published fact-checks that deal with a picture, or with a claim in its caption.

Asked with your key (`GOOGLE_API_KEY`) at the Fact Check Tools API: by the published picture's
address, which Google then fetches itself, or by words. Neither sends the picture's bytes from
here.

A record is a review, not an original: it has no picture to compare. Its title is the review's, its
description the claim reviewed, its first note the publisher's rating in the publisher's words, its
date the review's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Clues,
    DateKind,
    Link,
    MatchBasis,
    Picture,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.model.addresses import is_web_address
from provenance.sources.kit.answers import dig, endpoint, items, object_of, reading, text, where
from provenance.sources.kit.facts import stated_instant
from provenance.sources.kit.words import search_words

TITLE = "Google Fact Check Tools"
NEEDS = ("GOOGLE_API_KEY",)
CAN = ("reverse", "search")
ETIQUETTE = (
    "One question for each picture; Google is told the picture's public address, never its bytes."
)
EXAMPLES: tuple[tuple[str, str], ...] = ()
_API = "https://factchecktools.googleapis.com"


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Nothing: a fact-check is found by asking, not by its address."""
    return ()


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Nothing: reviews have no address. Raises `NotFetched(source-not-found)`."""
    raise NotFetched(Reason.SOURCE_NOT_FOUND, "fact-checks are searched, not looked up")


def by_bytes(picture: Picture, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Reviews that deal with the picture at its address. Raises `NotFetched`."""
    if not picture.url or not is_web_address(picture.url):
        raise NotFetched(
            Reason.NO_LINK, "Fact Check Tools finds a picture only by a public address"
        )
    exchange = _ask("imageSearch", {"imageUri": picture.url}, fetcher, config)
    # Here a hit is `results[].claim`, while a search by words answers `claims[]`.
    results = items(object_of(exchange), "results")
    return tuple(
        _reviews(
            [dig(result, "claim") for result in results],
            exchange,
            "$.results",
            MatchBasis.FINGERPRINT,
        )
    )


def search(clues: Clues, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Reviews of claims in the caption's words. Raises `NotFetched`."""
    words = search_words(clues)
    if not words:
        raise NotFetched(Reason.NO_LINK, "there are no words to search fact-checks with")
    exchange = _ask("search", {"query": " ".join(words)}, fetcher, config)
    return tuple(
        _reviews(items(object_of(exchange), "claims"), exchange, "$.claims", MatchBasis.NAME)
    )


def _ask(method: str, params: dict[str, str], fetcher: Fetches, config: Config) -> Exchange:
    base = endpoint(config, "google-fact-check", _API)
    asked = {**params, "pageSize": "10", "key": config.keys.get("GOOGLE_API_KEY", "")}
    return fetcher.get(f"{base}/v1alpha1/claims:{method}", params=asked)


def _reviews(
    claims: list[Any], exchange: Exchange, path: str, basis: MatchBasis
) -> Iterator[SourceRecord]:
    for number, claim in enumerate(claims):
        for review in items(claim, "claimReview"):
            url = text(review, "url")
            if url:
                yield _record(claim, review, url, exchange, f"{path}[{number}]", basis)


def _record(
    claim: Any, review: Any, url: str, exchange: Exchange, path: str, basis: MatchBasis
) -> SourceRecord:
    spot = f"{path}.claimReview"
    claimant = text(claim, "claimant")
    notes = (
        reading(text(review, "textualRating"), where(exchange, f"{spot}.textualRating")),
        reading(claimant and f"claimed by {claimant}", where(exchange, f"{path}.claimant")),
    )
    reviewed = stated_instant(
        DateKind.REVIEWED, text(review, "reviewDate"), where(exchange, f"{spot}.reviewDate")
    )
    publisher = text(review, "publisher", "name") or text(review, "publisher", "site")
    return SourceRecord(
        source="google-fact-check",
        id=url,
        where=where(exchange, spot),
        page_url=url,
        title=text(review, "title"),
        description=reading(text(claim, "text"), where(exchange, f"{path}.text")),
        credit_line=reading(publisher, where(exchange, f"{spot}.publisher")),
        links=(Link(url, "fact-check"),),
        dates=(reviewed,) if reviewed else (),
        notes=tuple(note for note in notes if note),
        basis=basis,
    )
