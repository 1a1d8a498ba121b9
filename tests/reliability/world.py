"""The demo's seed as a world in which things go wrong: other answers, records and pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch import Exchange, Kind
from provenance.fetch.answers import check_status
from provenance.fetch.seed import shipped_seed
from provenance.model import ImageReport, Reason, Report, Retrieved
from provenance.run.batch import Session

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PAGE = "https://news.example/2024/03/13/strikes-on-kyiv-and-odesa.html"
PICTURE = "https://news.example/pictures/podil-market.jpg"
FILE = "https://commons.wikimedia.org/wiki/File:Podil_street_market_2024.jpg"
RIGHT = "A street market in Podil, Kyiv, on 9 March 2024."
CREDIT = f'<a href="{FILE}">Iryna Halenko / Wikimedia Commons, CC BY 4.0</a>'

Trouble = Callable[[str, Kind], "bytes | int | NotFetched | None"]
"""What an address answers instead: a body, a status, what is raised, or None for the seed's own."""
Edit = Callable[[dict[str, Any]], object]
"""Changes one record (an `imageinfo` with its `extmetadata`) in place."""


@dataclass(frozen=True)
class World:
    """A fetcher that answers from the seed, but for what a test changes."""

    trouble: Trouble = lambda url, kind: None
    edit: Edit | None = None
    offline: bool = False

    def get(
        self,
        url: str,
        *,
        kind: Kind = "json",
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        accept_status: tuple[int, ...] = (),
        max_bytes: int | None = None,
    ) -> Exchange:
        from urllib.parse import urlencode

        asked = f"{url}?{urlencode(params)}" if params else url
        instead = self.trouble(asked, kind)
        if isinstance(instead, NotFetched):
            raise instead
        if isinstance(instead, int):
            body = b"<html>no</html>"
            answer = Exchange(asked, instead, {}, body, NOW, Retrieved.LIVE)
            return check_status(answer, accept_status, kind)
        if instead is not None:
            return Exchange(asked, 200, {}, instead, NOW, Retrieved.LIVE)
        found = shipped_seed().get(asked)
        if found is None and kind == "json":  # a question that the demo does not ask: no hits
            return Exchange(asked, 200, {}, b'{"batchcomplete": true}', NOW, Retrieved.LIVE)
        if found is None:
            raise NotFetched(Reason.GONE, f"{asked} is not there", status=404)
        return replace(found, body=self._edited(found.body)) if kind == "json" else found

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        raise NotFetched(Reason.OFFLINE, "nothing is posted here")

    def _edited(self, body: bytes) -> bytes:
        if self.edit is None:
            return body
        document = json.loads(body)
        for page in document.get("query", {}).get("pages", []):
            for version in page.get("imageinfo", []):
                self.edit(version)
        return json.dumps(document).encode()


def page(
    caption: str = RIGHT, credit: str = CREDIT, *, attributes: str = "", lang: str = "en"
) -> str:
    """A story with one picture."""
    figcaption = f"<figcaption>{caption} <span class=credit>Photo: {credit}</span></figcaption>"
    if not credit:
        figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"""<html lang="{lang}"><head>
<meta property="article:published_time" content="2024-03-13T07:40:00+02:00"></head>
<body><article><h1>A quiet day at the market</h1>
<p>KYIV, Ukraine — Traders opened their stalls on Wednesday, as on every day of the week.</p>
<figure><img src="{PICTURE}" width="960" height="640" {attributes}>{figcaption}</figure>
<p>Prices have hardly changed since last month, traders said, and there is enough bread.</p>
</article></body></html>"""


def report_on(html: str, world: World, config: Config | None = None) -> Report:
    """The report on a page in a world."""
    from provenance.run.batch import InputOptions

    session = Session.open(config or Config(), world)
    return session.check(html, InputOptions(base_url=PAGE))


def checked(html: str, world: World, config: Config | None = None) -> ImageReport:
    """The report on the page's one picture."""
    (image,) = report_on(html, world, config).images
    return image


def drawn(width: int, height: int, kind: str = "PNG", *, seed: int | None = None) -> bytes:
    """A picture: plain grey, or full of structure with a `seed`."""
    if seed is None:
        image = Image.new("RGB", (width, height), (128, 128, 128))
    else:
        noise = np.random.default_rng(seed).integers(0, 255, (12, 16, 3), np.uint8)
        image = Image.fromarray(noise).resize((width, height), Image.Resampling.NEAREST)
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def seed_picture(url: str) -> bytes:
    """The seed's own picture at an address."""
    found = shipped_seed().get(url)
    assert found is not None
    return found.body


def originals() -> Iterator[str]:
    """The addresses under which the seed has the market's original."""
    for path in shipped_seed()._found:
        if "upload.wikimedia.org" in path and "Podil" in path:
            yield path
