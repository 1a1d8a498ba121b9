"""A real MediaWiki for tests: started on a free port of the loopback, filled with pictures drawn
here.

`tests/components/mediawiki/install` puts it where `Wiki.root()` looks. The thousand files of
`bulk()` are imported by MediaWiki's own maintenance script once and kept beside the installation;
each run works on a copy.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import os
import random
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from PIL import Image, ImageDraw

from tests.components.processes import free_port, stop

BULK = 1000
ADMIN = ("Admin", "Only-for-tests-1!")
THINGS = (
    "launcher",
    "crane",
    "ferry",
    "lighthouse",
    "tram",
    "windmill",
    "bridge",
    "fountain",
    "market hall",
    "harbour",
    "locomotive",
    "water tower",
    "greenhouse",
    "sluice",
    "observatory",
    "barracks",
    "pier",
    "cable car",
    "silo",
    "signal box",
)
PLACES = (
    "Chitose",
    "Odense",
    "Gdynia",
    "Rostock",
    "Trieste",
    "Bergen",
    "Tampere",
    "Ghent",
    "Varna",
    "Cork",
)
TEMPLATES = {
    "Information": "<includeonly><table><tr><td "
    'id="fileinfotpl_desc">Description</td><td>{{{description|}}}</td></tr>'
    '<tr><td id="fileinfotpl_date">Date</td><td>{{{date|}}}</td></tr>'
    '<tr><td id="fileinfotpl_src">Source</td><td>{{{source|}}}</td></tr>'
    '<tr><td id="fileinfotpl_aut">Author</td><td>{{{author|}}}</td></tr></table></includeonly>',
    "Own": '<span class="int-own-work" lang="en">Own work</span>',
    "Location": '<span class="geo" style="display:none">{{{1}}}; {{{2}}}</span>',
    "Cc-by-sa-4.0": '<span class="licensetpl_short" style="display:none">CC BY-SA 4.0</span>'
    '<span class="licensetpl_link" style="display:none">'
    "https:<nowiki/>//creativecommons.org/licenses/by-sa/4.0</span>"
    '<span class="licensetpl_attr_req" style="display:none">true</span>CC BY-SA 4.0',
    "Delete": '<div class="nuke">{{{reason|}}}</div><includeonly>[[Category:Deletion '
    "requests]]</includeonly>",
}


def drawn(seed: int, width: int = 640, height: int = 426) -> Image.Image:
    """A picture nobody else has: soft ground, forty shapes, by a seed."""
    dice = random.Random(seed)
    ground = Image.new("RGB", (8, 6))
    ground.putdata([tuple(dice.randrange(256) for _ in range(3)) for _ in range(48)])
    picture = ground.resize((width, height), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, size = dice.randrange(width), dice.randrange(height), dice.randrange(8, width // 7)
        colour = tuple(dice.randrange(256) for _ in range(3))
        shape = dice.choice((pen.ellipse, pen.rectangle))
        shape(
            (x, y, x + size, y + int(size * dice.uniform(0.4, 1.4))), fill=colour, outline=(0, 0, 0)
        )
    return picture


def jpeg(picture: Image.Image, quality: int = 88, **options: Any) -> bytes:
    """The picture as a JPEG file."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, **options)
    return buffer.getvalue()


def file_page(
    description: str, date: str, author: str, *, extra: str = "", source: str = "{{Own}}"
) -> str:
    """The wikitext of a file page, as Commons writes them."""
    return (
        f"{{{{Information\n|description={description}\n|date={date}\n|source={source}\n|author={author}\n}}}}\n"
        f"{extra}\n{{{{Cc-by-sa-4.0}}}}\n"
    )


def bulk(number: int) -> tuple[str, str]:
    """Name and file page of one of the thousand."""
    thing, place = THINGS[number % len(THINGS)], PLACES[number // len(THINGS) % len(PLACES)]
    year, day = 2005 + number % 17, 1 + number % 28
    name = f"{thing.capitalize()} {place} {number:04d}.jpg"
    text = file_page(f"A {thing} at {place}", f"{year}-06-{day:02d}", f"Ada Roe {number % 7}",
                     extra=f"[[Category:{thing.capitalize()}s in {place}]]")  # fmt: skip
    return name, text


@dataclass
class Wiki:
    """A running wiki, and what a test needs to change it."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    session: requests.Session = field(default_factory=requests.Session)
    token: str = ""

    @staticmethod
    def root() -> Path:
        """Where `install` puts MediaWiki."""
        return Path(
            os.environ.get("MEDIAWIKI_ROOT")
            or Path.home() / ".cache" / "picture-provenance" / "mediawiki"
        )

    @classmethod
    def missing(cls) -> str | None:
        """Why it cannot be started here; None where it can."""
        if not (cls.root() / "w" / "LocalSettings.php").is_file():
            return f"no MediaWiki in {cls.root()}: run tests/components/mediawiki/install"
        return (
            None
            if shutil.which("php")
            else "php is not installed: run tests/components/mediawiki/install"
        )

    @property
    def base(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        """The Action API's address."""
        return f"{self.base}/api.php"

    def environment(self) -> dict[str, str]:
        """What settings.php and router.php read."""
        return {
            **os.environ,
            "WIKI_DATA": str(self.folder),
            "WIKI_PORT": str(self.port),
            "PHP_CLI_SERVER_WORKERS": "3",
        }

    def start(self) -> None:
        """Start PHP's web server and wait until the wiki answers."""
        root = self.root()
        self.process = subprocess.Popen(
            [
                "php",
                "-d",
                "memory_limit=512M",
                "-d",
                "upload_max_filesize=50M",
                "-d",
                "post_max_size=60M",
                "-S",
                f"127.0.0.1:{self.port}",
                "-t",
                str(root / "w"),
                str(root / "router.php"),
            ],
            cwd=root / "w",
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(requests.ConnectionError):
                if requests.get(
                    self.endpoint, params={"action": "query", "format": "json"}, timeout=20
                ).ok:
                    return
            time.sleep(0.1)
        self.stop()
        raise RuntimeError("MediaWiki did not answer within 30 seconds")

    def stop(self) -> None:
        """Stop the server and its workers."""
        stop(self.process)
        self.process = None
        self.session.close()

    def script(self, name: str, *arguments: str) -> str:
        """Run one of MediaWiki's maintenance scripts."""
        done = subprocess.run(
            [
                "php",
                "-d",
                "memory_limit=512M",
                str(self.root() / "w" / "maintenance" / name),
                *arguments,
            ],
            cwd=self.root() / "w",
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stdout[-500:]} {done.stderr[-500:]}")
        return done.stdout

    def api(self, *, files: dict[str, Any] | None = None, **params: str) -> dict[str, Any]:
        """Post to the API as the administrator; raises where it answers with an error."""
        if not self.token and params.get("action") not in ("login", "query"):
            login = self.api(action="query", meta="tokens", type="login")["query"]["tokens"][
                "logintoken"
            ]
            answer = self.api(action="login", lgname=ADMIN[0], lgpassword=ADMIN[1], lgtoken=login)
            assert answer["login"]["result"] == "Success", answer
            self.token = self.api(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        data = {"format": "json", "formatversion": "2", **params}
        if self.token:
            data["token"] = self.token
        answer = self.session.post(self.endpoint, data=data, files=files, timeout=60).json()
        assert "error" not in answer, answer
        return dict(answer)

    def upload(self, name: str, data: bytes, text: str = "") -> str:
        """Upload (or overwrite) a file; returns its SHA-1."""
        answer = self.api(
            action="upload",
            filename=name,
            text=text,
            comment="test",
            ignorewarnings="1",
            files={"file": (name, data)},
        )
        assert answer["upload"]["result"] == "Success", answer
        return hashlib.sha1(data).hexdigest()

    def move(self, name: str, to: str, *, redirect: bool = True) -> None:
        """Rename a file."""
        extra = {} if redirect else {"noredirect": "1"}
        self.api(
            action="move",
            **{"from": f"File:{name}"},
            to=f"File:{to}",
            reason="better name",
            **extra,
        )

    def delete(self, name: str, reason: str) -> None:
        """Delete a file."""
        self.api(action="delete", title=f"File:{name}", reason=reason)


def seeded(copy_to: Path) -> Wiki:
    """A wiki with the templates and the thousand files, not yet started. Imported once, then
    copied."""
    code = hashlib.sha256(
        Path(__file__).read_bytes() + (Wiki.root() / "commons.php").read_bytes()
    ).hexdigest()[:12]
    kept = Wiki.root() / f"seeded-{code}"
    with (Wiki.root() / "seeding.lock").open("w") as lock:  # runs side by side import it once
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_dir():
            work = Wiki.root() / "seeding"
            shutil.rmtree(work, ignore_errors=True)  # what an interrupted run left
            shutil.copytree(Wiki.root() / "empty", work)
            for name in ("images", "cache", "import"):
                (work / name).mkdir(exist_ok=True)
            _import(Wiki(work), work / "import")
            shutil.rmtree(work / "import")
            work.rename(kept)
    shutil.copytree(kept, copy_to)
    return Wiki(copy_to)


def _import(wiki: Wiki, folder: Path) -> None:
    pages = folder.parent / "templates.xml"
    pages.write_text(
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">'
        + "".join(
            f"<page><title>Template:{name}</title><ns>10</ns><revision><timestamp>2020-01-01T00:00:00Z</timestamp>"
            f"<contributor><username>Admin</username></contributor><model>wikitext</model>"
            "<format>text/x-wiki</format><text "
            f'xml:space="preserve">{_escaped(text)}</text></revision></page>'
            for name, text in TEMPLATES.items()
        )
        + "</mediawiki>",
        encoding="utf-8",
    )
    wiki.script("importDump.php", str(pages))
    for number in range(BULK):
        name, text = bulk(number)
        (folder / name).write_bytes(jpeg(drawn(number), quality=85))
        (folder / name).with_suffix(".txt").write_text(text, encoding="utf-8")
    wiki.script(
        "importImages.php", "--comment-ext=txt", "--extensions=jpg", "--user=Admin", str(folder)
    )
    wiki.script("rebuildtextindex.php")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
