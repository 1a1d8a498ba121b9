"""A stand-in for Wikimedia Commons on loopback: slow and failing on request, its verdicts known
beforehand."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from PIL import Image

from provenance.config import Network
from tests.stand_ins.drawings import encoded, scene

HEADLINE = "A quiet week in Kyiv"
CONTACT, LOOPBACK = "desk@news.example", "127.0.0.1/32"
PLACES = (("Iruma", "Japan", 35.8419, 139.4106), ("Kyiv", "Ukraine", 50.4547, 30.5238))


@dataclass
class Commons:
    """`pictures` files, every other one taken in Japan. Each answer takes `latency` s; a part
    of `failing` fails."""

    pictures: int = 2
    latency: float = 0.0
    failing: float = 0.0
    originals: list[bytes] = field(default_factory=list)
    published: list[bytes] = field(default_factory=list)
    hung: frozenset[int] = frozenset()
    """Pictures whose pages never answer, as long as they are in here."""
    asked: Counter[str] = field(default_factory=Counter)
    port: int = 0

    def __post_init__(self) -> None:
        self._dice, self._lock = random.Random(1), threading.Lock()
        for n in range(self.pictures):
            picture = scene(1000 + n, 1200, 800)
            self.originals.append(encoded(picture, quality=90))
            self.published.append(
                encoded(picture.resize((960, 640), Image.Resampling.LANCZOS), quality=75)
            )

    @property
    def base(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        """The Action API's address."""
        return f"{self.base}/w/api.php"

    def network(self) -> Network:
        """The network of a desk that reaches this stand-in and nothing else."""
        endpoints = {"wikimedia-commons": self.endpoint}
        return Network(contact=CONTACT, allowed_addresses=(LOOPBACK,), endpoints=endpoints)

    def settings(self) -> str:
        """The same as a configuration file."""
        return (
            f'[network]\ncontact = "{CONTACT}"\nallowed-addresses = ["{LOOPBACK}"]\n'
            f'[network.endpoints]\nwikimedia-commons = "{self.endpoint}"\n'
        )

    def verdict(self, n: int) -> str:
        """What a check of picture `n` under a caption that says Kyiv must come to."""
        return "mismatch" if n % 2 == 0 else "consistent"

    def fault(self) -> str | None:
        """What goes wrong with this answer, if anything."""
        with self._lock:
            return (
                self._dice.choice(("status", "reset", "half"))
                if self._dice.random() < self.failing
                else None
            )

    def hangs(self, path: str) -> bool:
        """True for a question about a picture that never answers."""
        named = {int(n) for n in re.findall(r"Street[_ +](?:%20)?(\d+)\.jpg", unquote(path))}
        if urlsplit(path).path.startswith("/pictures/"):
            named = {int(Path(urlsplit(path).path).stem)}
        return bool(named & self.hung)

    def page(self, n: int) -> dict[str, Any]:
        """One file page, as the Action API describes it."""
        place, country, latitude, longitude = PLACES[n % 2]
        text = {
            "ImageDescription": f"A street in {place}, {country}.",
            "DateTimeOriginal": "2024-03-09 11:02:45",
            "Artist": f"Author {n}",
            "LicenseShortName": "CC BY 4.0",
            "License": "cc-by-4.0",
            "LicenseUrl": "https://creativecommons.org/licenses/by/4.0/",
            "UsageTerms": "CC BY 4.0",
            "AttributionRequired": "true",
            "GPSLatitude": str(latitude),
            "GPSLongitude": str(longitude),
            "Categories": f"Streets in {place}",
        }
        info = {
            "timestamp": "2024-03-10T08:12:30Z",
            "user": f"User{n}",
            "size": len(self.originals[n]),
            "width": 1200,
            "height": 800,
            "url": f"{self.base}/pictures/{n}.jpg",
            "mime": "image/jpeg",
            "sha1": hashlib.sha1(self.originals[n]).hexdigest(),
            "mediatype": "BITMAP",
            "canonicaltitle": f"File:Street {n}.jpg",
            "descriptionurl": f"https://commons.wikimedia.org/wiki/File:Street_{n}.jpg",
            "extmetadata": {
                key: {"value": value, "source": "commons-desc-page"} for key, value in text.items()
            },
        }
        return {
            "pageid": 1000 + n,
            "ns": 6,
            "title": f"File:Street {n}.jpg",
            "imagerepository": "local",
            "imageinfo": [info],
        }

    def figure(self, n: int) -> str:
        """The HTML of picture `n` in an article, its credit linked with the file's page."""
        return (
            f'<figure><img src="/{n}.jpg"><figcaption>A street in Kyiv on 9 March 2024. <span '
            'class="credit">'
            f"Author {n} / <a "
            f'href="https://commons.wikimedia.org/wiki/File:Street_{n}.jpg">Wikimedia Commons</a>, '
            '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY '
            "4.0</a></span></figcaption></figure>"
        )

    def article(self, *numbers: int, headline: str = HEADLINE) -> str:
        """The HTML of an article with these pictures: 0 was taken in Japan, 1 in Kyiv."""
        figures = "".join(map(self.figure, numbers))
        return (
            f"<article><h1>{headline}</h1><p>KYIV, March 13, 2024 - Trams "
            f"ran.</p>{figures}</article>"
        )

    def request(self, *numbers: int, headline: str = HEADLINE) -> dict[str, Any]:
        """What the service is sent: an article with these pictures, and their bytes."""
        page = self.article(*numbers, headline=headline)
        brought = {
            f"https://news.example/{n}.jpg": base64.b64encode(self.published[n]).decode()
            for n in numbers
        }
        return {"html": page, "base_url": "https://news.example/", "pictures": brought}

    def answer(self, path: str) -> tuple[str, bytes]:
        """Type and body of the answer to a request."""
        parts = urlsplit(path)
        if parts.path.startswith("/pictures/"):
            self.asked["picture"] += 1
            return "image/jpeg", self.originals[int(Path(parts.path).stem)]
        one = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.asked[one.get("list") or one.get("prop") or one.get("action") or "?"] += 1
        body: dict[str, Any] = {"batchcomplete": True}
        if one.get("action") == "wbgetentities":
            body = {
                "entities": {i: {"id": i, "missing": ""} for i in one["ids"].split("|")},
                "success": 1,
            }
        elif "titles" in one and "imageinfo" in one.get("prop", ""):
            names = [title.replace("_", " ") for title in one["titles"].split("|")]
            known = {f"File:Street {n}.jpg": n for n in range(self.pictures)}
            body["query"] = {"pages": [self.page(known[name]) for name in names if name in known]}
        elif one.get("list"):
            body["query"] = {one["list"]: []}
        return "application/json", json.dumps(body).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        commons: Commons = self.server.commons  # type: ignore[attr-defined]
        time.sleep(commons.latency)
        while commons.hangs(self.path):
            time.sleep(0.5)
        fault = commons.fault()
        if fault == "reset":
            self.close_connection = True
            return
        kind, body = commons.answer(self.path)
        self.send_response(500 if fault == "status" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if fault == "half" else body)
        self.close_connection = fault == "half"

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, *args: object) -> None:
        """A client that was killed is no news."""


@contextlib.contextmanager
def standing_in(commons: Commons) -> Iterator[Commons]:
    """The stand-in, listening."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.commons = commons  # type: ignore[attr-defined]
    commons.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield commons
    finally:
        server.shutdown()
        server.server_close()
