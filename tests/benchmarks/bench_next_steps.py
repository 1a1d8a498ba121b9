"""What an editor is given for pictures that stay "not verified":
`python tests/benchmarks/bench_next_steps.py [PAGES]`.

The labelled pages in `../shared/data/pages` are checked as if online. What is outside is a
stand-in: every picture can be had (a drawn one for each address), Wikimedia Commons, the networks
and the hash index answer in their own form that they know nothing, every other page is refused.
For each picture whose answer is "not verified" it is counted whether there is a link to open, a
witness (a record or what the file says) and a next step, and which have none of the three.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import provenance
from provenance.articles import read_article
from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import ImageReport, InputKind, Reason, Retrieved, Verdict
from provenance.reports.kit.searches import checklist, pages_to_compare, reverse_searches
from provenance.reports.kit.steps import next_step
from tests.stand_ins.drawings import encoded, scene

PAGES = Path(__file__).parents[2].parent / "shared" / "data" / "pages"
DRAWN = 60
"""Different pictures that are drawn; addresses share them."""
NOTHING: dict[str, Any] = {
    "wikimedia.org": {"batchcomplete": True, "query": {"pages": [], "allimages": [], "search": []}},
    "toolforge.org": [],
    "bsky.app": {"posts": []},
    "openverse.org": {"results": []},
    "archive.org": [],
}
"""How the hosts that are asked without a key say that they know nothing."""


class Outside:
    """Everything that is not on this machine."""

    offline = False

    def get(self, url: str, *, kind: str = "json", **_: Any) -> Exchange:
        """A drawn picture, an empty answer, or a refusal."""
        host = urlsplit(url).hostname or ""
        if kind == "picture":
            body = drawn(zlib.crc32(url.encode()) % DRAWN)
        else:
            known = [answer for name, answer in NOTHING.items() if host.endswith(name)]
            if not known or kind != "json":
                raise NotFetched(Reason.GATED, f"{host} shows it only to its members", status=403)
            body = json.dumps(known[0]).encode()
        return Exchange(url, 200, {}, body, datetime.now(UTC), Retrieved.LIVE)

    def post(self, url: str, **_: Any) -> Exchange:
        """Refused."""
        raise NotFetched(Reason.GATED, "no uploads", status=403)

    def within(self, seconds: float) -> Outside:
        """The same: it answers at once."""
        return self

    def at_hand(self) -> Outside:
        """The same."""
        return self


@lru_cache(maxsize=DRAWN)
def drawn(number: int) -> bytes:
    """One of the pictures."""
    return encoded(scene(number, 480, 320), quality=80)


def given(image: ImageReport) -> set[str]:
    """What the report offers for a picture without a confirmed original."""
    file = image.picture.metadata if image.picture else None
    offered = {
        "a link": reverse_searches(image) or pages_to_compare(image),
        "a witness": image.originals or (file and (file.description or file.creators)),
        "a next step": next_step(image) or [f for f in image.findings if f.suggestion],
        "a checklist": checklist(image),
    }
    return {name for name, value in offered.items() if value}


def main() -> None:
    """Print the figures."""
    if not (PAGES / "gold.jsonl").exists():
        sys.exit(f"{PAGES} is not here: no figures")
    rows = [json.loads(line) for line in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()]
    most = int(sys.argv[1]) if len(sys.argv) > 1 else len(rows)
    config = Config(network=Network(contact="desk@news.example"), budget=600)
    counts, bare, unverified, all = Counter[str](), list[str](), 0, 0
    for row in rows[:most]:
        html = gzip.decompress((PAGES / row["html"]).read_bytes())
        article = read_article(html, origin=row["url"], kind=InputKind.HTML, base_url=row["url"])
        report = provenance.check(article, config=config, fetcher=Outside())
        for image in report.images:
            all += 1
            if image.verdict is not Verdict.UNVERIFIED:
                continue
            unverified += 1
            offered = given(image)
            counts.update(offered)
            if not offered & {"a link", "a witness", "a next step"}:
                bare.append(f"{row['site']} {image.image.content_url}")
    print(f"{all} pictures on {len(rows[:most])} pages, {unverified} not verified")
    for name, number in counts.most_common():
        print(f"  with {name}: {number} of {unverified}")
    print(f"  with neither link nor witness nor next step: {len(bare)} of {unverified}")
    for line in bare[:20]:
        print(f"    {line}")


if __name__ == "__main__":
    main()
