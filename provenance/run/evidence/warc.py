"""The exchanges of one article as WARC 1.1: each request and response a member.

Bodies are kept as they were read, that is unpacked, without the headers that spoke of their
packing. What the tool adds to a record's header:

    Provenance-Retrieved        live, cached or seed: how the answer reached this run
    Provenance-Asked-As         the address asked for, where a redirect led on
    Provenance-Payload-SHA256   of the body as it came, where it is not kept, or not whole
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from provenance.fetch import Asked, Exchange
from provenance.run.evidence.secrets import Secrets
from provenance.values import dataclass

WARC = "data.warc.gz"
_PACKING = ("content-encoding", "content-length", "transfer-encoding")
_LONGEST_VALUE, _MOST_HEADERS = 16_000, 200_000
"""Characters of one header, and of all: a host may send a hundred of 64 kB each."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One exchange, its body in a file."""

    asked: Asked
    answer: Exchange
    """Without its body."""
    sha256: str
    """Of the body."""
    file: Path


class Notebook:
    """What the fetcher used for one article, each once. Safe for many threads."""

    def __init__(self, folder: Path) -> None:
        """Keep bodies in `folder`, each once."""
        self._folder = folder
        self._noted: dict[tuple[str, ...], Noted] = {}
        self._lock = threading.Lock()
        self.trouble: OSError | None = None
        """Why a body could not be written: then the evidence is not whole."""

    def note(self, asked: Asked, answer: Exchange) -> None:
        """Keep one exchange; of the same answer asked for again, the first."""
        sha256 = hashlib.sha256(answer.body).hexdigest()
        sent = hashlib.sha256(asked.body).hexdigest()
        key = (asked.method, asked.url, answer.url, sent, str(answer.status), sha256)
        with self._lock:
            if key in self._noted:
                return
            file = self._folder / sha256
            try:
                file.write_bytes(answer.body)
            except OSError as error:  # the run goes on; whoever seals the bundle raises it
                self.trouble = error
            self._noted[key] = Noted(asked, replace(answer, body=b""), sha256, file)

    @property
    def noted(self) -> tuple[Noted, ...]:
        """What was noted so far, in that order."""
        with self._lock:
            return tuple(self._noted.values())


@dataclass(frozen=True, slots=True)
class Indexed:
    """Where one response stands in the WARC."""

    url: str
    moment: datetime
    mime: str
    status: int
    digest: str
    offset: int
    length: int

    @property
    def line(self) -> str:
        """The line of the CDXJ index."""
        told = {
            "url": self.url, "mime": self.mime, "status": str(self.status), "digest": self.digest,
            "length": str(self.length), "offset": str(self.offset), "filename": WARC,
        }  # fmt: skip
        return f"{sort_key(self.url)} {self.moment:%Y%m%d%H%M%S} {json.dumps(told)}\n"


def write_warc(
    file: Path,
    noted: Iterable[Noted],
    secrets: Secrets,
    about: dict[str, str],
    *,
    bodies: bool = True,
) -> list[Indexed]:
    """Write the exchanges to `file`, and return where each response stands.

    Without `bodies` the answers' bodies are left out, and their hashes stay. Raises `OSError`.
    """
    from warcio.warcwriter import WARCWriter

    with file.open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
        writer.write_record(writer.create_warcinfo_record(WARC, about))
        return [_write(writer, one, secrets, bodies) for one in noted]


def _write(writer: Any, one: Noted, secrets: Secrets, bodies: bool) -> Indexed:
    """Write a response and its request."""
    body, told = _body(one, secrets, bodies)
    url = secrets.text(one.answer.url)
    moment = one.answer.fetched.astimezone(UTC)
    about = {
        "WARC-Date": moment.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "Provenance-Retrieved": one.answer.retrieved.value,
        **({"Provenance-Asked-As": secrets.text(one.asked.url)} if _led_on(one) else {}),
    }
    headers = list(_bounded(secrets.answer_headers(one.answer.headers)))
    headers.append(("content-length", str(len(body))))
    status = f"{one.answer.status} {responses.get(one.answer.status, '')}".strip()
    response = _record(writer, url, "response", (status, headers, "HTTP/1.1"), body, about | told)
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # what is asked with may be a picture, with all that is embedded in it
    sent = secrets.body(one.asked.body) if bodies else b""
    asked = [("Host", parts.netloc), *secrets.question_headers(one.asked.headers)]
    line = (f"{path} HTTP/1.1", asked, one.asked.method)
    request = _record(writer, url, "request", line, sent, about)
    offset = writer.out.tell()
    writer.write_record(response)
    length = writer.out.tell() - offset
    request.rec_headers.add_header(
        "WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID")
    )
    writer.write_record(request)
    mime = one.answer.headers.get("content-type", "").partition(";")[0].strip()
    digest = response.rec_headers.get_header("WARC-Payload-Digest")
    return Indexed(url, moment, mime or "unk", one.answer.status, digest, offset, length)


def _bounded(headers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The headers but those of the packing, as long as there is room."""
    room = _MOST_HEADERS
    for name, value in headers:
        room -= len(name) + min(len(value), _LONGEST_VALUE)
        if room < 0:
            return
        if name not in _PACKING:
            yield name, value[:_LONGEST_VALUE]


def _body(one: Noted, secrets: Secrets, bodies: bool) -> tuple[bytes, dict[str, str]]:
    """The body to keep, and what the record's header says where it is another."""
    whole = {"Provenance-Payload-SHA256": one.sha256}
    if not bodies:
        return b"", {**whole, "WARC-Truncated": "unspecified"}
    data = one.file.read_bytes()
    is_picture = one.answer.headers.get("content-type", "").startswith("image/")
    kept = data if is_picture else secrets.body(data)
    return kept, {} if kept == data else whole


def _led_on(one: Noted) -> bool:
    return one.asked.url != one.answer.url


def _record(
    writer: Any,
    url: str,
    kind: str,
    head: tuple[str, list[tuple[str, str]], str],
    body: bytes,
    about: dict[str, str],
) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    statusline, headers, protocol = head
    http = StatusAndHeaders(statusline, headers, protocol=protocol)
    digests = {
        "WARC-Payload-Digest": _digest(body),
        "WARC-Block-Digest": _digest(http.to_ascii_bytes() + body),
    }
    return writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict=about | digests,
    )


def _digest(data: bytes) -> str:
    return f"sha256:{base64.b32encode(hashlib.sha256(data).digest()).decode()}"


def sort_key(url: str) -> str:
    """The address as indexes sort it: `example,news)/a?b=c`."""
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    key = ",".join(reversed(host.split(".")))
    key += f":{parts.port}" if parts.port else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{key}){parts.path or '/'}{'?' + query if query else ''}".lower()
