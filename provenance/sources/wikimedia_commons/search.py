"""Finding a file where the credit says no more than "Wikimedia Commons".

CirrusSearch wants every word unless told otherwise, and a caption is never the file's description
word for word. So each text makes several queries: its most telling words all together, which is
right at the top when it hits, and its words joined by OR, which ranks by how many match. Ranks are
merged over all queries (reciprocal rank fusion, k = 60: Cormack, Clarke and Büttcher, SIGIR 2009).
"""

from __future__ import annotations

from functools import lru_cache

from provenance import lazy_re as re
from provenance.errors import NotFetched
from provenance.model import Clues, MatchBasis, SourceRecord
from provenance.sources.wikimedia_commons.api import Wiki, as_int
from provenance.sources.wikimedia_commons.pages import Page
from provenance.sources.wikimedia_commons.records import IMAGEINFO, record_of
from provenance.sources.wikimedia_commons.words import words

BATCH = 50
"""Files per request: the API's own limit on titles and on thumbnails."""
_K = 60
_MOST_QUERIES = 8
"""Requests for one picture, batches that go on left aside: 4 % of the 200 a minute an
identified client may make."""
_TELLING = 4
_WORDS = 12
_MOST_WORDS = 40
_SHORTEST = 3
"""Letters of a word worth searching for; of an abbreviation one less."""
_READ, _NAME = 2000, 500
"""Characters of a text and of a file name that are read."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CAMERA_NAME = re.compile(
    r"(?:img|dsc[fn]?|dscn|pict?|image|photo|foto|picture|bild|untitled|cropped|scaled|thumb)\d*$"
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def queries(clues: Clues) -> tuple[str, ...]:
    """Full-text queries, best first.

    They are the author, each text's telling words together, any of each text's words. What the
    caption says about the place is what may be wrong, so places are left out at first.
    """
    credit = clues.credit
    author = [f'"{name}"' for name in (credit.creators if credit else ())[:1] if '"' not in name]
    strict, loose, loosest = [], [], []
    for text in (*clues.texts[:1], *map(_readable, clues.file_names), *clues.texts[1:]):
        everything, elsewhere = _words_of(text), _words_of(_without_places(text))
        telling = sorted(elsewhere, key=_weight, reverse=True)[:_TELLING]
        if len(telling) >= 2:
            strict.append(" ".join(word for word in elsewhere if word in telling))
        loose.append(" OR ".join(elsewhere[:_WORDS]))
        loosest.append(" OR ".join(everything[:_WORDS]))
    # the caption's loose query before other texts' strict ones: it is the one that is always about
    # the picture
    mixed = [*author, *strict[:1], *loose[:1], *strict[1:], *loose[1:], *loosest]
    return tuple(dict.fromkeys(query for query in mixed if query))[:_MOST_QUERIES]


def _by_checksum(clues: Clues) -> tuple[str, ...]:
    """The query for files whose structured data hold the picture's pHash (P9310).

    No form is prescribed for the value: hexadecimal and decimal are both asked for. Only
    CirrusSearch understands it; any other search finds nothing by it.
    """
    from provenance.sources.kit.hashes import hashes_of  # loads NumPy

    picture = clues.picture
    if picture is None or picture.fingerprint.plain:
        return ()
    return tuple(
        f"haswbstatement:P9310={hashes.phash:016x}|P9310={hashes.phash}"
        for hashes in hashes_of(picture)
    )


@lru_cache(maxsize=64)
def _without_places(text: str) -> str:
    """The text with the places it names blanked out.

    Kept, because the headline is a text of every picture of an article.
    """
    from provenance.claims import read_claims

    for place in reversed(read_claims(text[:_READ]).places):
        text = f"{text[: place.start]} {text[place.end :]}"
    return text


def _readable(file_name: str) -> str:
    """The words of a file name, without extension, sizes, counters and random ids."""
    stem = _UUID.sub("", re.sub(r"\.\w{2,4}$", "", file_name[:_NAME].lower()))
    return " ".join(
        w
        for w in re.split(r"[\W_]+", stem)
        if not re.fullmatch(r"\d{1,3}|\d+x\d+|\d+px|\d{5,}|(?=\w*\d)[0-9a-f]{8,}", w)
    )


def _words_of(text: str) -> list[str]:
    """The words of a text worth searching for, in order, once each."""
    found: dict[str, str] = {}
    for matched in _WORD.finditer(text[:_READ]):
        word = re.sub(r"['’]s$", "", matched[0])
        lowered = word.lower()
        if lowered in words("search_stop_words") or _CAMERA_NAME.match(lowered):
            continue
        abbreviation = word.isupper() and len(word) == _SHORTEST - 1
        if len(word) >= _SHORTEST or not word.isascii() or abbreviation:
            found.setdefault(lowered, word)
        if len(found) == _MOST_WORDS:
            break
    return list(found.values())


def _weight(word: str) -> tuple[bool, bool, int]:
    """Names and numbers tell more than other words, longer words more than shorter."""
    return (word[0].isupper(), any(c.isdigit() for c in word), len(word))


def search_wiki(wiki: Wiki, clues: Clues, limit: int) -> tuple[SourceRecord, ...]:
    """Up to `limit` candidates, best first, in batches.

    One query that fails does not end the others: where nothing may be asked, those of the file's
    name may be stored though the caption was changed since.

    Raises `NotFetched` where no query could be answered.
    """
    asked = (*_by_checksum(clues), *queries(clues))
    scores: dict[str, float] = {}
    records: dict[str, SourceRecord] = {}
    offsets = dict.fromkeys(asked, "0")
    failed: NotFetched | None = None
    answered = False
    for _ in range(1 + limit // BATCH):
        for query in [q for q in asked if q in offsets]:
            try:
                found, more = _batch(wiki, query, offsets[query])
            except NotFetched as error:
                failed = error
                del offsets[query]
                continue
            answered = True
            for rank, record in found:
                records.setdefault(record.id, record)
                scores[record.id] = scores.get(record.id, 0.0) + 1.0 / (_K + rank)
            if more:
                offsets[query] = more
            else:
                del offsets[query]
        if len(records) >= limit or not offsets:
            break
    if failed is not None and not answered:
        raise failed
    best = sorted(records, key=lambda title: (-scores[title], title))
    return tuple(records[title] for title in best[:limit])


def _batch(
    wiki: Wiki, query: str, offset: str
) -> tuple[list[tuple[int, SourceRecord]], str | None]:
    """One batch of one query: records with their rank, and where to go on."""
    params = {
        "generator": "search",
        "gsrnamespace": "6",
        "gsrlimit": str(BATCH),
        "gsroffset": offset,
        "gsrsearch": f"{query} filetype:bitmap",
        **IMAGEINFO,
    }
    answer = wiki.query(params)
    found: list[tuple[int, SourceRecord]] = []
    for page in (Page(data, answer.exchange, wiki.host) for data in answer.pages):
        if page.versions and page.bitmap:
            found.append(
                (as_int(page.data.get("index")) or len(found) + 1, record_of(page, MatchBasis.NAME))
            )
    return sorted(found, key=lambda pair: pair[0]), answer.more.get("gsroffset")
