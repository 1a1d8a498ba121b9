"""Runs the newsroom: its database, its server in a process of its own, and people who are
logged in."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.components.processes import free_port

HERE = Path(__file__).parent
PASSWORD = "for the tests alone"
PATIENCE = 120.0
"""Seconds that the server may take to start: it imports all of Wagtail, perhaps on a busy
machine."""


class Newsroom:
    """One site, from its migration to its end. The settings of Django stay in its own processes."""

    def __init__(self, folder: Path, *, database: str = "", own_images: bool = False) -> None:
        """`database`: a `postgresql://` address, or `stock` for what `wagtail start` makes.

        `own_images` takes the newsroom's own model for images.
        """
        self.folder = folder
        self.database = database
        self.own_images = own_images
        self._server: subprocess.Popen[bytes] | None = None
        self.address = ""

    @staticmethod
    def missing() -> str | None:
        """Why it cannot run here, or None."""
        return (
            None
            if importlib.util.find_spec("wagtail")
            else "Wagtail is not installed (extra `wagtail`)"
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "NEWSROOM": str(self.folder),
            "NEWSROOM_DATABASE": self.database,
            "NEWSROOM_IMAGES": "newsroom.CreditedImage"
            if self.own_images
            else "wagtailimages.Image",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`manage.py` with these arguments."""
        command = [sys.executable, str(HERE / "manage.py"), *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=600
        )

    def start(self) -> None:
        """Make the database and start the server on a free port."""
        self.folder.mkdir(parents=True)
        made = self.manage("migrate", "-v0")
        assert made.returncode == 0, made.stderr
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        command = [
            sys.executable,
            str(HERE / "manage.py"),
            "runserver",
            "--noreload",
            f"127.0.0.1:{port}",
        ]
        with (self.folder / "server.log").open("wb") as log:
            self._server = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.act("people")
            except requests.ConnectionError:
                assert self._server.poll() is None, self.log()
                assert time.monotonic() < until, f"the server did not start: {self.log()}"
                time.sleep(0.2)
            else:
                return

    def stop(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=60)

    def log(self) -> str:
        """What the server has said."""
        return (self.folder / "server.log").read_text("utf-8", errors="replace")

    def act(self, name: str, **given: Any) -> Any:
        """Do one of `newsroom.acts` in the server's process."""
        answer = requests.post(
            f"{self.address}/acts/{name.replace('_', '-')}/", json=given, timeout=180
        )
        assert answer.status_code == 200, f"{name}: {answer.status_code}\n{self.log()[-4000:]}"
        return answer.json()

    def as_user(self, name: str) -> User:
        """Somebody who is logged in."""
        return User(self.address, name)


class User(requests.Session):
    """An editor's browser without a screen: keeps the session and sends the token against
    forged requests."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__()
        self.trust_env = False
        self.site = address
        self.open("/admin/login/")
        said = self.send_form("/admin/login/", username=name, password=PASSWORD, next="/admin/")
        assert said.status_code == 200, said.text
        assert "/login/" not in said.url, said.text

    def open(self, path: str, **options: Any) -> requests.Response:
        """Look at a page of the site."""
        return self.get(self.site + path, timeout=120, **options)

    def send_form(self, path: str, token: bool = True, **fields: Any) -> requests.Response:
        """Send a form, and follow where it leads."""
        if token:
            fields["csrfmiddlewaretoken"] = self.cookies.get("csrftoken", "")
        return self.post(
            self.site + path, data=fields, headers={"Referer": self.site + path}, timeout=180
        )


@contextmanager
def started(folder: Path, *, database: str = "", own_images: bool = False) -> Iterator[Newsroom]:
    """A site until the block ends; whoever asks is skipped where there can be none."""
    if missing := Newsroom.missing():
        pytest.skip(missing)
    running = Newsroom(folder, database=database, own_images=own_images)
    try:
        running.start()
        yield running
    finally:
        running.stop()
