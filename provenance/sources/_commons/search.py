"""Finding a file when the credit says no more than "Wikimedia Commons": queries from what the page says.

CirrusSearch wants every word unless told otherwise, and a caption is never the file's description word for
word. So each text makes two queries: its most telling words all together, which is right at the top when it
hits, and the same words joined by OR, which ranks by how many match. Ranks are merged over all queries
(reciprocal rank fusion, k = 60: Cormack, Clarke and Büttcher, SIGIR 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from provenance.errors import NotFetched
from provenance.model import Clues, Rung, SourceRecord
from provenance.sources._commons.api import Wiki, as_int
from provenance.sources._commons.records import IMAGEINFO, Page, record_of
from provenance.sources._commons.words import words

BATCH = 50
"""Files per request: the API's own limit on titles and on thumbnails."""
_K = 60
_MOST_QUERIES = 6
"""Requests for one picture, batches that go on left aside: 2 % of the 200 a minute an identified client may make."""
_TELLING = 4
_WORDS = 12
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CAMERA_NAME = re.compile(
    r"(?:img|dsc[fn]?|dscn|pict?|image|photo|foto|picture|bild|untitled|cropped|scaled|thumb)\d*$"
)


def queries(clues: Clues) -> tuple[str, ...]:
    """Full-text queries, best first: per text all telling words, then any of its words; last the author."""
    strict: list[str] = []
    loose: list[str] = []
    for text in (*clues.texts, *map(_readable, clues.file_names)):
        found = _words_of(text)
        telling = sorted(found, key=_weight, reverse=True)[:_TELLING]
        if len(telling) >= 2:
            strict.append(" ".join(w for w in found if w in telling))
        if found:
            loose.append(" OR ".join(found[:_WORDS]))
    names = [f'"{name}"' for name in (clues.credit.creators if clues.credit else ())[:1] if '"' not in name]
    mixed = [q for pair in _pairs(strict, loose) for q in pair]
    return tuple(dict.fromkeys([*names, *mixed]))[:_MOST_QUERIES]


def _pairs(strict: Sequence[str], loose: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at in range(max(len(strict), len(loose))):
        yield (*strict[at : at + 1], *loose[at : at + 1])


def _readable(file_name: str) -> str:
    """The words of a file name, without extension, sizes and counters."""
    stem = re.sub(r"\.\w{2,4}$", "", file_name)
    return " ".join(w for w in re.split(r"[\W_]+", stem) if not re.fullmatch(r"\d{1,3}|\d+x\d+|\d+px|\d{5,}", w))


def _words_of(text: str) -> list[str]:
    """The words of a text worth searching for, in order, once each; at most 40 are read."""
    found: dict[str, str] = {}
    for matched in _WORD.finditer(text[:2000]):
        word = matched[0]
        lowered = word.lower()
        if lowered in words("search_stop_words") or _CAMERA_NAME.match(lowered):
            continue
        if len(word) >= 3 or not word.isascii() or (word.isupper() and len(word) == 2):
            found.setdefault(lowered, word)
        if len(found) == 40:
            break
    return list(found.values())


def _weight(word: str) -> tuple[bool, bool, int]:
    """Names and numbers tell more than other words, longer words more than shorter."""
    return (word[0].isupper(), any(c.isdigit() for c in word), len(word))


def search_wiki(wiki: Wiki, clues: Clues, limit: int) -> tuple[SourceRecord, ...]:
    """Up to `limit` candidates, best first, in batches of 50. One query that fails does not end the others.

    Raises `NotFetched` where no query could be answered.
    """
    asked = queries(clues)
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


def _batch(wiki: Wiki, query: str, offset: str) -> tuple[list[tuple[int, SourceRecord]], str | None]:
    """One batch of one query: records with their rank, and where to go on."""
    params = {"generator": "search", "gsrnamespace": "6", "gsrlimit": str(BATCH), "gsroffset": offset,
              "gsrsearch": f"{query} filetype:bitmap", **IMAGEINFO}  # fmt: skip
    answer = wiki.query(params, rounds=1)
    found: list[tuple[int, SourceRecord]] = []
    for page in (Page(data, answer.exchange, wiki.host) for data in answer.pages):
        if page.versions and page.bitmap:
            found.append((as_int(page.data.get("index")) or len(found) + 1, record_of(page, Rung.NAME)))
    return sorted(found, key=lambda pair: pair[0]), answer.more.get("gsroffset")
