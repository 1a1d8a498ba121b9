"""Everything that says where one picture comes from, strongest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from provenance.config import Config
from provenance.credits import parse_credit
from provenance.errors import NotFetched, UnreadableInput, UnreadablePicture
from provenance.fetch import Fetches
from provenance.files import read_file
from provenance.lexicon.suppliers import title_of
from provenance.model import (
    PICTURE,
    Clues,
    Credit,
    FileClue,
    Lookup,
    MatchBasis,
    Metadata,
    Original,
    Picture,
    Reason,
    source_name,
)
from provenance.model.addresses import is_web_address
from provenance.originals.search import find_originals
from provenance.originals.soft_bindings import with_credentials
from provenance.pictures import read_picture
from provenance.pictures.clues import canonical_url, file_clues, unwrap_proxies
from provenance.sources import Source, all_sources, recognise
from provenance.values import dataclass


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
    picture: Picture | None
    """None where only its name or address could be read."""
    originals: tuple[Original, ...]
    """Strongest basis of the ladder first."""
    clues: tuple[FileClue, ...]
    lookups: tuple[Lookup, ...]
    dates: tuple[TracedDate, ...]
    """Oldest first, each with its kind."""


def trace(target: str, config: Config, fetcher: Fetches) -> Trace:
    """Trace a picture by its file, its address, or its bare name.

    Raises `UnreadableInput` where the picture cannot be had or read and its name says nothing;
    what a source does not tell is in the result's `lookups`.
    """
    is_address = is_web_address(target)
    sources = [s for s in all_sources() if s.id not in config.sources_off]
    urls = _addresses(target, sources) if is_address else ()
    name = unquote(urlsplit(target).path.rsplit("/", 1)[-1]) if is_address else Path(target).name
    picture, trouble = _read(target, is_address, config, fetcher)
    clues = Clues(
        urls=urls,
        file_names=(name,) if name else (),
        credit=_embedded_credit(picture.metadata) if picture else None,
        picture=picture,
    )
    told = file_clues(
        urls=urls, file_names=clues.file_names, metadata=picture.metadata if picture else None
    )
    if trouble is not None and not told and not recognise(clues, sources):
        raise UnreadableInput(trouble.detail)
    found = find_originals(clues, picture, sources, fetcher, config, archives=True)
    ladder = list(MatchBasis)
    originals = tuple(
        sorted(found.originals, key=lambda o: (not o.confirmed, ladder.index(o.record.basis)))
    )
    lookups = (*((trouble,) if trouble else ()), *found.lookups)
    return Trace(target, picture, originals, told, lookups, _dates(picture, originals, told))


def _addresses(target: str, sources: Sequence[Source]) -> tuple[str, ...]:
    """The picture's own address, and the one given where only that is recognised.

    An archive's address is a clue of its own, and so is a fragment ("#/media/File:…").
    """
    own = canonical_url(unwrap_proxies(target))
    return (own,) if recognise(Clues(urls=(own,)), sources) else tuple(dict.fromkeys((own, target)))


def _read(
    target: str, is_address: bool, config: Config, fetcher: Fetches
) -> tuple[Picture | None, Lookup | None]:
    """The picture, or why there is none."""
    try:
        data = fetcher.get(target, kind="picture").body if is_address else read_file(Path(target))
        url = target if is_address else None
        read = read_picture(data, url=url, credentials=True, trust=config.credentials)
        return with_credentials(read, fetcher, config), None
    except (NotFetched, UnreadablePicture) as error:
        reason, detail = error.reason, f"{target}: {error.detail}"
    except UnreadableInput as error:
        reason, detail = Reason.SOURCE_NOT_FOUND, str(error)
    except OSError as error:
        reason = Reason.SOURCE_NOT_FOUND
        detail = (
            f"{target} cannot be read: {error.strerror}. Name a picture file or an address, or a "
            "file name that says something."
        )
    return None, Lookup(PICTURE, None, reason, detail, source_title="the picture itself")


def _embedded_credit(metadata: Metadata) -> Credit | None:
    """The credit the file itself carries: it may lead somewhere."""
    value = metadata.credit_line or metadata.source or metadata.copyright_notice
    return parse_credit(value.value) if value else None


def _dates(
    picture: Picture | None, originals: tuple[Original, ...], clues: tuple[FileClue, ...]
) -> tuple[TracedDate, ...]:
    dates: list[TracedDate] = []
    embedded = picture.metadata.date_created if picture else None
    if embedded:
        dates.append(
            TracedDate(embedded.value.date(), embedded.value.isoformat(), "captured", embedded.tag)
        )
    for original in originals:
        unsure = "" if original.confirmed else " (not confirmed by pixels)"
        for fact in original.record.dates:
            says = f"{source_name(original.record)}{unsure}"
            if fact.text != fact.iso:
                says += f": {fact.text or fact.where.path}"
            dates.append(TracedDate(fact.span.earliest, fact.iso, fact.kind.value, says))
    known = {date.text for date in dates}
    dates += [
        _of_clue(c, c.time)
        for c in clues
        if c.time is not None and c.source != "metadata" and c.time.isoformat() not in known
    ]
    return tuple(sorted(dict.fromkeys(dates), key=lambda d: (d.day, d.text)))


def _of_clue(clue: FileClue, time: datetime) -> TracedDate:
    return TracedDate(
        time.date(),
        time.isoformat(),
        clue.kind.removesuffix("-time"),
        f"{title_of(clue.source)}: {clue.value}",
    )
