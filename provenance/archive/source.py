"""The newsroom's own archive: what wires sent, what was kept, what was printed.

Asked before every other source and without the network, for the picture itself: the same bytes, a
copy saved again, a crop, a mirrored or framed one, each proved by pixels. Fill it with
`provenance archive add`. Its records speak as those of any other source do; what was printed
before is weighed by the rules of history.
"""

from __future__ import annotations

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model import Clues, Reason, Reference, SourceRecord

SOURCE = "newsroom-archive"
TITLE = "the newsroom's archive"
NEEDS: tuple[str, ...] = ()
CAN = ("bytes", "reverse")
ETIQUETTE = "It is the newsroom's own: nothing leaves the machine, or the newsroom's own server."
EXAMPLES: tuple[tuple[str, str], ...] = ()


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Nothing: pictures are found by their pixels, before any clue is read."""
    return ()


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Nothing further: a match brings its whole record. Raises `NotFetched`."""
    raise NotFetched(Reason.SOURCE_NOT_FOUND, "the archive is asked for pictures, not for ids")
