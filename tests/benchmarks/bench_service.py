"""The service under load and faults: articles checked at once, sources that are slow and fail, a kill in the middle.

Usage: python tests/benchmarks/bench_service.py [--articles 50] [--latency 2.0] [--failing 0.1] [--spread 25]

Stands a server on loopback in for Wikimedia Commons: it answers after LATENCY seconds, and FAILING of its answers are
errors, broken connections or half bodies. Every client asks for the fast answer, then has its article checked as a
job, SPREAD seconds between the first client and the last (0: all in the same moment). When half the jobs are done the
service is killed (SIGKILL) and started again. Printed:

* jobs accepted, finished, lost, finished twice;
* verdicts against those of an undisturbed world, which are known because the pictures and records are made up:
  `as it should be`, `not verified, and says why` (what a fault may do), `wrong` (what nothing may do);
* the fast answer as its client sees it, as a ratio to its budget; beside it the floor, the same call to an idle
  service;
* the service's resident memory at its peak, beside the idle service's.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.pictures.drawn import encoded, scene

TOKEN = "benchmark-token-0123456789"  # noqa: S105 - for this run alone
BUDGET = 0.3
PLACES = (("Iruma", "Japan", 35.8419, 139.4106), ("Kyiv", "Ukraine", 50.4547, 30.5238))
PICTURES = 40
"""Different pictures: each is used in several articles, as pictures are."""


@dataclass
class Commons:
    """The stand-in for Wikimedia Commons: PICTURES files, every other one taken in Japan."""

    latency: float
    failing: float
    originals: list[bytes] = field(default_factory=list)
    published: list[bytes] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    port: int = 0

    def __post_init__(self) -> None:
        self._dice, self._lock = random.Random(1), threading.Lock()
        for n in range(PICTURES):
            picture = scene(1000 + n, 1200, 800)
            self.originals.append(encoded(picture, quality=90))
            self.published.append(encoded(picture.resize((960, 640), Image.Resampling.LANCZOS), quality=75))

    def verdict(self, n: int) -> str:
        """What a check of picture `n` under a caption that says Kyiv must come to."""
        return "mismatch" if n % 2 == 0 else "consistent"

    def fault(self) -> str | None:
        """What goes wrong with this answer, if anything."""
        with self._lock:
            return self._dice.choice(("status", "reset", "half")) if self._dice.random() < self.failing else None

    def page(self, n: int) -> dict[str, Any]:
        """One file page, as the Action API describes it."""
        place, country, latitude, longitude = PLACES[n % 2]
        text = {
            "ImageDescription": f"A street in {place}, {country}.", "DateTimeOriginal": "2024-03-09 11:02:45",
            "Artist": f"Author {n}", "LicenseShortName": "CC BY 4.0", "License": "cc-by-4.0",
            "LicenseUrl": "https://creativecommons.org/licenses/by/4.0/", "UsageTerms": "CC BY 4.0",
            "AttributionRequired": "true", "GPSLatitude": str(latitude), "GPSLongitude": str(longitude),
            "Categories": f"Streets in {place}",
        }  # fmt: skip
        info = {
            "timestamp": "2024-03-10T08:12:30Z", "user": f"User{n}", "size": len(self.originals[n]), "width": 1200,
            "height": 800, "url": f"http://127.0.0.1:{self.port}/pictures/{n}.jpg", "mime": "image/jpeg",
            "sha1": hashlib.sha1(self.originals[n]).hexdigest(), "mediatype": "BITMAP",
            "canonicaltitle": f"File:Street {n}.jpg",
            "descriptionurl": f"https://commons.wikimedia.org/wiki/File:Street_{n}.jpg",
            "extmetadata": {key: {"value": value, "source": "commons-desc-page"} for key, value in text.items()},
        }  # fmt: skip
        return {"pageid": 1000 + n, "ns": 6, "title": f"File:Street {n}.jpg", "imagerepository": "local",
                "imageinfo": [info]}  # fmt: skip

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
            body = {"entities": {i: {"id": i, "missing": ""} for i in one["ids"].split("|")}, "success": 1}
        elif "titles" in one and "imageinfo" in one.get("prop", ""):
            names = [title.replace("_", " ") for title in one["titles"].split("|")]
            known = {f"File:Street {n}.jpg": n for n in range(PICTURES)}
            body["query"] = {"pages": [self.page(known[name]) for name in names if name in known]}
        elif one.get("list"):
            body["query"] = {one["list"]: []}
        return "application/json", json.dumps(body).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        commons: Commons = self.server.commons  # type: ignore[attr-defined]
        time.sleep(commons.latency)
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
def standing_in(commons: Commons) -> Iterator[None]:
    """The stand-in, listening."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.commons = commons  # type: ignore[attr-defined]
    commons.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()


@dataclass
class Running:
    """The service in its own process, on the same port and cache each time it is started."""

    folder: Path
    commons: Commons
    port: int = 0
    peak_kb: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        config = self.folder / "provenance.toml"
        base = f"http://127.0.0.1:{self.commons.port}"
        config.write_text(
            '[network]\ncontact = "desk@news.example"\nallowed-addresses = ["127.0.0.1/32"]\n'
            f'[network.endpoints]\nwikimedia-commons = "{base}/w/api.php"\n'
        )
        log = self.folder / "log"
        read = log.stat().st_size if log.exists() else 0
        command = [sys.executable, "-c", "from provenance.cli import main; main()", "serve", "--port", str(self.port)]
        with log.open("ab") as to:
            self.process = subprocess.Popen(
                [*command, "--config", str(config), "--cache", str(self.folder / "cache")],
                stderr=to,
                env=os.environ | {"PROVENANCE_SERVICE_TOKENS": TOKEN},
            )
        while True:
            for line in log.read_bytes()[read:].splitlines():
                if b'"listening"' in line:
                    self.port = json.loads(line)["port"]
                    return
            assert self.process.poll() is None, log.read_text()[-2000:]
            time.sleep(0.05)

    def watch(self) -> None:
        """Note the memory of the service's processes, for ever."""
        while True:
            with contextlib.suppress(OSError, AttributeError):
                self.peak_kb = max(self.peak_kb, self.memory_kb())
            time.sleep(0.2)

    def memory_kb(self) -> int:
        """Resident memory of the service and its children, now."""
        assert self.process is not None
        tasks = Path(f"/proc/{self.process.pid}/task")
        children = {pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()}
        return sum(_resident(pid) for pid in (str(self.process.pid), *children))

    def kill(self) -> None:
        """SIGKILL."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def call(self, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, Any], float]:
        """Status, answer and seconds. Raises `OSError` or `HTTPException` while the service is away."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        with contextlib.closing(connection):
            began = time.perf_counter()
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            raw = answer.read()
            seconds = time.perf_counter() - began
        return answer.status, json.loads(raw), seconds

    def insisting(self, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, Any], float]:
        """As `call`, again and again while the service is away or busy."""
        while True:
            try:
                status, answer, seconds = self.call(method, path, body)
                if status not in (429, 503):
                    return status, answer, seconds
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.3)


def _resident(pid: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


@dataclass
class Article:
    """One client's article: which pictures it holds, and its request."""

    pictures: list[int]
    request: bytes
    fast: float = 0.0
    job: str = ""
    answer: dict[str, Any] | None = None


def articles(count: int, commons: Commons) -> list[Article]:
    """Articles of five pictures each, credited with a link to the file's page."""
    dice = random.Random(2)
    made = []
    for at in range(count):
        chosen = dice.sample(range(PICTURES), 5)
        images = "".join(
            f'<figure><img src="/{at}/{n}.jpg"><figcaption>A street in Kyiv on 9 March 2024. <span class="credit">Author '
            f'{n} / <a href="https://commons.wikimedia.org/wiki/File:Street_{n}.jpg">Wikimedia Commons</a>, <a href='
            '"https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></span></figcaption></figure>'
            for n in chosen
        )
        page = (
            f"<article><h1>A quiet week in Kyiv ({at})</h1><p>KYIV, March 13, 2024 - Trams ran.</p>{images}</article>"
        )
        pictures = {
            f"https://news.example/{at}/{n}.jpg": base64.b64encode(commons.published[n]).decode() for n in chosen
        }
        body = {"html": page, "base_url": "https://news.example/", "pictures": pictures}
        made.append(Article(chosen, json.dumps(body).encode()))
    return made


def client(article: Article, service: Running, wait: float) -> None:
    """Ask fast, hand in the job, wait for it."""
    time.sleep(wait)
    _, _, article.fast = service.insisting("POST", "/v1/check?mode=fast", article.request)
    _, accepted, _ = service.insisting("POST", "/v1/jobs", article.request)
    article.job = accepted["id"]
    while True:
        _, state, _ = service.insisting("GET", f"/v1/jobs/{article.job}")
        if state.get("state") in ("done", "failed"):
            article.answer = state
            return
        time.sleep(1.0)


def judged(articles: list[Article], commons: Commons) -> Counter[str]:
    """How often each picture's verdict was as it should be."""
    counts: Counter[str] = Counter()
    for article in articles:
        assert article.answer is not None
        if article.answer["state"] == "failed":
            counts["job failed"] += 1
            print("failed:", article.answer["error"])
            continue
        for n, image in zip(article.pictures, article.answer["answer"]["report"]["images"], strict=True):
            reasons = sorted({x["reason"] for x in image["not_checked"] if x["rule"].startswith("source")})
            if image["verdict"] == commons.verdict(n):
                counts["as it should be"] += 1
            elif image["verdict"] == "unverified" and reasons:
                counts[f"not verified, and says why ({', '.join(reasons)})"] += 1
            else:
                counts[f"wrong: {image['verdict']} instead of {commons.verdict(n)}"] += 1
    return counts


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def finished_twice(log: Path) -> int:
    """Jobs whose outcome the service says it wrote more than once."""
    lines = (json.loads(line) for line in log.read_text().splitlines() if line.startswith("{"))
    written = Counter(x["job"] for x in lines if x["event"] == "job-finished" and x["kept"])
    return sum(1 for times in written.values() if times > 1)


def run(options: argparse.Namespace, folder: Path) -> None:
    """One run, printed."""
    commons = Commons(options.latency, options.failing)
    every = articles(options.articles, commons)
    print(f"{options.articles} articles of 5 pictures ({len(every[0].request) / 1e6:.1f} MB each with their bytes), "
          f"{PICTURES} different pictures; sources: {options.latency:g} s, {options.failing:.0%} failing")  # fmt: skip
    with standing_in(commons):
        service = Running(folder, commons)
        service.start()
        floor = [service.call("POST", "/v1/check?mode=fast", a.request)[2] for a in every[:10]]
        idle = service.memory_kb()
        threading.Thread(target=service.watch, daemon=True).start()
        began = time.perf_counter()
        dice = random.Random(3)
        threads = [threading.Thread(target=client, args=(a, service, dice.uniform(0, options.spread))) for a in every]
        for thread in threads:
            thread.start()
        while sum(a.answer is not None for a in every) < options.articles // 2:
            time.sleep(0.2)
        at_kill = service.call("GET", "/health")[1]
        service.kill()
        service.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - began
        service.process.terminate()  # type: ignore[union-attr]
        stopped = service.process.wait()  # type: ignore[union-attr]
    fast = [a.fast for a in every]
    done = sum(a.answer is not None for a in every)
    print(f"jobs: accepted {sum(bool(a.job) for a in every)}, finished {done}, lost {options.articles - done}, "
          f"finished twice {finished_twice(folder / 'log')}; killed with {at_kill['running']} running and "
          f"{at_kill['queued']} queued; all in {took:.0f} s; exit status after SIGTERM {stopped}")  # fmt: skip
    print("pictures:", dict(judged(every, commons)))
    print("asked of the source:", dict(commons.asked))
    for name, share in (("median", 0.5), ("p95", 0.95), ("worst", 1.0)):
        value, idle_value = percentile(fast, share), percentile(floor, share)
        print(f"fast answer, {name}: {value * 1000:.0f} ms = {value / BUDGET:.2f} of its budget; idle service: "
              f"{idle_value * 1000:.0f} ms = {idle_value / BUDGET:.2f}")  # fmt: skip
    print(f"memory: peak {service.peak_kb / 1024:.0f} MB = {service.peak_kb / idle:.2f} of the idle service's "
          f"{idle / 1024:.0f} MB")  # fmt: skip


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--latency", type=float, default=2.0)
    parser.add_argument("--failing", type=float, default=0.1)
    parser.add_argument("--spread", type=float, default=25.0)
    with tempfile.TemporaryDirectory() as folder:
        run(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    main()
