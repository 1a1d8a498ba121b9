"""Your own picture system (DAM), asked as `[own-dam]` in the configuration says.

**Asked** for every picture before any other source, in this order, until something is found: by the
SHA-1 of the published file, by an id that stands in an address, a file name or the credit, by the
picture's fingerprint, by file name, by the caption's words. A way that the configuration does not
name is left out; where it names none, nothing is asked.

**Answers** are JSON: a list of pictures, or one. Each is an object with IPTC's names (`id`,
`media_url`, `page_url`, `title`, `description`, `creators`, `credit_line`, `date_created`,
`places`, `license`, `usage_terms`, `instructions` …); `fields` says where a system that has other
names keeps them. Only what the pixels confirm speaks.

A token is read from `OWN_DAM_TOKEN` and sent to that system alone. The pictures' addresses must be
readable without it. That the system does not answer is told with every picture; that it does not
have one is told only where the credit names it (`[platforms]`: `"Our archive" = "own-dam"`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin

from provenance import lazy_re as re
from provenance.config import Config, OwnDam
from provenance.credits.licenses import parse_license
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Clues,
    DatedFact,
    DateKind,
    License,
    MatchBasis,
    PlaceFact,
    PlaceKind,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.model.addresses import is_web_address
from provenance.pictures.clues import unsized_name
from provenance.sources.kit.answers import dig, json_of, number, plain, reading, text, where
from provenance.sources.kit.facts import instant, stated_instant, unix_moment
from provenance.sources.kit.words import search_words

TITLE = "Your own picture system"
NEEDS: tuple[str, ...] = ()
USES = ("OWN_DAM_TOKEN",)
PLATFORMS = ("own-dam",)
CAN = ("url", "file-name", "credit", "reverse", "search")
OWN = True
ASK = "the credit names the desk's own picture system: look the picture up there by hand"
ETIQUETTE = (
    "At most eight questions for each picture, one after another; nothing where it is unset."
)
EXAMPLES: tuple[tuple[str, str], ...] = ()
_MOST_IDS = 3
"""Ids, and file names, of one picture that are asked for."""
_MOST = 20
"""Pictures of one answer that are read."""
_LONGEST = 120
"""Characters of an id."""
_LONGEST_STATED = 500
"""Characters of an id in an answer, which may be an address."""
_READ = 2000
"""Characters of an address or a credit that are searched for an id."""
_NOT_IN_SLUG = re.compile(r"[^0-9a-z]+")
_LONGEST_LIST = 20
"""Authors and places of one picture."""


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Nothing: what an id looks like stands in the configuration."""
    return ()


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The picture with an id. Raises `NotFetched`, also where it is not asked by ids."""
    dam = config.own_dam
    if dam.by_id is None:
        raise NotFetched(Reason.SOURCE_NOT_FOUND, f"{dam.title} is not asked by ids")
    return _ask(dam, dam.by_id, {"id": reference.id}, MatchBasis.SAME_ID, fetcher, config)


def search(clues: Clues, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Pictures that the clues lead to, the surest way first. Raises `NotFetched`."""
    if not config.own_dam.templates:
        raise NotFetched(Reason.SOURCE_NOT_FOUND, "no picture system of the desk's is configured")
    found: dict[str, SourceRecord] = {}
    for template, values, basis in _questions(config.own_dam, clues):
        for record in _ask(config.own_dam, template, values, basis, fetcher, config):
            found.setdefault(record.id, record)
        if found and basis is not MatchBasis.NAME:  # a name may be another picture's
            break
    return tuple(found.values())


_Question = tuple[str, dict[str, str], MatchBasis]
"""An address template, what is filled in, and how sure an answer is."""


def _questions(dam: OwnDam, clues: Clues) -> Iterator[_Question]:
    """What is asked for the clues, the surest first."""
    picture = clues.picture
    if dam.by_sha1 and picture is not None:
        yield dam.by_sha1, {"sha1": picture.sha1}, MatchBasis.SAME_BYTES
    if dam.by_id:
        for id in _ids(dam, clues):
            yield dam.by_id, {"id": id}, MatchBasis.SAME_ID
    if dam.by_phash and picture is not None and not picture.fingerprint.plain:
        yield dam.by_phash, {"phash": picture.fingerprint.phash}, MatchBasis.FINGERPRINT
    if dam.by_name:
        for name in dict.fromkeys(map(unsized_name, clues.file_names[:_MOST_IDS])):
            stem = name.rpartition(".")[0] or name
            slug = _NOT_IN_SLUG.sub("-", stem.lower()).strip("-")
            if slug:
                yield dam.by_name, {"name": name, "stem": stem, "slug": slug}, MatchBasis.NAME
    if dam.by_words and (words := search_words(clues)):
        yield dam.by_words, {"words": " ".join(words)}, MatchBasis.NAME


def _ids(dam: OwnDam, clues: Clues) -> tuple[str, ...]:
    """The ids that stand in the addresses, the file names and the credit."""
    pattern = re.compile(dam.id_pattern or "(?!)")
    told = (*clues.urls, *clues.file_names, *((clues.credit.raw,) if clues.credit else ()))
    matches = (match for clue in told for match in pattern.finditer(clue[:_READ]))
    named = (next(filter(None, match.groups()), "") for match in matches)
    ids = dict.fromkeys(id for id in named if 0 < len(id) <= _LONGEST and id.strip("."))
    return tuple(ids)[:_MOST_IDS]


def _ask(
    dam: OwnDam,
    template: str,
    values: dict[str, str],
    basis: MatchBasis,
    fetcher: Fetches,
    config: Config,
) -> tuple[SourceRecord, ...]:
    """The pictures of one answer; none where it says that there is none.

    Raises `NotFetched`, also for an answer in another form than the configuration says.
    """
    token = config.keys.get("OWN_DAM_TOKEN")
    headers = {"Authorization": dam.authorization.format(token=token)} if token else {}
    url = template.format(**{name: quote(value, safe="") for name, value in values.items()})
    try:
        exchange = fetcher.get(url, headers=headers)
    except NotFetched as error:
        if error.reason is Reason.GONE:
            return ()
        raise
    hits = _hits(json_of(exchange), dam)
    records = [_record(dam, hit, exchange, basis) for hit in hits[:_MOST]]
    known = tuple(record for record in records if record is not None)
    if hits and not known:
        raise NotFetched(Reason.FAILED, f"{dam.title} answered in another form than is configured")
    return known


def _hits(answer: Any, dam: OwnDam) -> list[Any]:
    """The pictures in an answer: a list, the list at `items`, or the answer itself."""
    found = dig(answer, *_path(dam.items)) if dam.items else answer
    if found is None:
        found = answer
    return found if isinstance(found, list) else [found]


def _path(written: str) -> tuple[str | int, ...]:
    """`renditions.0.href` as steps."""
    return tuple(int(step) if step.isdecimal() else step for step in written.split("."))


def _record(dam: OwnDam, hit: Any, exchange: Exchange, basis: MatchBasis) -> SourceRecord | None:
    """The record of one picture; None without an id or a picture."""
    read = _Fields(dam, hit, exchange)
    media = read.address("media_url")
    id = (text(read.value("id")) or media or "")[:_LONGEST_STATED]
    if not id or not (media or read.address("preview_url")):
        return None
    page = dam.page.format(id=quote(id, safe="")) if dam.page else None
    terms, stated = read.reading("usage_terms"), read.words("license")
    return SourceRecord(
        source="own-dam",
        id=id,
        where=where(exchange, "$"),
        page_url=read.address("page_url") or page,
        media_url=media,
        preview_url=read.address("preview_url") or media,
        title=read.words("title"),
        description=read.reading("description"),
        creators=read.creators(),
        credit_line=read.reading("credit_line"),
        license=_license(stated) or (parse_license(terms.text) if terms else None),
        source_of_file=read.reading("source"),
        dates=read.dates(),
        places=read.places(),
        width=number(read.value("width")),
        height=number(read.value("height")),
        sha1=(text(read.value("sha1")) or "").lower() or None,
        notes=tuple(filter(None, (read.reading("instructions"), terms))),
        basis=basis,
        source_title=dam.title,
    )


def _license(stated: str | None) -> License | None:
    """A licence by its name or address; one that has no other name under its own."""
    if stated is None:
        return None
    url = stated if is_web_address(stated) else None
    return parse_license(stated) or License(stated, "other", url=url)


class _Fields:
    """The fields of one picture, each read where the configuration says."""

    def __init__(self, dam: OwnDam, hit: Any, exchange: Exchange) -> None:
        self._dam, self._hit, self._exchange = dam, hit, exchange

    def value(self, name: str) -> Any:
        """Whatever lies there."""
        return dig(self._hit, *_path(self._place(name)))

    def _place(self, name: str) -> str:
        return self._dam.fields.get(name, name)

    def words(self, name: str) -> str | None:
        """The text that lies there, its HTML taken out."""
        return plain(text(self.value(name)))

    def reading(self, name: str) -> Reading | None:
        """The text, and where it lies."""
        return reading(self.words(name), where(self._exchange, f"$.{self._place(name)}"))

    def address(self, name: str) -> str | None:
        """The web address; one without a host is of the host that answered."""
        stated = text(self.value(name))
        try:
            url = urljoin(self._exchange.url, stated) if stated else ""
        except ValueError:
            return None
        return url if is_web_address(url) else None

    def creators(self) -> tuple[Reading, ...]:
        """The authors: a name, or a list of names or of objects with a `name`."""
        place = where(self._exchange, f"$.{self._place('creators')}")
        return tuple(Reading(name, place) for name in _names(self.value("creators")))

    def places(self) -> tuple[PlaceFact, ...]:
        """What the picture shows: a name, or a list of names or of objects with a `name`."""
        place = where(self._exchange, f"$.{self._place('places')}")
        return tuple(
            PlaceFact(PlaceKind.SHOWN, name, place) for name in _names(self.value("places"))
        )

    def dates(self) -> tuple[DatedFact, ...]:
        """When it was taken, and when it came into the system."""
        taken = self._dated(DateKind.CAPTURED, "date_created")
        came = self._dated(DateKind.UPLOADED, "upload_date")
        return tuple(filter(None, (taken, came)))

    def _dated(self, kind: DateKind, name: str) -> DatedFact | None:
        """A date as ISO 8601, or as Unix seconds; 0 is none."""
        stated, place = text(self.value(name)), where(self._exchange, f"$.{self._place(name)}")
        seconds = number(stated) if stated and len(stated) != len("YYYY") else None
        if seconds is None:
            return stated_instant(kind, stated, place)
        moment = unix_moment(seconds) if seconds > 0 else None
        if moment is None:
            return None
        if kind is DateKind.CAPTURED:  # a camera's clock knows no time zone
            return stated_instant(kind, moment.date().isoformat(), place)
        return instant(kind, moment, place, stated or "")


def _names(value: Any) -> tuple[str, ...]:
    """The names in a field."""
    listed = value if isinstance(value, list) else [value]
    named = (plain(text(each, "name") if isinstance(each, dict) else text(each)) for each in listed)
    return tuple(dict.fromkeys(name for name in named if name))[:_LONGEST_LIST]
