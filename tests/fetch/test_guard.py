"""The address guard: nothing private is ever connected to, however its address is spelled or
resolved."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch import Fetcher, Kind
from provenance.fetch.guard import is_exempt
from provenance.model import Reason


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    with Fetcher(
        Config(cache=tmp_path, network=Network(deadline=2.0, contact="x@y.example"))
    ) as opened:
        yield opened


def reason_of(fetcher: Fetcher, url: str) -> Reason:
    with pytest.raises(NotFetched) as caught:
        fetcher.get(url, kind="page")
    return caught.value.reason


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.9",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "[::1]",
        "[fe80::1]",
        "[fc00::1]",
        "[fec0::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
    ],
)
def test_private_addresses_are_refused_in_every_spelling(fetcher: Fetcher, host: str) -> None:
    assert reason_of(fetcher, f"http://{host}/latest/meta-data") is Reason.BLOCKED_ADDRESS


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/x", "data:text/html,x", "javascript:1", "//x", ""],
)
def test_only_web_addresses_are_fetched(fetcher: Fetcher, url: str) -> None:
    assert reason_of(fetcher, url) is Reason.BLOCKED_ADDRESS


@pytest.mark.parametrize("kind", ["json", "page", "picture"])
@pytest.mark.parametrize(
    "url",
    [
        "http://[::1",
        "http://a:99999/",
        "http://a:b/",
        "http://.../",
        "http://\x00/",
        "http://a b/",
        "http://%zz/",
        "http://\u00cc.\x1b\x03/",
        "http://\U000e49f4.x/",
        f"http://{'a' * 70}.example/",
        "http:///x",
        "http://",
    ],
)
def test_an_address_nobody_could_ask_for_is_refused_like_any_other(
    fetcher: Fetcher, url: str, kind: Kind
) -> None:
    with pytest.raises(NotFetched) as caught:
        fetcher.get(url, kind=kind)
    assert caught.value.reason is Reason.BLOCKED_ADDRESS


def answers(*addresses: str) -> object:
    """A name server that gives the next address at each question."""
    left = list(addresses)

    def resolve(host: str, port: int, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        if host.replace(".", "").isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return resolve


def test_a_name_that_resolves_to_a_private_address_is_refused(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("127.0.0.1"))
    assert reason_of(fetcher, "http://innocent.example/") is Reason.BLOCKED_ADDRESS


def test_a_name_that_changes_its_answer_is_connected_to_where_it_was_checked(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("93.184.216.34", "127.0.0.1"))
    reached: list[object] = []

    def connect(self: socket.socket, address: object) -> None:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    reason = reason_of(fetcher, "http://rebinding.example/")
    # The name was looked up once and checked. Whatever was dialled, it was not the private address.
    assert reached == [("93.184.216.34", 80)]
    assert reason is Reason.NETWORK


def test_a_name_server_that_never_answers_costs_no_more_than_the_deadline(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def resolve(*args: object, **kwargs: object) -> list[tuple[object, ...]]:
        answered.wait(30)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    began = time.monotonic()
    with pytest.raises(NotFetched) as caught:
        fetcher.within(0.5).get("http://silent.example/")
    answered.set()
    assert caught.value.reason is Reason.OVER_BUDGET
    assert time.monotonic() - began < 5


def test_only_a_literal_address_can_be_exempt_never_a_name() -> None:
    import ipaddress

    allowed = (ipaddress.ip_network("127.0.0.0/8"),)
    assert is_exempt("http://127.0.0.1:8099/api.php", allowed)
    assert not is_exempt("http://localhost:8099/api.php", allowed)
    assert not is_exempt("http://127.0.0.1.evil.example/", allowed)


def test_an_exempt_address_is_not_reached_through_a_redirect_from_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from provenance.fetch.exchange import Exchange
    from provenance.model import Retrieved

    network = Network(deadline=2.0, allowed_addresses=("127.0.0.0/8",))
    with Fetcher(Config(cache=tmp_path, network=network)) as fetcher:
        real = Fetcher._exchange

        def first_hop_outside(self: Fetcher, method: str, url: str, *rest: object) -> Exchange:
            if "outside" in url:
                headers = {"location": "http://127.0.0.1:1/admin"}
                return Exchange(url, 302, headers, b"", datetime.now(UTC), Retrieved.LIVE)
            return real(self, method, url, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(Fetcher, "_exchange", first_hop_outside)
        assert reason_of(fetcher, "http://outside.example/") is Reason.BLOCKED_ADDRESS


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_without_a_network_every_name_is_network_trouble_and_nothing_hangs(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from provenance.config import *; from provenance.fetch import "
        "Fetcher\n"
        "from provenance.errors import NotFetched\n"
        f"f = Fetcher(Config(cache=Path({str(tmp_path)!r}), network=Network(deadline=3.0, "
        "contact='a@b.example')))\n"
        "try: f.get('https://commons.wikimedia.org/w/api.php')\n"
        "except NotFetched as e: print(e.reason.value)\n"
        "f.close()\n"
    )
    run = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "unshare" in run.stderr and run.returncode:
        pytest.skip(f"no new network namespace here: {run.stderr.strip()}")
    assert run.stdout.strip() == "network", run.stderr
