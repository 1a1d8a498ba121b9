"""Whatever a server sends ends in a value or in `NotFetched`, in one deadline."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch import Exchange, Fetcher, Kind
from provenance.model import Reason, Retrieved
from tests.reliability.raw_server import http, raw_server

Ask = Callable[..., Exchange]
DEADLINE = 3.0


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    network = Network(allowed_addresses=("127.0.0.0/8",), deadline=DEADLINE)
    with Fetcher(Config(cache=tmp_path / "cache", network=network)) as fetcher:
        yield lambda url, kind="json": fetcher.get(f"{url}/x", kind=kind)


def ended(ask: Ask, answer: bytes, kind: Kind = "json") -> str:
    """The answer's text, or the reason there is none."""
    with raw_server(answer) as url:
        try:
            return ask(url, kind).text()
        except NotFetched as error:
            return error.reason.value if error.detail and "0x" not in error.detail else "no words"


def pack(data: bytes) -> bytes:
    """`data` in gzip, the same bytes at whatever time."""
    return gzip.compress(data, mtime=0)


PACKED = pack(json.dumps([sha256(b"%d" % n).hexdigest() for n in range(20)]).encode())
"""Long when packed, too: digests do not shrink to nothing."""


@pytest.mark.parametrize("kind", ["json", "page", "picture"])
@pytest.mark.parametrize(
    ("answer", "ends"),
    [
        (http(b"{}", b"Content-Length: \xb2", length=False), "{}"),
        (http(b"{}", b"Content-Length: " + b"9" * 5000, length=False), "failed network {}"),
        (http(b"", b"Location: http://[::1", status=b"302 Found"), "failed blocked-address"),
        (http(b"", b"Location: /\xff\xfe", status=b"302 Found"), "failed network"),
        (http(b"", b"Retry-After: " + b"9" * 5000, status=b"503 Busy"), "network"),
        (http(b"", b"Retry-After: Fri, 31 Dec 99999 1:1:1 GMT", status=b"503 Busy"), "network"),
        (http(b"{}", b"Content-Type: text/html; charset=idna"), "{}"),
        (http(b"{}", b"Content-Type: text/html; charset=undefined"), "{}"),
        (http(b"{}", b"Content-Type: text/html; charset=punycode"), "{}"),
        (http(b"{}", b"Content-Type: text/html; charset=utf-8\0"), "{} network"),
        (http(b"{}", b"Content-Type: text/html; charset=zlib"), "{}"),
        (http(b"{}", b"Content-Encoding: br"), "network"),
        (http(b"{}", b"Content-Encoding: gzip"), "network"),
        (http(PACKED[:200], b"Content-Encoding: gzip"), "network"),
        (http(PACKED[:-9], b"Content-Encoding: gzip"), "network"),
        (http(PACKED[:200], b"Content-Encoding: gzip", length=False), "network"),
        (http(pack(PACKED)[:200], b"Content-Encoding: gzip, gzip"), "network"),
        (http(zlib.compress(b"{}" * 900)[:-7], b"Content-Encoding: deflate"), "network"),
        (http(b"{}", b"Transfer-Encoding: chunked", length=False), "network"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", "network"),
        (b"\x16\x03\x01\x02\x00", "network"),
        (b"", "network"),
        (b"HTTP/1.1 \xb2\xb2\xb2 OK\r\n\r\n", "network"),
        (b"HTTP/9.9 200 OK\r\n\r\n", "network"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n", "network"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 1_000_000 + b"\r\n\r\n", "network"),
        (http(b"", b"Set-Cookie: \xff=\xff; expires=\xb2; domain=..", status=b"204 None"), "*"),
        (http(b"{}", b"Date: \xb2\xb2", b"Expires: \xb2", b"Cache-Control: max-age=\xb2"), "{}"),
        (http(b"{}", b"Content-Type: \xff\xfe\x00"), "{} network"),
        (http(b"{}", b"Content-Range: \xb2", b"Age: -\xb2", b"ETag: \xff", b"Vary: \xff"), "{}"),
    ],
)
def test_an_odd_answer_is_read_or_has_a_reason(
    ask: Ask, answer: bytes, ends: str, kind: Kind
) -> None:
    began = time.monotonic()
    found = ended(ask, answer, kind)
    assert ends == "*" or found in ends.split()
    assert time.monotonic() - began < DEADLINE + 2


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        (pack(b'{"a": 1}'), b"gzip"),
        (pack(b'{"a": 1}'), b"x-gzip"),
        (pack(b'{"a"') + pack(b": 1}"), b"gzip"),
        (pack(b'{"a": 1}') + b"\0\0\0", b"gzip"),
        (zlib.compress(b'{"a": 1}'), b"deflate"),
        (zlib.compress(b'{"a": 1}')[2:-4], b"deflate"),
        (pack(pack(b'{"a": 1}')), b"gzip, gzip"),
        (b'{"a": 1}', b"identity"),
    ],
)
def test_every_packing_that_was_asked_for_is_unpacked(
    ask: Ask, packed: bytes, coding: bytes
) -> None:
    with raw_server(http(packed, b"Content-Encoding: " + coding)) as url:
        assert ask(url).json() == {"a": 1}


def test_half_an_answer_of_unknown_length_is_not_kept_as_a_fact(ask: Ask) -> None:
    for kind in ("json", "page", "picture"):
        body = json.dumps({"a": "b" * 5000}).encode()[:2000]
        with raw_server(http(body, length=False)) as url:
            first, second = ask(url, kind), ask(url, kind)
        assert (first.retrieved, second.retrieved) == (Retrieved.LIVE, Retrieved.LIVE)


def dripping(seconds: float) -> Callable[[socket.socket], None]:
    """An answer of a kind that is asked for again, late."""

    def answer(caller: socket.socket) -> None:
        time.sleep(seconds)
        caller.sendall(http(b"", status=b"503 Busy"))

    return answer


def redirecting(seconds: float) -> Callable[[socket.socket], None]:
    def answer(caller: socket.socket) -> None:
        time.sleep(seconds)
        caller.sendall(http(b"", b"Location: /%d" % time.monotonic_ns(), status=b"302 Found"))

    return answer


@pytest.mark.slow
@pytest.mark.parametrize("answer", [dripping(1.2), redirecting(1.2)])
def test_redirects_and_retries_share_one_deadline(
    ask: Ask, answer: Callable[[socket.socket], None]
) -> None:
    began = time.monotonic()
    with raw_server(answer) as url, pytest.raises(NotFetched) as caught:
        ask(url)
    assert caught.value.reason is Reason.NETWORK
    assert time.monotonic() - began < DEADLINE + 1.5


def waits(fetcher: Fetcher, url: str) -> None:
    with contextlib.suppress(NotFetched):
        fetcher.get(url)


@pytest.mark.slow
def test_who_waits_for_anothers_exchange_waits_no_longer_than_for_an_own_one(
    tmp_path: Path,
) -> None:
    from threading import Thread

    network = Network(allowed_addresses=("127.0.0.0/8",), deadline=30.0)
    with (
        raw_server(lambda caller: time.sleep(4)) as url,
        Fetcher(Config(cache=tmp_path, network=network)) as fetcher,
    ):
        slow = Thread(target=lambda: waits(fetcher, url))
        slow.start()
        time.sleep(0.3)
        began = time.monotonic()
        with pytest.raises(NotFetched) as caught:
            fetcher.within(0.5).get(url)
        assert time.monotonic() - began < 2
        assert caught.value.reason is Reason.OVER_BUDGET
        slow.join(20)


@pytest.mark.parametrize(
    "address",
    [
        "168.63.129.16", "169.254.169.254", "169.254.170.2", "169.254.169.123", "192.0.0.192",
        "100.100.100.200", "169.254.0.23", "[fd00:ec2::254]", "[fd20:ce::254]",
        "[::ffff:168.63.129.16]", "2822734096", "0xa83f8110",
    ],
)  # fmt: skip
def test_the_agents_of_cloud_hosts_are_never_asked(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        socket.socket, "connect", lambda *a: pytest.fail(f"{address} was connected to")
    )
    config = Config(cache=tmp_path, network=Network(deadline=2.0))
    with Fetcher(config) as fetcher, pytest.raises(NotFetched) as caught:
        fetcher.get(f"http://{address}/metadata/instance", kind="page")
    assert caught.value.reason is Reason.BLOCKED_ADDRESS
