"""Evidence that keeps: a sealed folder for each article, and its proof later.

    SHA256SUMS          the list: what every other file's bytes were
    SHA256SUMS.tsr      the time stamp over the list, where an authority gave one
    bundle.json         what was checked, when, with what; what was left out
    report.json, .html  the report
    exchanges.wacz      every answer that the run used, as it came (WARC 1.1 in WACZ 1.1.1)
    pictures/           the published pictures and the originals they were compared with
    article.*           the article itself, where it came from a file
    README.txt          how anybody can check this with other programs

`folder` writes it, `verify` proves it; what stands in the files is in `warc`, `wacz`, `stamp`.
"""

from __future__ import annotations

from importlib.util import find_spec

from provenance.errors import UsageError, how_to_install

LIST = "SHA256SUMS"
STAMP = "SHA256SUMS.tsr"
MANIFEST = "bundle.json"
EXCHANGES = "exchanges.wacz"
README = "README.txt"
PART = ".part-"
"""How the name of a folder begins whose bundle is not finished."""
STAMP_SECONDS = 30.0
"""How long the authority may take: it is asked once, after the check."""


def require_packages() -> None:
    """Return where what evidence needs is installed. Raises `UsageError`."""
    if not all(find_spec(name) for name in ("warcio", "rfc3161_client")):
        raise UsageError(f"evidence needs warcio and rfc3161-client: {how_to_install('evidence')}")
