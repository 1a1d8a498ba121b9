"""Files of Wikimedia Commons that look like the picture, by an index of hashes.

**Asked** for each picture that no other clue led to an original of: one question, and up to seven
more where the credit names Wikimedia Commons. A question holds two numbers of 64 bits (pHash and
dHash); neither the picture nor its address is sent. It finds copies that were scaled, saved again
or trimmed by about 1 % at the edges, under any name and caption; it does not find crops.

**What it finds** is looked up at Wikimedia Commons and compared here again; only pixels confirm.

Not asked are pictures too plain to be told by a hash. To switch it off, name `commons-hashes` in
`sources-off`; to ask another index with the same interface, set `network.endpoints`.
"""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model import Clues, MatchBasis, Reason, Reference, SourceRecord
from provenance.sources.kit.answers import endpoint, items, json_of, number, text

TITLE = "Wikimedia Commons by pixels"
NEEDS: tuple[str, ...] = ()
CAN = ("pixels",)
PLATFORMS: tuple[str, ...] = ("wikimedia-commons",)
ETIQUETTE = (
    "One question for each picture without an original, eight where the credit names Commons, one "
    "after another; a host that does not answer is left alone for the rest of a minute."
)
EXAMPLES: tuple[tuple[str, str], ...] = ()
_API = "https://imagehash.toolforge.org"
_COMMONS = "wikimedia-commons"
_QUESTIONS = 8
"""Questions where the credit names Commons. Of 120 photographs' copies (320 to 736 pixels wide,
quality 60 to 85) the first finds .96, eight find all; of those trimmed by 1 % at each edge .36 and
.72, twenty .85."""
_DIFFERENCE = 12
"""Bits by which the second hash must differ less where the first is equal. The index' own 3 finds
.21 and .37 of the trimmed copies above; none of 120 photographs was taken for another."""
_MOST = 10
"""Files that are compared, at most."""
_TITLE = re.compile(r"File:[^\x00-\x1f<>\[\]|{}#]{1,240}")


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Nothing: it is asked by picture."""
    return ()


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Nothing: its files are records of Wikimedia Commons. Raises `NotFetched`."""
    raise NotFetched(Reason.SOURCE_NOT_FOUND, f"{TITLE} is asked by picture, it has no records")


def by_pixels(clues: Clues, fetcher: Fetches, config: Config) -> tuple[Reference, ...]:
    """Files of Commons whose hashes are near the picture's.

    From the first question that finds any.

    Raises `NotFetched`.
    """
    from provenance.sources.kit.hashes import hashes_of  # loads NumPy

    picture = clues.picture
    if picture is None or picture.fingerprint.plain:
        return ()
    credited = clues.credit is not None and clues.credit.platform in PLATFORMS
    for hashes in hashes_of(picture, _QUESTIONS if credited else 1):
        exchange = fetcher.get(
            f"{endpoint(config, 'commons-hashes', _API)}/search",
            params={
                "dhash": str(hashes.dhash),
                "phash": str(hashes.phash),
                "maxdifference": str(_DIFFERENCE),
            },
        )
        found = {_title(hit): number(hit, "page_id") for hit in items(json_of(exchange))}
        found.pop("", None)
        if found:
            clue = f"hash of the picture in the index of {exchange.url.split('/')[2]}"
            return tuple(_reference(title, clue) for title in list(found)[:_MOST])
    return ()


def _reference(title: str, clue: str) -> Reference:
    return Reference(
        _COMMONS, title, MatchBasis.FINGERPRINT, clue, source_title="Wikimedia Commons"
    )


def _title(hit: object) -> str:
    """The file that a hit names; empty for anything else."""
    name = (text(hit, "page_title") or "").replace("_", " ")
    return name if _TITLE.fullmatch(name) else ""
