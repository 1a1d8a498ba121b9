"""A real PostgreSQL server for the tests, on a socket in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class Server:
    """A server that listens on no port; it is stopped when the tests are done."""

    def __init__(self) -> None:
        # A folder of its own: a socket's path is short, and the server does not run as root.
        self._folder = folder = Path(tempfile.mkdtemp(prefix="archive"))
        self._data = folder / "data"
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        self._run("initdb", "-D", str(self._data), "-A", "trust", "-U", "postgres")
        self.back()

    @staticmethod
    def missing() -> str | None:
        """Why there can be none, or None."""
        try:
            import psycopg  # noqa: F401
        except ImportError:
            return "psycopg is not installed (the extra `postgres`)"
        if not _PROGRAMS:
            return "no PostgreSQL server (Debian's package postgresql)"
        if os.geteuid() == 0 and shutil.which("runuser") is None:
            return "PostgreSQL does not run as root, and there is no runuser"
        return None

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(_PROGRAMS[-1] / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # The server would keep a pipe open for as long as it runs.
        nowhere = subprocess.DEVNULL
        subprocess.run(command, check=True, stdout=nowhere, stderr=nowhere, cwd=self._folder)

    def database(self) -> str:
        """The address of a fresh, empty database."""
        import psycopg

        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return self._address(name)

    def _address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def back(self) -> None:
        """Start it, at first or after it was `away`."""
        options = f"-c listen_addresses='' -k {self._folder} -c fsync=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-l", log, "-o", options, "-w", "-s", "start")

    def away(self) -> None:
        """End it at once, as a crash does."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-s", "stop")

    def stop(self) -> None:
        """End it at once, and take its folder away."""
        self.away()
        shutil.rmtree(self._folder)


@contextmanager
def started_server() -> Iterator[Server]:
    """A server until the block ends; whoever asks is skipped where there can be none."""
    if missing := Server.missing():
        pytest.skip(missing)
    server = Server()
    try:
        yield server
    finally:
        server.stop()
