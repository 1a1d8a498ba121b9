"""Who may hold a connection: callers with a token, and headers that come at once."""

from __future__ import annotations

import http.client
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.stand_ins.service import TOKEN, Running, running

IDLE = min(1_500, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)
"""More connections than the service has places."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("service")) as started:
        yield started


@contextmanager
def idle(service: Running, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    """Connections that say a little and then nothing."""
    held: list[socket.socket] = []
    try:
        for _ in range(count):
            made = socket.create_connection(("127.0.0.1", service.port), timeout=5)
            made.sendall(said)
            held.append(made)
        yield held
    finally:
        for each in held:
            each.close()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET /health HT",
        b"POST /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n{",
    ],
    ids=["nothing", "half a header", "a body without a token"],
)
def test_connections_that_wait_keep_nobody_out(service: Running, said: bytes) -> None:
    with idle(service, IDLE // 3, said):
        began = time.monotonic()
        for _ in range(3):
            assert service.call("GET", "/health").status == 200
        assert time.monotonic() - began < 10


def test_more_connections_than_there_are_places_keep_nobody_out(service: Running) -> None:
    with idle(service, IDLE, b"GET /health HT"):
        began = time.monotonic()
        assert service.call("GET", "/health").status == 200
        assert time.monotonic() - began < 15


def test_headers_that_drip_are_cut_off(service: Running) -> None:
    with idle(service, 1, b"GET /health HTTP/1.1\r\n") as (caller,):
        until = time.monotonic() + 30
        caller.settimeout(1)
        while time.monotonic() < until:
            try:
                caller.sendall(b"A: b\r\n")
                if not caller.recv(1):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        assert time.monotonic() < until


def test_a_body_without_a_token_is_refused_before_it_has_come(service: Running) -> None:
    head = b"POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n"
    for token in (b"", b"Authorization: Bearer no-such-token-0123456789\r\n"):
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as caller:
            caller.sendall(head + token + b"\r\n{")
            answer = b""
            while b"no-token" not in answer and (more := caller.recv(4000)):
                answer += more
        assert answer.startswith(b"HTTP/1.1 401 ")
        assert b"no-token" in answer


@pytest.mark.parametrize("megabytes", [21, 25, 40])
def test_a_body_that_is_too_large_is_told_so(service: Running, megabytes: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/check", b"x" * (megabytes * 1_000_000), headers)
    answer = connection.getresponse()
    assert answer.status == 413
    assert b"larger" in answer.read()
    connection.close()


def test_a_body_that_is_too_large_and_comes_in_pieces_is_told_so(service: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    pieces = (b"x" * 1_000_000 for _ in range(25))
    connection.request("POST", "/v1/check", pieces, headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_slow_upload_with_a_token_is_heard_out(service: Running) -> None:
    body = b'{"html": "<article><h1>News</h1><p>Only words.</p></article>"}'
    head = (
        f"POST /v1/check?mode=fast HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TOKEN}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    there = ("127.0.0.1", service.port)
    with idle(service, IDLE // 3, b""), socket.create_connection(there, timeout=20) as caller:
        caller.sendall(head)
        for at in range(0, len(body), 8):
            time.sleep(1.5)
            caller.sendall(body[at : at + 8])
        assert caller.recv(4000).startswith(b"HTTP/1.1 200 ")
