"""What a whole run costs: `python tests/benchmarks/bench_run.py [CHECKOUT]`.

With another CHECKOUT of this project the article of 20 pictures is checked by both, one after the
other, and the ratio of processor time is printed too: that can be read on a busy machine.

* First output of `provenance check` on the demo article, beside importing the libraries it is
  built on.
* An article of 20 pictures from local servers that take 200 ms to answer, beside its critical
  path: the time the same
  requests need with nothing to compute, each host's four connections always in use.
* The memory of that run at its peak, with pictures as large as an agency delivers them.

Nothing is sent to any address but loopback.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

HEAVY = (
    "requests requests_hardened bs4 lxml PIL.Image numpy cv2 msgspec "
    "rich.console defusedxml anyascii"
)
"""What the run loads of other people's."""
CHECK = "from provenance.cli import main; main()"
PICTURES = 20
LATENCY = 0.2
CONNECTIONS = 4
"""Connections at once that a host of no special rules is asked for; see
`provenance/fetch/polite.py`."""
PATHS = ("pictures", "pages", "originals")
"""One host each: the paper's pictures, the pages its credits link to, the originals on them."""


def main() -> None:
    """Print the figures, each with its ratio or limit."""
    others = [Path(name) for name in sys.argv[1:]]
    if not others:
        first_output()
    for size in ((1200, 800), (6000, 4000)):
        spent = [a_long_article(size, tree) for tree in (*others, Path(__file__).parents[2])]
        if others:
            print(f"processor time beside {others[0]}: {spent[-1] / spent[0]:.2f}")


def first_output(rounds: int = 5) -> None:
    """Processor time of a new process until its first line, its first picture and its end; the
    best of some rounds.

    Not the time on the clock, which says more about what else the machine is doing.
    """
    from provenance.demo import ADDRESS

    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(folder)
        loading = ["-c", f"import {', '.join(HEAVY.split())}"]
        floor = min(_spent(loading, environment)[-1] for _ in range(rounds))
        runs = [
            _spent(["-c", CHECK, "check", ADDRESS, "--offline"], environment) for _ in range(rounds)
        ]
    for name, spent in zip(
        ("first line", "first picture", "whole report"), zip(*runs, strict=True), strict=True
    ):
        print(
            f"demo article, {name}: {min(spent):.2f} s, importing the libraries {floor:.2f} s: "
            f"ratio {min(spent) / floor:.2f} (aim for the first useful output 1.5)"
        )


def _spent(args: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds of processor time used at the first line, at the first line that names a picture,
    and in all."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    first = picture = 0.0
    with subprocess.Popen(
        [sys.executable, *args], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            first = first or _used(process.pid)
            picture = picture or (_used(process.pid) if "Picture 1" in line else 0.0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return first, picture, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _used(pid: int) -> float:
    """Processor time that a running process has used (proc(5): fields 14 and 15 of `stat`)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _environment(folder: str) -> dict[str, str]:
    """A cache of its own, and modules compiled once, as an installer leaves them."""
    ours = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {
        **ours,
        "PROVENANCE_CACHE": f"{folder}/cache",
        "PYTHONPYCACHEPREFIX": f"{tempfile.gettempdir()}/bench-run",
    }


def a_long_article(size: tuple[int, int], tree: Path) -> float:
    """Processor time of one check of 20 pictures by the package in `tree`.

    In a process of its own, whose peak of memory is then its own too.
    """
    with _servers(size) as addresses, tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "desk.toml"
        off = [s for s in _sources(tree) if s != "credited-page"]
        config.write_text(
            f'sources-off = {json.dumps(off)}\n[network]\nallowed-addresses = ["127.0.0.0/8"]\n',
            "utf-8",
        )
        args = [
            "check",
            f"{addresses['pictures']}/article.html",
            "--config",
            str(config),
            "--format",
            "json",
        ]
        small = Path(folder) / "small.html"
        small.write_text("<article><h1>Port</h1><img src='a.jpg'></article>", "utf-8")
        measured = (
            # What loading costs is told above: a run without pictures comes first.
            f"import contextlib, io, resource, sys, time, {', '.join(HEAVY.split())}\n"
            "from provenance.cli import main\n"
            f"args, sys.argv[1:] = sys.argv[1:], ['check', {str(small)!r}, '--offline']\n"
            "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
            "    main()\n"
            "sys.argv[1:] = args\n"
            "start, before = time.perf_counter(), time.process_time()\n"
            "try: main()\n"
            "finally: print(time.perf_counter() - start, "
            "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "
            "time.process_time() - before, file=sys.stderr)"
        )
        environment = {**_environment(folder), "PYTHONPATH": str(tree)}
        run = subprocess.run(
            [sys.executable, "-c", measured, *args],
            env=environment,
            cwd=folder,  # the package of the working folder would be imported before the tree's
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.stdout, run.stderr
    images = json.loads(run.stdout)["images"]
    confirmed = sum(any(o["confirmed"] for o in image["originals"]) for image in images)
    wall, memory, processor = map(float, run.stderr.split()[-3:])
    rounds = 1 + -(-PICTURES // CONNECTIONS) + len(PATHS) - 1
    path = rounds * LATENCY
    print(
        f"{len(images)} pictures of {size[0]} × {size[1]}, {confirmed} confirmed: {wall:.1f} s "
        f"({processor:.1f} s of "
        f"processor), critical path {path:.1f} s: ratio {wall / path:.2f} (aim 1.2, and 1.3 where "
        f"they are large); {memory:.0f} MB (aim 400)"
    )
    return processor


def _sources(tree: Path) -> list[str]:
    """What the package in `tree` can ask."""
    told = "from provenance.sources import all_sources\nfor s in all_sources(): print(s.id)"
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    run = subprocess.run(
        [sys.executable, "-c", told], cwd=tree, env=environment, capture_output=True, check=True
    )
    return run.stdout.decode().split()


@contextmanager
def _servers(size: tuple[int, int]) -> Iterator[dict[str, str]]:
    """Three hosts, each at a loopback address of its own, each of whose answers takes 200 ms."""
    addresses: dict[str, str] = {}
    answers: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: else each answer waits for an acknowledgement

        def do_GET(self) -> None:
            time.sleep(LATENCY)
            body = answers.get(self.path, b"")
            self.send_response(200 if body else 404)
            kind = "image/jpeg" if self.path.endswith(".jpg") else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    servers = []
    for number, name in enumerate(PATHS, 1):
        server = ThreadingHTTPServer((f"127.0.0.{number}", 0), Handler)
        servers.append(server)
        addresses[name] = f"http://127.0.0.{number}:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
    answers |= _site(addresses, size)
    try:
        yield addresses
    finally:
        for server in servers:
            server.shutdown()


def _site(addresses: dict[str, str], size: tuple[int, int]) -> dict[str, bytes]:
    figures, answers = [], {}
    for number in range(PICTURES):
        answers[f"/originals/{number}.jpg"], answers[f"/pictures/{number}.jpg"] = _files(
            number, size
        )
        page = f"{addresses['pages']}/pages/{number}.html"
        answers[f"/pages/{number}.html"] = (
            f"<html><head><title>Harbour {number}</title><meta property='og:image' "
            f"content='{addresses['originals']}/originals/{number}.jpg'></head><body><p>A "
            "view.</p></body></html>"
        ).encode()
        figures.append(
            f"<figure><img src='{addresses['pictures']}/pictures/{number}.jpg'><figcaption>View "
            f"{number} of the port. "
            f"Photo: <a href='{page}'>Olena Example / Harbour Press</a></figcaption></figure>"
        )
    body = (
        "<html><body><article><h1>Storm over the "
        f"harbour</h1>{''.join(figures)}</article></body></html>"
    )
    return {**answers, "/article.html": body.encode()}


@cache
def _files(number: int, size: tuple[int, int]) -> tuple[bytes, bytes]:
    """An original and its published copy, the same for every build that is measured."""
    original = drawn(number, size)
    return _jpeg(original), _jpeg(original.resize((1200, 800)))


def drawn(seed: int, size: tuple[int, int]) -> Image.Image:
    """A picture with as much in it as a photograph, another one for each seed.

    Light and shade, shapes and grain are all drawn anew: pictures that share one layout are found
    to be alike, and each is then compared with every other.
    """
    dice = random.Random(seed)

    def colours(width: int, height: int) -> Image.Image:
        return Image.frombytes("RGB", (width, height), dice.randbytes(3 * width * height))

    picture = colours(5, 4).resize((1200, 800), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = dice.randrange(1150), dice.randrange(750)
        wide, high = dice.randrange(20, 220), dice.randrange(20, 160)
        shape = dice.choice((pen.ellipse, pen.rectangle))
        shape((x, y, x + wide, y + high), fill=dice.randrange(1 << 24))
    grain = colours(300, 200).resize((1200, 800))
    return Image.blend(picture, grain, 0.15).resize(size)


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


if __name__ == "__main__":
    main()
