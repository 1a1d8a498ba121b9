"""An editorial evening in WordPress: many articles, sources that hang, the service restarted twice.

Usage: python tests/benchmarks/bench_wordpress.py [--articles 500] [--minutes 10] [--hung 0.05]
[--editors N] [--twins 0.25]

A real WordPress with the plug-in, nginx, `provenance serve` behind it and a stand-in for Wikimedia
Commons, all on loopback. Each article is saved as a draft, saved again some seconds later and then
published, spread evenly over the evening; one picture in two does not match its caption. The source
of HUNG of the articles never answers. At a third of the evening the service is stopped and started
again, at two thirds it is killed and started again. Afterwards the sources answer, and the queue is
given its time. Printed:

* how each article ended: lost, doubled, live without having been checked, shown as good though it
  does not match or was not looked at (each must be 0);
* what the plug-in adds to a save, and to publishing an article whose check was done: for TWINS of
  the articles the same is done to a twin at the same moment with the plug-in switched off. Seconds
  with and without, the difference, and their ratio.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.components.processes import free_port, stop
from tests.components.wordpress.newsroom import TOKEN, WordPress, missing, paragraph, picture
from tests.stand_ins.commons import Commons, standing_in
from tests.stand_ins.service import Running, running

PICTURES = 24
"""Different pictures in the media library; those of the hung sources come on top."""
_MOST_FOR_A_CHECK = 60.0
"""Seconds that the editor of an article with a twin waits for its check before publishing it: what
publishing then costs is what is measured."""
LATENCY = 0.5
"""Seconds that each answer of the source takes."""
_OFF = "X-Without-Picture-Check"
_SWITCH = f"""<?php
// For the bench: a request with this header is answered as if the plug-in were not there.
if ( isset( $_SERVER['HTTP_{_OFF.upper().replace("-", "_")}'] ) ) {{
	add_filter( 'option_active_plugins', static fn( $active ) => array_diff( $active, array( 'provenance/provenance.php' ) ) );
}}
"""  # noqa: E501
_NGINX = """
daemon off; user {user}; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream provenance {{ server 127.0.0.1:{service}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://provenance; proxy_http_version 1.1; proxy_set_header Connection "";
      client_max_body_size 20m; proxy_read_timeout 90s;
    }}
  }}
}}
"""


@dataclass
class Article:
    """One article of the evening, and what became of it."""

    number: int
    pictures: list[int]
    hangs: bool
    twin: bool
    post: int = 0
    answered: int = 0
    """The status of the answer to publishing."""
    checked_before: bool = False
    """Whether its whole check was done when it was published."""
    seconds: dict[str, float] = field(default_factory=dict)
    """`save`, `save again`, `publish`, and each of them `without` the plug-in."""

    @property
    def title(self) -> str:
        """Its headline, which no other has."""
        return f"A quiet week in Kyiv, part {self.number}"

    @property
    def matches(self) -> bool:
        """Whether each of its pictures is what its caption says."""
        return all(n % 2 for n in self.pictures)


class Evening:
    """The site and what is done to it."""

    def __init__(
        self, site: WordPress, service: Running, commons: Commons, articles: list[Article]
    ) -> None:
        """Nothing is done yet."""
        self.site, self.service, self.commons, self.articles = site, service, commons, articles
        self.media: dict[int, dict[str, Any]] = {}
        self.over = threading.Event()

    def upload(self) -> None:
        """Every picture, into the media library."""
        for n, data in enumerate(self.commons.published):
            headers = {
                "Content-Disposition": f'attachment; filename="street-{n}.jpg"',
                "Content-Type": "image/jpeg",
                _OFF: "1",
            }
            self.media[n] = self.site.rest("POST", "/media", data=data, headers=headers).json()

    def content(self, article: Article, text: str) -> str:
        """The article as the block editor writes it."""
        shown = [
            picture(
                self.media[n],
                f'A street in Kyiv on 9 March 2024. <span class="credit">Author {n} / <a '
                f'href="https://commons.wikimedia.org/wiki/File:Street_{n}.jpg">Wikimedia Commons'
                '</a>, <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></span>',
            )
            for n in article.pictures
        ]
        return paragraph(text) + "".join(shown)

    def live(self, article: Article, at: float, pause: float) -> None:
        """Write, save again, publish: an editor and the twin beside it."""
        time.sleep(max(0.0, at - time.monotonic()))
        first = {
            "title": article.title,
            "content": self.content(article, "KYIV, March 13, 2024 - Trams ran."),
            "status": "draft",
        }
        made = self._do(article, "save", "/posts", first, article.twin)
        article.post = made[0].json()["id"]
        twin = made[1].json()["id"] if made[1] else 0
        time.sleep(pause)
        again = {"content": self.content(article, "KYIV, March 13, 2024 - Trams ran again.")}
        self._do(article, "save again", f"/posts/{article.post}", again, twin)
        time.sleep(2 * pause)
        until = time.monotonic() + (_MOST_FOR_A_CHECK if twin else 0)
        while not self._is_checked(article) and time.monotonic() < until:
            time.sleep(2)
        last = {"status": "publish"}
        done = self._do(article, "publish", f"/posts/{article.post}", last, twin)
        article.answered = done[0].status_code

    def _is_checked(self, article: Article) -> bool:
        """Whether its whole check is done, as the editor's panel has it."""
        view = self.site.view(article.post)
        article.checked_before = view["state"] == "done" and view["mode"] == "full"
        return article.checked_before

    def _do(
        self, article: Article, what: str, path: str, body: dict[str, Any], twin: int | bool
    ) -> tuple[requests.Response, requests.Response | None]:
        """The call, and for a twin the same without the plug-in; which goes first is drawn."""
        beside = None
        order = [True, False] if twin and article.number % 2 else [False, True]
        for is_twin in order:
            if is_twin and not twin:
                continue
            where, sent, headers = path, body, {}
            if is_twin:
                headers = {_OFF: "1"}
                where = path if path == "/posts" else f"/posts/{twin}"
                sent = body | ({"title": f"Twin: {article.title}"} if path == "/posts" else {})
            began = time.perf_counter()
            answer = self.site.rest("POST", where, json=sent, headers=headers)
            took = time.perf_counter() - began
            article.seconds[f"{what} without" if is_twin else what] = took
            if is_twin:
                beside = answer
            else:
                own = answer
        return own, beside

    def clock(self) -> None:
        """WordPress' own clock, as readers' visits start it."""
        while not self.over.wait(2.0):
            with contextlib.suppress(requests.RequestException):
                requests.get(f"{self.site.base}/wp-cron.php?doing_wp_cron", timeout=30)

    def settle(self, seconds: float) -> None:
        """Give the queue its time: what waits is due now."""
        self.commons.hung = frozenset()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.site.php(
                "delete_option(Provenance\\TROUBLE); foreach (Provenance\\posts_having("
                "Provenance\\WAITING, 1000) as $id) { Provenance\\check_again($id); } "
                "Provenance\\work();"
            )
            if self.site.sql(f"select count(*) from wp_postmeta where {_WAITING}") == "0":
                return
            time.sleep(2)


_WAITING = "meta_key in ('_provenance_waiting', '_provenance_job')"


@contextlib.contextmanager
def nginx(folder: Path, service: int) -> Iterator[int]:
    """The port of an nginx before the service."""
    port = free_port()
    folder.mkdir()
    config = folder / "nginx.conf"
    config.write_text(
        _NGINX.format(folder=folder, service=service, port=port, user=getpass.getuser())
    )
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        sys.exit("no nginx: apt-get install nginx-light")
    process = subprocess.Popen(
        [program, "-e", str(folder / "error.log"), "-c", str(config)], start_new_session=True
    )
    try:
        yield port
    finally:
        stop(process)


def drawn(options: argparse.Namespace) -> list[Article]:
    """The evening's articles; those whose source hangs have a picture of their own."""
    dice = random.Random(3)
    hung = set(dice.sample(range(options.articles), round(options.hung * options.articles)))
    twins = set(dice.sample(range(options.articles), round(options.twins * options.articles)))
    own = iter(range(PICTURES, PICTURES + len(hung)))
    return [
        Article(
            n,
            [next(own)] if n in hung else dice.sample(range(PICTURES), dice.choice((1, 1, 2, 3))),
            n in hung,
            n in twins,
        )
        for n in range(options.articles)
    ]


def run(options: argparse.Namespace, folder: Path) -> None:
    """One evening, printed."""
    articles = drawn(options)
    hung = frozenset(n for a in articles if a.hangs for n in a.pictures)
    commons = Commons(PICTURES + len(hung), LATENCY, hung=hung)
    limits = "requests-per-minute = 6000"
    (folder / "site").mkdir()
    site = WordPress(folder / "site")
    with (
        standing_in(commons),
        running(folder / "service", commons=commons, limits=limits, token=TOKEN) as service,
        nginx(folder / "nginx", service.port) as port,
    ):
        try:
            site.start()
            (site.content / "mu-plugins" / "switch.php").write_text(_SWITCH)
            site.sql(
                "insert into wp_options (option_name, option_value) values ('provenance_settings', "
                + _serialised({"address": f"http://127.0.0.1:{port}"})
                + ")"
            )
            _spend(Evening(site, service, commons, articles), options)
        finally:
            site.stop()


def _serialised(pairs: dict[str, str]) -> str:
    rows = "".join(f's:{len(w)}:"{w}";' for pair in pairs.items() for w in pair)
    return f"'a:{len(pairs)}:{{{rows}}}'"


def _spend(evening: Evening, options: argparse.Namespace) -> None:
    length, articles, service = options.minutes * 60, evening.articles, evening.service
    evening.upload()
    print(f"{len(evening.media)} pictures in the library", flush=True)
    clock = threading.Thread(target=evening.clock, daemon=True)
    clock.start()
    began = time.monotonic()
    pause = min(10.0, length / 12)
    each = (length - 3 * pause) / len(articles)
    # Each thinks three pauses long, writes, and some wait for a check: so many are at work at once.
    needed = (3 * pause + options.twins * _MOST_FOR_A_CHECK + 10) / each
    with ThreadPoolExecutor(options.editors or max(12, round(needed))) as editors:
        doing = [editors.submit(evening.live, a, began + a.number * each, pause) for a in articles]
        time.sleep(max(0.0, began + length / 3 - time.monotonic()))
        service.terminate()
        time.sleep(2)
        service.start()
        time.sleep(max(0.0, began + 2 * length / 3 - time.monotonic()))
        service.kill()
        time.sleep(2)
        service.start()
        for one in doing:
            one.result()
    took = time.monotonic() - began
    evening.over.set()
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"the evening took {took:.0f} s; load average in the end {load}", flush=True)
    evening.settle(max(60.0, length / 2))
    print(
        f"{len(articles)} articles, {sum(a.hangs for a in articles)} with a source that hangs, "
        f"meant for {length:.0f} s, took {took:.0f} s; the service was stopped once and killed once"
    )
    _told(evening)
    for what, wanted in (("save", 0.3), ("save again", 0.3), ("publish", 0.2)):
        _added(articles, what, wanted)


def _told(evening: Evening) -> None:
    """How each article ended."""
    site, ends, bad = evening.site, Counter[str](), Counter[str]()
    for article in evening.articles:
        rows = site.sql(f"select ID from wp_posts where post_title='{article.title}' and "
                        "post_type='post'").split()  # fmt: skip
        bad["doubled"] += len(rows) > 1
        if rows != [str(article.post)] and len(rows) < 2:
            bad["lost"] += 1
            continue
        status, view = site.status(article.post), site.view(article.post, "admin")
        fields = dict(row.split("\t") for row in site.sql(
            f"select meta_key, left(meta_value, 20) from wp_postmeta where post_id={article.post} "
            "and meta_key in ('_provenance_state', '_provenance_job')").splitlines())  # fmt: skip
        state = fields.get("_provenance_state", "none")
        ends[f"{status}, {state}"] += 1
        bad["left waiting"] += "_provenance_job" in fields
        if state == "pending":
            ends[f"pending: {view.get('mode')}, {view.get('action')}"] += 1
        if view.get("state") == "not-checked":
            ends[f"not checked: {view['summary']} {view['technical']}"] += 1
        bad["lost"] += status != ("publish" if article.answered == 200 else "draft")
        verdicts = {image["verdict"] for image in view.get("images", [])}
        seen = len(view.get("images", [])) == len(set(article.pictures))
        is_green = state == "good" or view.get("action") == "allow"
        bad["live unchecked"] += status == "publish" and state in ("none", "unchecked", "pending")
        bad["green though it does not match"] += is_green and not article.matches
        bad["green though not looked at"] += is_green and (
            not seen or verdicts != {"consistent"} or view.get("mode") != "full"
        )
        bad["live, wrong, and nobody is told"] += (
            status == "publish" and not article.matches and not view["alert"]
        )
    print("ended:", dict(ends.most_common()))
    wrong = ("lost", "doubled", "left waiting", "live unchecked", "green though it does not match",
             "green though not looked at", "live, wrong, and nobody is told")  # fmt: skip
    if crowd := Counter(event["route"] for event in evening.service.events("answered")):
        print("the service was asked:", dict(crowd.most_common()))
    print("must be 0:", ", ".join(f"{name} {bad[name]}" for name in wrong))
    print("publishing was answered:", dict(Counter(a.answered for a in evening.articles)),
          "· checked by then:", sum(a.checked_before for a in evening.articles))  # fmt: skip


def _added(articles: list[Article], what: str, wanted: float) -> None:
    """What the plug-in adds, over the twins."""
    pairs = sorted(
        (a.seconds[what], a.seconds[f"{what} without"])
        for a in articles
        if f"{what} without" in a.seconds and (what != "publish" or a.checked_before)
    )
    if not pairs:
        print(f"{what}: no twin to compare with")
        return
    more = sorted(w - o for w, o in pairs)
    with_, without = (sorted(p[i] for p in pairs) for i in (0, 1))
    middle = len(pairs) // 2
    worst = max(article.seconds[what] for article in articles)
    print(
        f"{what}: median {with_[middle]:.2f} s, without {without[middle]:.2f} s "
        f"({with_[middle] / without[middle]:.2f} ×); added: median {more[middle]:.2f} s (aim "
        f"{wanted:g}), p90 {more[int(0.9 * len(more))]:.2f} s, worst {more[-1]:.2f} s, over "
        f"{len(pairs)} twins; all {len(articles)}: worst {worst:.2f} s"
    )


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--hung", type=float, default=0.05)
    parser.add_argument("--editors", type=int, help="as many as it takes, unless said")
    parser.add_argument("--twins", type=float, default=0.25)
    if why := missing():
        sys.exit(why)
    with tempfile.TemporaryDirectory() as folder:
        run(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    main()
