"""Files of Wikimedia Commons: what a credit, an address or a picture leads to.

**Recognised by** every address of a file on Commons or a Wikipedia: originals and thumbnails of
any width on `upload.wikimedia.org` and `thumb.wikimedia.org`, old versions, `Special:FilePath` and
`Special:Redirect`, file pages in any language, `curid` and `M…` numbers, MediaWiki's own thumbnail
names (`960px-Name.jpg`), a file named in the credit's text, and, where the credit names Commons,
the picture's file name.

**Looked up** through the Action API: the file's record and licence, its structured data, where
else it is used, renames, old versions, nominations; for a missing file the deletion log. A file
page on a Wikipedia is asked for there first, because a local upload hides a Commons file of the
same name.

**Exact match** by the SHA-1 of the published bytes, among current files and, where the wiki tells,
deleted ones.

**Search** where the credit says no more than "Wikimedia Commons": by caption, headline,
alternative text and file name, in batches of 50. Candidates are not confirmed; only pixels do
that.

**Kept apart**: the uploader is never the author; the upload date is never the capture date; the
camera's position is not the position of what is shown.

**Not seen**: a re-encoded copy has another SHA-1; an old version is not found by SHA-1; deletion
on request of the uploader leaves the same trace as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model import (
    Clues,
    CreditKind,
    MatchBasis,
    Picture,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.sources.wikimedia_commons.addresses import (
    COMMONS,
    SHORTENER,
    FilePointer,
    from_file_name,
    from_id,
    in_text,
    pointer_in,
)
from provenance.sources.wikimedia_commons.api import (
    SOURCE,
    Answer,
    Wiki,
    as_dict,
    as_int,
    as_list,
    as_text,
    commons,
    wiki_for,
)
from provenance.sources.wikimedia_commons.history import Fate, fate_of
from provenance.sources.wikimedia_commons.pages import Page
from provenance.sources.wikimedia_commons.records import IMAGEINFO, record_of, with_structured
from provenance.sources.wikimedia_commons.search import search_wiki
from provenance.sources.wikimedia_commons.structured import read_structured
from provenance.values import dataclass

TITLE = "Wikimedia Commons"
NEEDS: tuple[str, ...] = ()
ETIQUETTE = (
    "One request at a time with the operator's contact in the User-Agent, maxlag=5, Retry-After "
    "obeyed, at most 50 "
    "files per request, two connections for pictures, standard thumbnail sizes only."
)
CAN: tuple[str, ...] = ("url", "file-name", "credit", "bytes", "search")
PLATFORMS: tuple[str, ...] = ("wikimedia-commons",)
ASK = (
    "The credit names Wikimedia Commons but no file: ask the author for the file's name or the "
    "address of its page, "
    "and print author and licence from there."
)
EXAMPLES: tuple[tuple[str, str], ...] = (
    (
        "https://commons.wikimedia.org/wiki/File:Harbour_crane_at_dusk.jpg",
        "File:Harbour crane at dusk.jpg",
    ),
    ("https://upload.wikimedia.org/wikipedia/commons/a/a9/Example.jpg", "File:Example.jpg"),
    (
        "https://upload.wikimedia.org/wikipedia/commons/thumb/a/a9/Example.jpg/960px-Example.jpg",
        "File:Example.jpg",
    ),
    (
        "https://thumb.wikimedia.org/wikipedia/commons/thumb/a/a9/Example.jpg/330px-Example.jpg",
        "File:Example.jpg",
    ),
    (
        "https://upload.wikimedia.org/wikipedia/commons/archive/a/a9/20120414093000!Example.jpg",
        "File:Example.jpg",
    ),
    (
        "https://commons.wikimedia.org/wiki/Special:FilePath/Harbour_crane.jpg?width=960",
        "File:Harbour crane.jpg",
    ),
    (
        "https://commons.wikimedia.org/wiki/Special:Redirect/file/Harbour_crane.jpg",
        "File:Harbour crane.jpg",
    ),
    ("https://commons.wikimedia.org/w/index.php?curid=70000001", "M70000001"),
    ("https://commons.wikimedia.org/entity/M70000001", "M70000001"),
    ("https://de.wikipedia.org/wiki/Datei:Hafenkran.jpg", "de.wikipedia.org/File:Hafenkran.jpg"),
    ("https://ja.wikipedia.org/wiki/ファイル:Crane.jpg", "ja.wikipedia.org/File:Crane.jpg"),
    (
        "https://en.wikipedia.org/wiki/Harbour#/media/File:Crane.jpg",
        "en.wikipedia.org/File:Crane.jpg",
    ),
    (
        "https://upload.wikimedia.org/wikipedia/en/a/a9/Example.jpg",
        "en.wikipedia.org/File:Example.jpg",
    ),
    ("https://w.wiki/9xYz", "w.wiki/9xYz"),
)

_MOST_VERSIONS = 10
_FILE_PAGE = {
    **IMAGEINFO,
    "prop": "imageinfo|globalusage",
    "iiprop": f"{IMAGEINFO['iiprop']}|commonmetadata",
    "iilimit": str(_MOST_VERSIONS),
    "redirects": "1",
    "guprop": "url|namespace",
    "gulimit": "10",
    "gufilterlocal": "1",
}

_HOPS = 3
"""Moves and other wikis that are followed to one file."""
_QUOTED = 200
"""Characters of an address or id that a message quotes."""


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Files of Commons or a Wikipedia that the clues name, addresses first.

    No request is made.
    """
    found: dict[str, Reference] = {}
    for clue, pointer in _pointers(clues):
        basis = MatchBasis.SAME_ID if pointer.exact else MatchBasis.NAME
        known = found.get(pointer.id)
        if known is None or (known.basis is MatchBasis.NAME and pointer.exact):
            url = clue if pointer_in(clue) else None
            found[pointer.id] = Reference(SOURCE, pointer.id, basis, clue, url)
    return tuple(sorted(found.values(), key=lambda reference: reference.basis is MatchBasis.NAME))


def _pointers(clues: Clues) -> Iterator[tuple[str, FilePointer]]:
    credit = clues.credit
    for url in (*clues.urls, *(link.url for link in (credit.links if credit else ()))):
        pointer = pointer_in(url)
        if pointer:
            yield url, pointer
    credited = False
    if credit:
        yield from in_text(credit.raw)
        credited = credit.platform == SOURCE or credit.kind is CreditKind.COMMONS
    for name in clues.file_names:
        pointer = from_file_name(name, credited=credited)
        if pointer:
            yield name, pointer


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The file's record, its structured data included.

    Raises `NotFetched`: `gone` where the deletion log says so, `source-not-found` where there
    never was such a file, and whatever kept the wiki from answering. Structured data that could
    not be read is a note.
    """
    pointer = from_id(reference.id)
    if pointer is None:
        raise NotFetched(
            Reason.SOURCE_NOT_FOUND, f"{reference.id[:_QUOTED]!r} names no file of a wiki"
        )
    if pointer.wiki == SHORTENER:
        pointer = _follow(f"https://{SHORTENER}/{pointer.title}", fetcher)
    clue = pointer_in(reference.url) if reference.url else None
    archived = clue.archived if clue else None
    return (_look_up(pointer, _Question(fetcher, config, archived, reference.basis)),)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of each wiki on the way to a file."""

    fetcher: Fetches
    config: Config
    archived: str | None
    """The time of an old version, where one is meant."""
    basis: MatchBasis


def _look_up(pointer: FilePointer, asked: _Question, hops: int = _HOPS) -> SourceRecord:
    wiki = wiki_for(pointer, asked.fetcher, asked.config)
    which = {"titles": pointer.title} if pointer.title else {"pageids": str(pointer.page)}
    answer = wiki.query({**_FILE_PAGE, **which})
    page = Page(answer.pages[0], answer.exchange, wiki.host) if answer.pages else None
    if page is not None and wiki.host != COMMONS and _is_shared(page):
        return _look_up(replace(pointer, wiki=COMMONS), asked, hops - 1)
    if page is not None and page.versions:
        record = record_of(
            page, asked.basis, archived=asked.archived, renamed_from=_old_name(answer)
        )
        return _complete(record, page, wiki, asked.fetcher, asked.config)
    title = pointer.title or (page.title if page else "")
    if page is not None and as_list(page.data.get("imageinfo")):
        raise NotFetched(Reason.GONE, f"{title} is there, but its picture is hidden or lost")
    fate = fate_of(wiki, title) if title else Fate()
    if not fate.moved_to or hops <= 0:
        raise _missing(pointer, title, wiki, fate)
    record = _look_up(FilePointer(pointer.wiki, title=fate.moved_to), asked, hops - 1)
    note = Reading(
        f"renamed: the credit's name for it is {title}", answer.exchange.where("logevents")
    )
    return replace(record, notes=(note, *record.notes))


def _missing(pointer: FilePointer, title: str, wiki: Wiki, fate: Fate) -> NotFetched:
    """What is known of a file that is not there."""
    if fate.deleted:
        return NotFetched(Reason.GONE, f"{title} was deleted from {wiki.host} {fate.deleted}")
    detail = f"{wiki.host} has no file {title!r}, and its log knows of none"
    if not title:  # the log can be asked for titles only
        detail = f"{wiki.host} has no page number {pointer.page} (any more)"
    return NotFetched(Reason.SOURCE_NOT_FOUND, detail)


def _follow(short: str, fetcher: Fetches) -> FilePointer:
    """The file a short address leads to. Raises `NotFetched` where it leads to none."""
    target = fetcher.get(short, kind="page").url
    pointer = pointer_in(target)
    if pointer is None or pointer.wiki == SHORTENER:
        raise NotFetched(
            Reason.SOURCE_NOT_FOUND, f"{short} leads to {target[:_QUOTED]}, which is no file"
        )
    return pointer


def _is_shared(page: Page) -> bool:
    """True for a Wikipedia's view of a Commons file."""
    return as_text(page.data.get("imagerepository")) == "shared" or bool(page.data.get("known"))


def _old_name(answer: Answer) -> str | None:
    """The name asked for, where it redirects to another."""
    return (
        next(
            (as_text(as_dict(r).get("from")) for r in as_list(answer.query.get("redirects"))), None
        )
        or None
    )


def _complete(
    record: SourceRecord, page: Page, wiki: Wiki, fetcher: Fetches, config: Config
) -> SourceRecord:
    """The record with its structured data; what could not be read of it is a note."""
    number = as_int(page.data.get("pageid"))
    if number is None or wiki.host != COMMONS:
        return record
    try:
        return with_structured(record, read_structured(wiki, number, fetcher, config))
    except NotFetched as error:
        note = Reading(
            f"its structured data could not be read ({error.reason}): {error.detail}", record.where
        )
        return replace(record, notes=(*record.notes, note))


def search(clues: Clues, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Candidates from the page's words, best first, at most `config.candidates`.

    They are unconfirmed: only pixels do that. Their records lack structured data; look the
    confirmed one up by its id. Raises `NotFetched` where nothing could be asked: `source-not-found`
    where the page has no words to search by.
    """
    found = search_wiki(commons(fetcher, config), clues, config.candidates)
    if not found and not clues.texts and not clues.file_names:
        raise NotFetched(
            Reason.SOURCE_NOT_FOUND,
            "the page has no caption, headline or file name to search Commons by",
        )
    return found


def by_bytes(picture: Picture, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Files of Commons with exactly these bytes; empty where there are none.

    Raises `NotFetched(gone)` where only a deleted file had these bytes.
    """
    sha1 = picture.sha1.lower()
    if not re.fullmatch(r"[0-9a-f]{40}", sha1):
        return ()
    wiki = commons(fetcher, config)
    asked = {"generator": "allimages", "gaisha1": sha1, "gailimit": "10"}
    answer = wiki.query(
        {**asked, **{k: v for k, v in _FILE_PAGE.items() if k not in ("redirects", "iilimit")}}
    )
    pages = [
        page for page in (Page(data, answer.exchange) for data in answer.pages) if page.versions
    ]
    if pages:
        return tuple(
            _complete(record_of(p, MatchBasis.SAME_BYTES), p, wiki, fetcher, config) for p in pages
        )
    title = _deleted_title(wiki, sha1)
    if title:
        fate = fate_of(wiki, title)
        words = fate.deleted or "(its log entry cannot be read)"
        raise NotFetched(
            Reason.GONE,
            f"{title}, a file with exactly these bytes, was deleted from {wiki.host} {words}",
        )
    return ()


def _deleted_title(wiki: Wiki, sha1: str) -> str | None:
    """The title of a deleted file with these bytes; None where the wiki tells of none."""
    try:
        answer = wiki.query(
            {"list": "filearchive", "fasha1": sha1, "faprop": "sha1|timestamp", "falimit": "5"},
            rounds=1,
        )
    except NotFetched as error:
        if error.reason is Reason.GATED:
            return None  # only administrators may list deleted files there
        raise
    for entry in map(as_dict, as_list(answer.query.get("filearchive"))):
        if as_text(entry.get("sha1")).lower() == sha1:
            return as_text(entry.get("title")) or None
    return None
