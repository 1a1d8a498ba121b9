"""A time-stamp authority of our own: OpenSSL's, with certificates made for one test run."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_ONE_AT_A_TIME = threading.Lock()
_SETTINGS = """\
[req]
distinguished_name = name
prompt = no
[name]
O = {owner}
CN = {owner} {role}
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[stamper]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/stamper.pem
signer_key = {folder}/stamper.key
certs = {folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Authority:
    """Signs what it is asked to."""

    folder: Path

    @classmethod
    def made_in(cls, folder: Path, owner: str = "Example Time") -> Authority:
        """An authority with a root and a certificate for stamping, valid for a day."""
        folder.mkdir(parents=True)
        self = cls(folder)
        self._settings("Root", owner)
        self._run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                  "-keyout", "root.key", "-out", "root.pem", "-extensions", "root")  # fmt: skip
        self._settings("Stamper", owner)
        self._run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "stamper.key",
                  "-out", "stamper.csr")  # fmt: skip
        self._run("x509", "-req", "-in", "stamper.csr", "-CA", "root.pem", "-CAkey", "root.key",
                  "-CAcreateserial", "-days", "1", "-out", "stamper.pem",
                  "-extfile", "openssl.cnf", "-extensions", "stamper", config=False)  # fmt: skip
        (folder / "serial").write_text("01\n", "utf-8")
        return self

    @property
    def root(self) -> Path:
        """Its trusted certificate."""
        return self.folder / "root.pem"

    def answer(self, query: bytes) -> bytes:
        """What it answers to a request."""
        with _ONE_AT_A_TIME:  # it counts its answers in a file
            (self.folder / "query.tsq").write_bytes(query)
            self._run("ts", "-reply", "-queryfile", "query.tsq", "-out", "reply.tsr")
            return (self.folder / "reply.tsr").read_bytes()

    def stamp(self, data: bytes) -> bytes:
        """A stamp over `data`, as somebody else might have asked for."""
        (self.folder / "data").write_bytes(data)
        self._run("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "own.tsq",
                  config=False)  # fmt: skip
        return self.answer((self.folder / "own.tsq").read_bytes())

    def _settings(self, role: str, owner: str) -> None:
        text = _SETTINGS.format(folder=self.folder, role=role, owner=owner)
        (self.folder / "openssl.cnf").write_text(text, "utf-8")

    def _run(self, *args: str, config: bool = True) -> None:
        command = ["openssl", *args, *(("-config", "openssl.cnf") if config else ())]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)


@contextlib.contextmanager
def answering(authority: Authority) -> Iterator[str]:
    """The address at which the authority answers requests, on loopback."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            reply = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
