"""Everything that says where one picture comes from, strongest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from provenance.config import Config
from provenance.credits import parse_credit
from provenance.errors import NotFetched, UnreadableInput, UnreadablePicture
from provenance.fetch import Fetches
from provenance.model import (
    Clues,
    Credit,
    FileClue,
    Lookup,
    MatchBasis,
    Metadata,
    Original,
    Picture,
)
from provenance.originals.search import find_originals
from provenance.pictures import read_picture
from provenance.pictures.clues import canonical_url, file_clues, unwrap_proxies
from provenance.sources import all_sources


@dataclass(frozen=True, slots=True)
class TracedDate:
    """A date of some kind, and who says so."""

    day: date
    text: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a picture comes from, as far as anything says so."""

    target: str
    picture: Picture
    originals: tuple[Original, ...]
    """Strongest basis of the ladder first."""
    clues: tuple[FileClue, ...]
    lookups: tuple[Lookup, ...]
    dates: tuple[TracedDate, ...]
    """Oldest first, each with its kind."""


def trace(target: str, config: Config, fetcher: Fetches) -> Trace:
    """Trace a picture file or address.

    Raises `UnreadableInput` where the picture itself cannot be had or read; what a source does not
    tell is in the result's `lookups`.
    """
    is_address = target.lower().startswith(("http://", "https://"))
    urls = (canonical_url(unwrap_proxies(target)),) if is_address else ()
    name = unquote(urlsplit(target).path.rsplit("/", 1)[-1]) if is_address else Path(target).name
    try:
        data = fetcher.get(target, kind="picture").body if is_address else Path(target).read_bytes()
        picture = read_picture(data, url=target if is_address else None, credentials=True)
    except (NotFetched, UnreadablePicture) as error:
        raise UnreadableInput(f"{target}: {error.detail}") from error
    except OSError as error:
        raise UnreadableInput(
            f"{target} cannot be read: {error.strerror}. Name a picture file or an address."
        ) from error
    clues = Clues(
        urls=urls,
        file_names=(name,) if name else (),
        credit=_embedded_credit(picture.metadata),
        picture=picture,
    )
    sources = [s for s in all_sources() if s.id not in config.sources_off]
    found = find_originals(clues, picture, sources, fetcher, config, archives=True)
    ladder = list(MatchBasis)
    originals = tuple(
        sorted(found.originals, key=lambda o: (not o.confirmed, ladder.index(o.record.basis)))
    )
    told = file_clues(urls=urls, file_names=clues.file_names, metadata=picture.metadata)
    return Trace(target, picture, originals, told, found.lookups, _dates(picture, originals, told))


def _embedded_credit(metadata: Metadata) -> Credit | None:
    """The credit the file itself carries: it may lead somewhere."""
    value = metadata.credit_line or metadata.source or metadata.copyright_notice
    return parse_credit(value.value) if value else None


def _dates(
    picture: Picture, originals: tuple[Original, ...], clues: tuple[FileClue, ...]
) -> tuple[TracedDate, ...]:
    dates: list[TracedDate] = []
    embedded = picture.metadata.date_created
    if embedded:
        dates.append(
            TracedDate(embedded.value.date(), embedded.value.isoformat(), "captured", embedded.tag)
        )
    dates += [_of_clue(c, c.time) for c in clues if c.time is not None and c.source != "metadata"]
    for original in originals:
        unsure = "" if original.confirmed else " (not confirmed by pixels)"
        for fact in original.record.dates:
            says = f"{original.record.source}{unsure}: {fact.text or fact.where.path}"
            dates.append(TracedDate(fact.span.earliest, fact.iso, fact.kind.value, says))
    return tuple(sorted(dict.fromkeys(dates), key=lambda d: (d.day, d.text)))


def _of_clue(clue: FileClue, time: datetime) -> TracedDate:
    return TracedDate(
        time.date(),
        time.isoformat(),
        clue.kind.removesuffix("-time"),
        f"{clue.source}: {clue.value}",
    )
