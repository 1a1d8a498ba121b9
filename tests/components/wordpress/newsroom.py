"""A real WordPress with a database of its own, the service it asks, and what a test does to
both."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xmlrpc.client
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.components.processes import free_port, stop

PLUGIN = Path(__file__).parents[3] / "provenance" / "hooks" / "wordpress" / "provenance"
SEED = Path(__file__).parents[3] / "cache"
TITLE = "Missiles strike Kyiv overnight"
TOKEN = "only-for-tests-" + "t" * 20
MARIADB = [
    "mariadbd",
    "--no-defaults",
    "--skip-networking",
    "--skip-log-bin",
    "--innodb-log-file-size=4M",
    "--innodb-buffer-pool-size=32M",
    "--innodb-flush-log-at-trx-commit=0",
]


def root() -> Path:
    """Where `install` puts WordPress."""
    return Path(
        os.environ.get("WORDPRESS_ROOT")
        or Path.home() / ".cache" / "picture-provenance" / "wordpress"
    )


def missing() -> str | None:
    """Why it cannot be started here; None where it can."""
    if not (root() / "w" / "wp-load.php").is_file():
        return f"no WordPress in {root()}: run tests/components/wordpress/install"
    absent = [name for name in ("php", "mariadbd", "mariadb") if _program(name) is None]
    return (
        f"{' and '.join(absent)} not installed: run tests/components/wordpress/install"
        if absent
        else None
    )


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@dataclass
class Service:
    """A running `provenance serve`, offline: it knows the demo's seed and nothing else."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    port: int = 0

    def start(self) -> None:
        """Start it and wait until it says where it listens; a second start takes the same port."""
        self.folder.mkdir(exist_ok=True)
        log = self.folder / f"serve-{time.monotonic_ns()}.log"
        environment = {
            **os.environ,
            "PROVENANCE_SERVICE_TOKENS": TOKEN,
            "PROVENANCE_ARCHIVE": str(self.archive),
        }
        with log.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from provenance.cli import main; "
                                       "main()", "serve", "--port", str(self.port),
                 "--offline", "--cache", str(self.folder)],
                env=environment, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + 30
        while time.monotonic() < until and self.process.poll() is None:
            for line in log.read_text().splitlines():
                with contextlib.suppress(ValueError):
                    self.port = json.loads(line).get("port", self.port)
            with contextlib.suppress(requests.ConnectionError):
                if self.port and requests.get(f"{self.address}/health", timeout=5).ok:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"provenance serve did not start: {log.read_text()[-2000:]}")

    def stop(self) -> None:
        """Stop it."""
        stop(self.process)

    @property
    def address(self) -> str:
        """What an administrator enters."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def archive(self) -> Path:
        """Where its archive is, once a test has made one."""
        return self.folder / "archive"

    def answered(self) -> list[tuple[str, int]]:
        """(route, status) of every call so far."""
        logs = sorted(self.folder.glob("serve-*.log"))
        lines = [line for log in logs for line in log.read_text().splitlines()]
        events = [json.loads(line) for line in lines]
        return [(e["route"], e["status"]) for e in events if e.get("event") == "answered"]


@dataclass
class WordPress:
    """A running site."""

    folder: Path
    port: int = field(default_factory=free_port)
    database: subprocess.Popen[bytes] | None = None
    server: subprocess.Popen[bytes] | None = None
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def content(self) -> Path:
        """Its wp-content."""
        return self.folder / "content"

    @property
    def socket(self) -> str:
        """The database's socket. Its address may have 107 bytes, and a test's folder be deep."""
        return f"{tempfile.gettempdir()}/provenance-wp-{os.getpid()}-{self.port}.sock"

    def environment(self) -> dict[str, str]:
        """What wp-config.php reads."""
        return {
            **os.environ,
            "WORDPRESS_SOCKET": self.socket,
            "WORDPRESS_CONTENT": str(self.content),
            "WORDPRESS_PORT": str(self.port),
            "PHP_CLI_SERVER_WORKERS": "4",
            "PROVENANCE_TOKEN": TOKEN,
        }

    def start(self) -> None:
        """Copy database and folder, start both servers, activate the plugin."""
        self._copy_and_serve_database()
        self._serve()
        self.php(
            'require ABSPATH . "wp-admin/includes/plugin.php"; '
            'activate_plugin("provenance/provenance.php");'
        )
        self.make_passwords()

    def _copy_and_serve_database(self) -> None:
        shutil.copytree(root() / "db", self.folder / "db")
        shutil.copytree(root() / "content", self.content)
        shutil.copytree(PLUGIN, self.content / "plugins" / "provenance")
        (self.content / "mu-plugins").mkdir()
        shutil.copy(Path(__file__).with_name("classic.php"), self.content / "mu-plugins")
        user = subprocess.run(
            ["id", "-un"], capture_output=True, text=True, check=True
        ).stdout.strip()
        with (self.folder / "database.log").open("wb") as log:
            self.database = subprocess.Popen(
                [
                    _program("mariadbd") or "",
                    *MARIADB[1:],
                    f"--user={user}",
                    f"--datadir={self.folder / 'db'}",
                    f"--socket={self.socket}",
                    f"--pid-file={self.folder / 'db.pid'}",
                ],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._until(lambda: self.sql("select 1") == "1", self.folder / "database.log")

    def _serve(self) -> None:
        with (self.folder / "php.log").open("wb") as log:
            self.server = subprocess.Popen(
                [
                    "php",
                    "-d",
                    "error_reporting=8191",
                    "-d",
                    "sendmail_path=/bin/true",
                    "-d",
                    "memory_limit=256M",
                    "-d",
                    "opcache.enable_cli=1",
                    "-S",
                    f"127.0.0.1:{self.port}",
                    "-t",
                    str(root() / "w"),
                    str(root() / "router.php"),
                ],
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._until(
            lambda: requests.get(f"{self.base}/wp-login.php", timeout=20).ok,
            self.folder / "php.log",
        )

    def make_passwords(self) -> None:
        """An application password for each of the people."""
        for user in ("admin", "editor", "author"):
            self.passwords[user] = self.php(
                "echo "
                'WP_Application_Passwords::create_new_application_password(get_user_by("login", '
                f'"{user}")->ID, '
                '["name" => "test"])[0];'
            )

    def stop(self) -> None:
        """Stop both servers."""
        stop(self.server)
        stop(self.database)
        Path(self.socket).unlink(missing_ok=True)

    def _until(self, true: Any, log: Path) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(requests.ConnectionError, subprocess.CalledProcessError):
                if true():
                    return
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"did not answer within 30 seconds: {log.read_text()[-2000:]}")

    def sql(self, query: str) -> str:
        """What the database answers."""
        command = [
            "mariadb",
            "--no-defaults",
            f"--socket={self.socket}",
            "--user=root",
            "-N",
            "-B",
            "-e",
            query,
        ]
        done = subprocess.run(
            [*command, "wordpress"], capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    def php(self, code: str, user: str = "", path: str = "/") -> str:
        """Run PHP inside the site, as a cron job or a command line does; returns what it prints.

        `path` is that of a site of a network.
        """
        who = f'wp_set_current_user(get_user_by("login", "{user}")->ID);' if user else ""
        done = subprocess.run(
            [
                "php",
                "-d",
                "error_reporting=8191",
                "-d",
                "sendmail_path=/bin/true",
                "-r",
                f'$_SERVER["HTTP_HOST"] = "127.0.0.1:{self.port}"; $_SERVER["REQUEST_URI"] = '
                f'"{path}"; require "{root()}/w/wp-load.php"; {who} {code}',
            ],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def settings(self, address: str, unanswered: str = "publish") -> None:
        """What an administrator enters."""
        fields = {"address": address, "unanswered": unanswered}
        pairs = "".join(f's:{len(word)}:"{word}";' for pair in fields.items() for word in pair)
        self.sql(
            "delete from wp_options where option_name='provenance_trouble'; "
            "insert into wp_options (option_name, option_value) values ('provenance_settings', "
            f"'a:2:{{{pairs}}}') "
            "on duplicate key update option_value=values(option_value)"
        )

    def rest(
        self, method: str, path: str, user: str = "editor", **options: Any
    ) -> requests.Response:
        """One call of the REST API. `path` begins after `/wp/v2`, or with `/provenance`."""
        route = path if path.startswith("/provenance") else f"/wp/v2{path}"
        return requests.request(
            method, f"{self.base}/", params={"rest_route": route, **options.pop("params", {})},
            auth=(user, self.passwords[user]), timeout=120, **options,
        )  # fmt: skip

    def upload(self, name: str, **fields: str) -> dict[str, Any]:
        """Put one of the demo's pictures into the library."""
        (file,) = (SEED / "news.example").glob(f"pictures-{name}-jpg-*.body.jpeg")
        headers = {
            "Content-Disposition": f'attachment; filename="{name}.jpg"',
            "Content-Type": "image/jpeg",
        }
        made = self.rest("POST", "/media", data=file.read_bytes(), headers=headers).json()
        return (
            dict(self.rest("POST", f"/media/{made['id']}", json=fields).json())
            if fields
            else dict(made)
        )

    def draft(self, content: str, user: str = "editor", title: str = TITLE, **more: Any) -> int:
        """A new draft's number."""
        made = self.rest(
            "POST",
            "/posts",
            user,
            json={"title": title, "content": content, "status": "draft", **more},
        )
        assert made.status_code == 201, made.text
        return int(made.json()["id"])

    def view(self, post: int, user: str = "editor") -> dict[str, Any]:
        """What the block editor's panel gets."""
        return dict(self.rest("GET", f"/provenance/v1/posts/{post}", user).json())

    def status(self, post: int) -> str:
        """A post's status as the database has it."""
        return self.sql(f"select post_status from wp_posts where ID={post}")

    def meta(self, post: int, key: str) -> Any:
        """A field of a post."""
        return json.loads(self.php(f'echo wp_json_encode(get_post_meta({post}, "{key}", true));'))

    def xmlrpc(self, method: str, *arguments: Any, user: str = "editor") -> Any:
        """One call of the XML-RPC API. Raises `xmlrpc.client.Fault`."""
        with xmlrpc.client.ServerProxy(f"{self.base}/xmlrpc.php") as server:
            return getattr(server.wp, method)(1, user, self.passwords[user], *arguments)

    def browser(self, user: str) -> requests.Session:
        """A session that is logged in."""
        session = requests.Session()
        session.get(f"{self.base}/wp-login.php", timeout=60)
        answer = session.post(
            f"{self.base}/wp-login.php",
            data={"log": user, "pwd": f"{user}-only-for-tests", "testcookie": "1"},
            timeout=60,
        )
        assert "wpadminbar" in answer.text, answer.text[:500]
        return session

    def run_queue(self, post: int) -> str:
        """What the site's own clock does when the next check of a post is due."""
        return self.php(self.due(post))

    @staticmethod
    def due(post: int) -> str:
        """The same as PHP: the check is wanted, handed over and collected."""
        return f'do_action("provenance_check_again", {post}); {WordPress.checked(post)}'

    @staticmethod
    def checked(post: int) -> str:
        """PHP that hands over and collects one post's check until it has ended."""
        return (
            f"for ($i = 0; $i < 200 && Provenance\\job_of({post}); $i++) "
            f"{{ if (!Provenance\\work_on({post})) break; usleep(100000); }} "
        )

    def mails(self, code: str) -> list[dict[str, Any]]:
        """The mails that this PHP sends."""
        catch = (
            'add_filter("pre_wp_mail", function ($n, $mail) { echo "MAIL:" . wp_json_encode($mail) '
            '. "\n"; return true; }, 10, 2); '
        )
        lines = self.php(catch + code).splitlines()
        return [json.loads(line[5:]) for line in lines if line.startswith("MAIL:")]

    def complaints(self) -> list[str]:
        """What PHP has complained about in the plugin's files."""
        log = self.content / "debug.log"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        return [line for line in lines if re.search(r"plugins/provenance/|Fatal error", line)]


@dataclass
class Newsroom:
    """Both, and the pictures in the site's library."""

    site: WordPress
    service: Service
    launcher: dict[str, Any] = field(default_factory=dict)
    """Taken in Japan in 2012."""
    market: dict[str, Any] = field(default_factory=dict)
    """What its caption says it is."""
    title: str = TITLE

    def wrong(self, caption: str = "A Patriot launcher guards Kyiv on Tuesday night.") -> str:
        """An article whose picture does not match."""
        return paragraph() + picture(
            self.launcher, f'{caption} <span class="credit">Wikimedia Commons</span>'
        )

    def right(self) -> str:
        """An article whose picture does."""
        page = "https://commons.wikimedia.org/wiki/File:Podil_street_market_2024.jpg"
        return paragraph() + picture(
            self.market,
            'A street market in Podil, Kyiv, on 9 March 2024. <span class="credit">Iryna Halenko / '
            f'<a href="{page}">Wikimedia Commons</a>, '
            '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></span>',
        )

    def checks(self) -> int:
        """How often the service was asked to check."""
        return sum(route == "check" for route, _ in self.service.answered())


def paragraph(text: str = "KYIV, Ukraine — Explosions were heard in Kyiv late on Tuesday.") -> str:
    """A paragraph as the block editor writes it."""
    return f"<!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->\n"


def picture(media: dict[str, Any], caption: str, number: int | None = None) -> str:
    """A picture as the block editor writes it."""
    named = media["id"] if number is None else number
    return (
        f'<!-- wp:image {{"id":{named},"sizeSlug":"full"}} --><figure class="wp-block-image '
        'size-full">'
        f'<img src="{media["source_url"]}" alt="" class="wp-image-{named}"/>'
        f'<figcaption class="wp-element-caption">{caption}</figcaption></figure><!-- /wp:image '
        "-->\n"
    )


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Newsroom]:
    """A newsroom at work."""
    (folder / "site").mkdir()
    newsroom = Newsroom(WordPress(folder / "site"), Service(folder / "service"))
    try:
        newsroom.service.start()
        newsroom.site.start()
        newsroom.site.settings(newsroom.service.address)
        newsroom.launcher = newsroom.site.upload("air-defence")
        newsroom.market = newsroom.site.upload("podil-market")
        yield newsroom
    finally:
        newsroom.site.stop()
        newsroom.service.stop()
