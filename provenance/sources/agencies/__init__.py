"""Picture agencies and stock libraries: who sells a picture, under which id.

Recognised by the id in a file name or address (`GettyImages-…`, `AP21231…`, a Reuters file name),
by marks and ids in the embedded metadata, and by the agency's name in the credit. A Reuters name
states when the picture was sent, an AP key its day; both are evidence that the picture existed
then.

No agency answers without a contract, and their sites are not scraped: a record holds the id, the
date where the id states one, an address to open (the picture's page, else the agency's search for
the id, for the printed author and the file's day, or for the caption's words), and whether it is a
stock library, but no picture. The table is `lexicon/suppliers.toml`.

**With a key** an agency is asked: Getty Images' API with `GETTY_API_KEY`, by the id, and where
there is none by the author and the caption's words in the month before the story, six pictures at
most. Its record then brings caption, date, place, author and restrictions; its preview, with the
seller's mark or without, proves that it is this picture. Without a key it is "not checked".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from urllib.parse import quote

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.lexicon.phrases import load_vocabulary
from provenance.lexicon.suppliers import SELLERS, Supplier, SupplierKind, suppliers
from provenance.model import (
    Clues,
    Credit,
    DatedFact,
    DateKind,
    Link,
    Locator,
    MatchBasis,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.pictures.clues import file_clues
from provenance.sources.agencies import getty
from provenance.sources.kit.facts import day, instant
from provenance.sources.kit.words import search_words

TITLE = "agencies and stock libraries"
NEEDS: tuple[str, ...] = ()
USES = (getty.KEY,)
CAN = ("url", "file-name", "credit", "pixels")
ETIQUETTE = (
    "Without a key nothing is fetched: the addresses are for a person with an account. With one, "
    "a question for an id, and seven for a picture without."
)
EXAMPLES = (
    ("GettyImages-1200000001.jpg", "getty:1200000001"),
    (
        "https://media.gettyimages.com/id/1200000002/photo/cranes-at-dusk.jpg?s=612x612&w=gi",
        "getty:1200000002",
    ),
    ("AP21231000000001.jpg", "ap:21231000000001"),
    (
        "2021-08-19T101500Z_400000001_RC2A0B1C2D3E_RTRMADP_3_HARBOUR-CRANES.JPG",
        "reuters:RC2A0B1C2D3E",
    ),
    ("AFP_32AB1C2.jpg", "afp:32AB1C2"),
    ("https://c8.alamy.com/comp/2AB3CD4/cranes-at-dusk-2AB3CD4.jpg", "alamy:2AB3CD4"),
    ("shutterstock_1300000001.jpg", "shutterstock:1300000001"),
    ("AdobeStock_140000001.jpeg", "adobe-stock:140000001"),
    ("Jane Example / EPA-EFE", "epa"),
    ("Jane Example / Associated Press", "ap"),
    ("Jane Example / iStock", "istock"),
)


_ID = re.compile(r"\b(?=[\w.-]{0,39}\d)[A-Za-z0-9][\w.-]{4,38}[A-Za-z0-9]\b")
"""A word of a credit that may be an id."""
_LONGEST_ID = 40
_MOST_IDS = 8
_WORDS = 3
"""Words of the caption that an agency is searched for."""
_READ = 500
"""Characters of a credit that are read."""


@cache
def sellers() -> Mapping[str, Supplier]:
    """The agencies, libraries and stock libraries by id."""
    return {id: row for id, row in suppliers().items() if row.kind in SELLERS}


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Agencies that the clues name, by id first.

    A name in the credit counts only where no id of it was found.
    """
    found: dict[str, Reference] = {}
    for reference in (*_by_id(clues), *_by_mark(clues), *_by_credit(clues)):
        bare, _, number = reference.id.partition(":")
        if reference.id not in found and not (
            reference.id == bare and any(k.startswith(f"{bare}:") for k in found)
        ):
            found[reference.id] = replace(
                reference,
                source_title=sellers()[bare].title,
                url=_page(sellers()[bare], number, clues),
                authors=clues.credit.creators if clues.credit else (),
            )
    return tuple(sorted(found.values(), key=_leads_no_further))


def _leads_no_further(reference: Reference) -> bool:
    """True where there is no address, or one that says nothing of this picture."""
    row = sellers()[reference.id.partition(":")[0]]
    return reference.url in (None, row.search)


def _by_id(clues: Clues) -> Iterator[Reference]:
    read = [(clue, file_clues(urls=(clue,))) for clue in clues.urls]
    read += [(clue, file_clues(file_names=(clue,))) for clue in clues.file_names]
    if clues.picture is not None:
        read.append(("embedded metadata", file_clues(metadata=clues.picture.metadata)))
    read += [(credit, file_clues(file_names=(name,))) for credit, name in _named_ids(clues)]
    for clue, told in read:
        for fact in told:
            if fact.kind == "agency-id" and fact.source in sellers():
                id = f"{fact.source}:{fact.value[:_LONGEST_ID]}"
                yield Reference("agencies", id, MatchBasis.SAME_ID, clue)


def _named_ids(clues: Clues) -> Iterator[tuple[str, str]]:
    """The credit, and what its ids would be as file names.

    "Getty Images 1234567890" is `GettyImages-1234567890.jpg`.
    """
    if clues.credit is None:
        return
    titles = dict.fromkeys("".join(row.title.split()) for row in _credited_sellers(clues.credit))
    for word in _ID.findall(clues.credit.raw[:_READ])[:_MOST_IDS]:
        for name in (word, *(f"{title}-{word}" for title in titles)):
            yield clues.credit.raw, f"{name}.jpg"


def _page(row: Supplier, number: str, clues: Clues) -> str | None:
    """The address for a person to open: the picture's page, else a search for it.

    Without an id the search is for the printed author and the day that the file states; without
    an author for the longest words of the caption.
    """
    if number and row.item:
        return row.item.format(id=quote(number, safe=""))
    if not row.search or number or "{id}" not in row.search:
        return row.search.format(id=quote(number, safe="")) if row.search else None
    taken = clues.picture.metadata.date_created if clues.picture else None
    words = [*(clues.credit.creators[:1] if clues.credit else ())]
    words += [taken.value.date().isoformat()] if taken and words else []
    words = words or list(search_words(clues, _WORDS))
    return row.search.format(id=quote(" ".join(words), safe="")) if words else None


def _by_mark(clues: Clues) -> Iterator[Reference]:
    for mark in clues.picture.metadata.marks if clues.picture else ():
        if mark.value in sellers():
            yield Reference(
                "agencies", mark.value, MatchBasis.NAME, f"mark in the file ({mark.tag})"
            )


def _by_credit(clues: Clues) -> Iterator[Reference]:
    if clues.credit is not None:
        for row in _credited_sellers(clues.credit):
            yield Reference("agencies", row.counts_as, MatchBasis.NAME, clues.credit.raw)


def _credited_sellers(credit: Credit) -> Iterator[Supplier]:
    """The sellers that a credit names."""
    for printed in filter(None, (*credit.organizations, credit.distributor)):
        known = load_vocabulary().get(printed)
        row = suppliers().get(known.supplier or "") if known else None
        if row is not None and row.kind in SELLERS:
            yield row


APIS = {"getty": getty}
"""Agencies whose API a desk with a key can ask."""


def by_pixels(clues: Clues, fetcher: Fetches, config: Config) -> tuple[Reference, ...]:
    """Pictures of a credited agency that may be this one, where the desk has its key.

    Raises `NotFetched`.
    """
    if clues.picture is None or clues.picture.fingerprint.plain:
        return ()
    for id in dict.fromkeys(r.id for r in recognise(clues)):
        api = APIS.get(id)  # a bare name: a number was looked up already
        if api is not None and config.keys.get(api.KEY):
            title, clue = sellers()[id].title, "search by the author and the caption's words"
            return tuple(
                Reference("agencies", f"{id}:{n}", MatchBasis.SAME_PIXELS, clue, source_title=title)
                for n in api.search(clues, fetcher, config)
            )
    return ()


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """What the agency's API tells with a key, else the id and the table.

    Raises `NotFetched` for an unknown one.
    """
    name, _, number = reference.id.partition(":")
    agency = sellers().get(name)
    if agency is None:
        raise NotFetched(Reason.SOURCE_NOT_FOUND, f"no agency is known as {name}")
    api = APIS.get(name)
    if api is not None and number and config.keys.get(api.KEY):
        found = api.look_up(number, fetcher, config)
        return (replace(found, page_url=found.page_url or reference.url),)
    spot = Locator(
        f"{agency.title} id in {reference.clue}" if number else reference.clue, url=reference.url
    )
    words = f"{agency.title} shows its pictures only to customers"
    if api is not None:
        words = f"{agency.title} is asked only with a key, {api.KEY}"
    notes = [
        Reading(
            f"{words}; look for {number}" if number else f"{words}; the credit names no id", spot
        )
    ]
    search = agency.search and number and agency.search.format(id=quote(number, safe=""))
    return (
        SourceRecord(
            source="agencies",
            id=reference.id,
            where=spot,
            page_url=reference.url,
            title=f"{agency.title} {number}".strip(),
            credit_line=Reading(agency.title, spot),
            links=(Link(search, f"look for it at {agency.title}"),) if search else (),
            dates=tuple(_dates(reference.clue, name, spot)) if number else (),
            notes=tuple(notes),
            basis=reference.basis,
            stock=agency.kind is SupplierKind.STOCK,
            sold=True,
            source_title=agency.title,
            unseen=Reason.GATED if api is None else Reason.NO_API_KEY,
        ),
    )


def _dates(clue: str, agency: str, spot: Locator) -> Iterator[DatedFact]:
    """When the agency sent the picture, where the name states it."""
    told = file_clues(urls=(clue,)) if "://" in clue else file_clues(file_names=(clue,))
    for fact in told:
        if fact.kind == "sent-time" and fact.source == agency:
            place = Locator(f"time in {clue}", url=spot.url)
            whole = instant(DateKind.PUBLISHED, fact.time, place, fact.value) if fact.time else None
            dated = whole or day(DateKind.PUBLISHED, fact.value, place)
            if dated:
                yield dated
