"""The service in a process of its own, as a desk runs it: started, called over HTTP, killed,
started again."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.stand_ins.commons import Commons

TOKEN = "a-token-for-tests-0123456789"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    seconds: float

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)  # type: ignore[no-any-return]

    @property
    def error(self) -> str:
        """The one sentence of an error."""
        return str(self.json["error"]["message"])


@dataclass
class Running:
    """A service that keeps its folder, and after its first start its port, across restarts."""

    folder: Path
    commons: Commons | None = None
    """The stand-in it reaches, and nothing else; None lets nothing be fetched."""
    options: tuple[str, ...] = ()
    token: str | None = TOKEN
    limits: str = ""
    """What stands under `[service]` in its configuration."""
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "provenance.toml"
        config.write_text(
            (self.commons.settings() if self.commons else "") + f"\n[service]\n{self.limits}\n"
        )
        read = self.log.stat().st_size if self.log.exists() else 0
        command = [
            sys.executable,
            "-c",
            "from provenance.cli import main; main()",
            "serve",
            "--port",
            str(self.port),
        ]
        environment = {k: v for k, v in os.environ.items() if k != "PROVENANCE_SERVICE_TOKENS"}
        environment["PROVENANCE_ARCHIVE"] = str(self.folder / "archive")  # never this machine's own
        environment |= self.environment
        if self.token:
            environment["PROVENANCE_SERVICE_TOKENS"] = self.token
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *command,
                    "--config",
                    str(config),
                    "--cache",
                    str(self.folder / "cache"),
                    *self.options,
                ],
                stdout=log,
                stderr=log,
                env=environment,
            )
        while True:
            for line in self.log.read_bytes()[read:].splitlines():
                if b'"listening"' in line:
                    self.port = json.loads(line)["port"]
                    return
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text()[-2000:])
            time.sleep(0.05)

    @property
    def log(self) -> Path:
        """Everything it printed."""
        return self.folder / "log"

    def events(self, name: str) -> list[dict[str, Any]]:
        """The log's lines of one event."""
        lines = (json.loads(line) for line in self.log.read_text().splitlines())
        return [line for line in lines if line["event"] == name]

    def kill(self) -> None:
        """SIGKILL: what a crash or a power cut looks like."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def terminate(self) -> int:
        """SIGTERM, and the exit status."""
        assert self.process
        self.process.terminate()
        return self.process.wait(60)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = TOKEN,
        **headers: str,
    ) -> Answer:
        """One call; `body` is bytes, or a value sent as JSON. Raises `OSError` or
        `HTTPException` while it is away."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        with contextlib.closing(connection):
            began = time.perf_counter()
            connection.request(method, path, raw, sent)
            answer = connection.getresponse()
            read = answer.read()
            seconds = time.perf_counter() - began
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, read, seconds)

    def insisting(self, method: str, path: str, body: object = None) -> Answer:
        """As `call`, again and again while the service is away or busy."""
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = self.call(method, path, body)
                if answer.status not in (429, 503):
                    return answer
            time.sleep(0.3)

    def submitted(self, body: object) -> str:
        """The id of an accepted job."""
        answer = self.call("POST", "/v1/jobs", body)
        assert answer.status == 202, answer.body
        return str(answer.json["id"])

    def finished(self, job: str, within: float = 60.0) -> dict[str, Any]:
        """The job once it has finished, whatever happens to the service meanwhile."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            state = self.insisting("GET", f"/v1/jobs/{job}").json
            if state.get("state") in ("done", "failed"):
                return state
            time.sleep(0.1)
        raise AssertionError(f"{job} did not finish: {self.log.read_text()[-2000:]}")

    def memory_kb(self) -> int:
        """Resident memory of the process, now; 0 where it has just been killed."""
        assert self.process
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
        return 0


@contextlib.contextmanager
def running(folder: Path, **settings: Any) -> Iterator[Running]:
    """A started service, stopped in the end."""
    service = Running(folder, **settings)
    service.start()
    try:
        yield service
    finally:
        service.kill()
