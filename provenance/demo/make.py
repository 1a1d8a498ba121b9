"""Make the demo's seed: the pictures, and the answers to one run's questions.

    python -m provenance.demo.make cache

Every exchange says that it is synthetic and which host it stands in for. Run it again after a
source asks another question; the test of the demo says so when it is needed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from PIL import Image

from provenance.articles import read_article
from provenance.config import Config, Network
from provenance.demo import ADDRESS
from provenance.demo.draw import SCENES
from provenance.errors import NotFetched
from provenance.fetch import Exchange, Kind
from provenance.fetch.seed import record
from provenance.model import Reason, Retrieved
from provenance.pictures.clues import commons_path
from provenance.run.checker import Checker

MADE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TWEET = 1_300_070_581_793_829_428
"""A status id that dates to 2020-08-30: more than three years before the article."""
MEDIA_KEY = "EgrHSkDVoAEQx7d"
"""A media key whose first eleven characters decode to an upload four seconds before that status."""


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """The picture as a JPEG file."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def published() -> dict[str, bytes]:
    """Path → the picture as the article publishes it."""
    launcher = SCENES["launcher"]()
    cropped = launcher.crop((440, 190, 1500, 1000)).resize((848, 648), Image.Resampling.LANCZOS)
    fire = SCENES["harbour-fire"]().resize((1200, 800), Image.Resampling.LANCZOS)
    market = SCENES["market"]().resize((960, 640), Image.Resampling.LANCZOS)
    shelter = SCENES["shelter"]().resize((800, 534), Image.Resampling.LANCZOS)
    return {
        "/pictures/air-defence.jpg": jpeg(cropped, 68),
        f"/pictures/{MEDIA_KEY}.jpg": jpeg(fire, 72),
        "/pictures/podil-market.jpg": jpeg(market, 80),
        "/pictures/metro-shelter.jpg": jpeg(shelter, 76),
    }


ARTICLE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Missiles strike Kyiv overnight, port of Odesa on fire</title>
<link rel="canonical" href="{ADDRESS}">
<meta property="article:published_time" content="2024-03-13T07:40:00+02:00">
</head>
<body>
<article>
<h1>Missiles strike Kyiv overnight, port of Odesa on fire</h1>
<p>KYIV, Ukraine — Explosions were heard in Kyiv late on Tuesday as missiles and drones were fired at the
capital. In Odesa a warehouse in the port caught fire; nobody was hurt, the harbour master said.</p>
<figure>
<img src="/pictures/air-defence.jpg" alt="A launcher with raised canisters" width="848" height="648">
<figcaption>A Patriot launcher guards Kyiv on Tuesday night.
<span class="credit">Wikimedia Commons</span></figcaption>
</figure>
<p>Most of the missiles were shot down, the city's military administration said. Debris fell in two districts
and broke the windows of a school.</p>
<figure>
<img src="/pictures/{MEDIA_KEY}.jpg" alt="Fire behind harbour cranes" width="1200" height="800">
<figcaption>The port of Odesa burns after Tuesday's strike.
<span class="credit"><a href="https://twitter.com/harbour_watch/status/{TWEET}">@harbour_watch</a> / Twitter</span>
</figcaption>
</figure>
<p>By the morning trams were running again, and the market in Podil opened as on any other day.</p>
<figure>
<img src="/pictures/podil-market.jpg" alt="Market stalls under awnings" width="960" height="640">
<figcaption>A street market in Podil, Kyiv, on 9 March 2024.
<span class="credit">Iryna Halenko / <a href="https://commons.wikimedia.org/wiki/File:Podil_street_market_2024.jpg">Wikimedia
Commons</a>, <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></span></figcaption>
</figure>
<p>Thousands of people had spent the night in metro stations.</p>
<figure>
<img src="/pictures/metro-shelter.jpg" alt="People on the stairs of a station" width="800" height="534">
<figcaption>People shelter in a metro station in Kyiv. <span class="credit">Pavlo Sokol / Reuters</span></figcaption>
</figure>
</article>
</body>
</html>
"""  # noqa: E501


def _without(page: Mapping[str, Any], is_left_out: Callable[[str], bool]) -> dict[str, Any]:
    return {key: value for key, value in page.items() if not is_left_out(key)}


def _pages_of(titles: str, pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The page of each title, as the wiki writes one that is missing."""
    known = {page["title"].replace("_", " "): page for page in pages}
    asked = [title.replace("_", " ") for title in titles.split("|")]
    missing = {"ns": 6, "missing": True, "imagerepository": ""}
    return [known.get(title, {**missing, "title": title}) for title in asked]


def _file(
    pageid: int,
    name: str,
    scene: str,
    *,
    artist: str,
    uploader: str,
    license_id: str,
    license_name: str,
    license_url: str,
    taken: str,
    uploaded: str,
    description: str,
    categories: str,
    place: tuple[float, float] | None,
) -> dict[str, Any]:
    """One file page as the API's `imageinfo` with `extmetadata` describes it."""
    original = jpeg(SCENES[scene](), 92)
    width, height = Image.open(BytesIO(original)).size
    text = {
        "ImageDescription": description,
        "DateTimeOriginal": taken,
        "Artist": f"<span>{artist}</span>",
        "Credit": '<span class="int-own-work" lang="en">Own work</span>',
        "LicenseShortName": license_name,
        "License": license_id,
        "LicenseUrl": license_url,
        "UsageTerms": license_name,
        "AttributionRequired": "true",
        "Copyrighted": "True",
        "Categories": categories,
        "ObjectName": name.rsplit(".", 1)[0],
        "DateTime": uploaded,
    }
    if place is not None:
        text |= {
            "GPSLatitude": f"{place[0]:.5f}",
            "GPSLongitude": f"{place[1]:.5f}",
            "GPSMapDatum": "WGS-84",
        }
    path = commons_path(name)
    address = f"https://upload.wikimedia.org/wikipedia/commons/{path}"
    info = {
        "timestamp": uploaded.replace(" ", "T") + "Z",
        "user": uploader,
        "size": len(original),
        "width": width,
        "height": height,
        "url": address,
        "sha1": hashlib.sha1(original).hexdigest(),
        "mime": "image/jpeg",
        "mediatype": "BITMAP",
        "canonicaltitle": f"File:{name}",
        "descriptionurl": f"https://commons.wikimedia.org/wiki/File:{name.replace(' ', '_')}",
        "descriptionshorturl": f"https://commons.wikimedia.org/w/index.php?curid={pageid}",
        "extmetadata": {
            key: {"value": value, "source": "commons-desc-page"} for key, value in text.items()
        },
    }
    return {
        "pageid": pageid,
        "ns": 6,
        "title": f"File:{name}",
        "imagerepository": "local",
        "imageinfo": [info],
        "_scene": scene,
    }


def files() -> list[dict[str, Any]]:
    """The files at the stand-in for Commons."""
    by_sa = ("cc-by-sa-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0")
    by = ("cc-by-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0")

    def made(
        pageid: int, name: str, scene: str, terms: tuple[str, str, str], **rest: Any
    ) -> dict[str, Any]:
        license_id, license_name, license_url = terms
        return _file(
            pageid,
            name,
            scene,
            license_id=license_id,
            license_name=license_name,
            license_url=license_url,
            **rest,
        )

    return [
        made(
            900101,
            "Night market stalls.jpg",
            "market",
            by,
            artist="Iryna Halenko",
            uploader="IrynaH",
            taken="2023-08-02",
            uploaded="2023-08-04 18:20:11",
            description="Market stalls.",
            categories="Street markets",
            place=None,
        ),
        made(
            900102,
            "Patriot launcher at Iruma Air Base 2012.jpg",
            "launcher",
            by_sa,
            artist="Kenji Arai",
            uploader="Arai-photo",
            taken="2012-11-03 10:14:00",
            uploaded="2012-11-05 21:40:02",
            description="A Patriot launcher at the air show at Iruma Air Base, Saitama "
            "Prefecture, Japan.",
            categories="Iruma Air Base|MIM-104 Patriot in Japan|Photographs taken on 2012-11-03",
            place=(35.8419, 139.4106),
        ),
        made(
            900103,
            "Podil street market 2024.jpg",
            "market",
            by,
            artist="Iryna Halenko",
            uploader="IrynaH",
            taken="2024-03-09 11:02:45",
            uploaded="2024-03-10 08:12:30",
            description="Street market in Podil, Kyiv.",
            categories="Podil|Street markets in Kyiv|Photographs taken on 2024-03-09",
            place=(50.4655, 30.5148),
        ),
    ]


def tweet() -> dict[str, Any]:
    """The post, as the syndication answer gives it."""
    picture = {"url": f"https://pbs.twimg.com/media/{MEDIA_KEY}.jpg", "width": 1600, "height": 1067}
    text = "Warehouse fire in the harbour tonight, seen from the pier https://t.co/demo0000"
    return {
        "__typename": "Tweet",
        "lang": "en",
        "id_str": str(TWEET),
        "created_at": "2020-08-30T13:59:15.000Z",
        "text": text,
        "display_text_range": [0, 57],
        "possibly_sensitive": False,
        "user": {"id_str": "770001", "name": "Harbour Watch", "screen_name": "harbour_watch"},
        "mediaDetails": [
            {
                "media_url_https": picture["url"],
                "type": "photo",
                "url": "https://t.co/demo0000",
                "expanded_url": f"https://twitter.com/harbour_watch/status/{TWEET}/photo/1",
                "original_info": {"width": 1600, "height": 1067, "focus_rects": []},
                "ext_media_availability": {"status": "Available"},
            }
        ],
        "photos": [picture],
        "entities": {"hashtags": [], "urls": [], "user_mentions": [], "symbols": []},
    }


@dataclass
class StandIn:
    """Answers as the demo's hosts would, and writes every exchange down."""

    folder: Path
    offline: bool = False
    pictures: dict[str, bytes] = field(default_factory=published)
    pages: list[dict[str, Any]] = field(default_factory=files)

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
        """The stand-in's answer; what it has none for was never asked of it."""
        asked = f"{url}?{urlencode(params)}" if params else url
        host = urlsplit(asked).hostname or ""
        made = self._answer(host, asked)
        if made is None:
            raise NotFetched(Reason.OFFLINE, f"{host} was not asked: this run is offline")
        content_type, body = made
        exchange = Exchange(asked, 200, {"content-type": content_type}, body, MADE, Retrieved.SEED)
        note = (
            "Invented for the demo."
            if host.endswith(".example")
            else f"Invented for the demo; stands in for {host}."
        )
        record(exchange, asked, self.folder, note=note, synthetic=True)
        return exchange

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        """Nothing in the demo posts."""
        raise NotFetched(Reason.OFFLINE, "nothing is posted in the demo")

    def _answer(self, host: str, asked: str) -> tuple[str, bytes] | None:
        parts = urlsplit(asked)
        if host == "news.example":
            if parts.path in self.pictures:
                return "image/jpeg", self.pictures[parts.path]
            return ("text/html; charset=utf-8", ARTICLE.encode()) if asked == ADDRESS else None
        if host == "commons.wikimedia.org" and parts.path == "/w/api.php":
            return "application/json", json.dumps(
                self._commons(parse_qs(parts.query)), ensure_ascii=False
            ).encode()
        if host.endswith("wikimedia.org"):
            return self._thumbnail(parts.path)
        if host == "cdn.syndication.twimg.com":
            return "application/json", json.dumps(tweet()).encode()
        if host == "pbs.twimg.com" and f"/media/{MEDIA_KEY}" in parts.path:
            return "image/jpeg", jpeg(SCENES["harbour-fire"](), 85)
        return None

    def _commons(self, query: dict[str, list[str]]) -> dict[str, Any]:
        one = {key: values[0] for key, values in query.items()}
        plain = [_without(page, lambda key: key.startswith("_")) for page in self.pages]
        listed = one.get("list") or ("allimages" if one.get("generator") == "allimages" else None)
        if listed:
            return {"batchcomplete": True, "query": {listed: []}}
        if one.get("action") == "wbgetentities":
            ids = one.get("ids", "").split("|")
            return {"entities": {i: {"id": i, "missing": ""} for i in ids}, "success": 1}
        if one.get("generator") == "search":
            wanted = [p for p in plain if "Podil" not in p["title"]]
            return {
                "batchcomplete": True,
                "query": {"pages": [{**p, "index": n} for n, p in enumerate(wanted, 1)]},
            }
        pages = _pages_of(one.get("titles", ""), plain)
        if "imageinfo" not in one.get("prop", ""):
            pages = [_without(p, lambda key: key == "imageinfo") for p in pages]
        return {"batchcomplete": True, "query": {"pages": pages}}

    def _thumbnail(self, path: str) -> tuple[str, bytes] | None:
        name = unquote(
            path.split("/thumb/")[-1].split("/")[2]
            if "/thumb/" in path
            else path.rsplit("/", 1)[-1]
        )
        page = next((p for p in self.pages if p["title"] == f"File:{name.replace('_', ' ')}"), None)
        if page is None:
            return None
        picture = SCENES[page["_scene"]]()
        width = path.rsplit("/", 1)[-1].partition("px-")[0]
        if "/thumb/" in path and width.isdigit():
            picture.thumbnail((int(width), 10_000), Image.Resampling.LANCZOS)
            return "image/jpeg", jpeg(picture, 82)
        return "image/jpeg", jpeg(picture, 92)


def main(folder: Path) -> None:
    """Make the seed in `folder`, in place of what an earlier run left there."""
    described = [p for p in folder.glob("*/*.json") if not p.name.endswith(".body.json")]
    for host in {p.parent for p in described if json.loads(p.read_text("utf-8")).get("synthetic")}:
        shutil.rmtree(host)
    stand_in = StandIn(folder)
    article = stand_in.get(ADDRESS, kind="page")
    with Checker(Config(network=Network(contact="demo@news.example")), fetcher=stand_in) as checker:
        report = checker.check(read_article(article.body, origin=ADDRESS, base_url=ADDRESS))
    print(f"{sum(1 for _ in folder.glob('*/*.json'))} files, verdict {report.summary.verdict}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
