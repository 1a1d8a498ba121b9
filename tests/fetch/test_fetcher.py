"""The fetcher against a real server on loopback: what is fetched, what is kept, what each
trouble is called."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch import Fetcher
from provenance.model import Reason, Retrieved

Make = Callable[..., Fetcher]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    opened: list[Fetcher] = []

    def build(**network: object) -> Fetcher:
        options = {"allowed_addresses": ("127.0.0.0/8",), "deadline": 2.0, **network}
        fetcher = Fetcher(Config(cache=tmp_path / "cache", network=Network(**options)))  # type: ignore[arg-type]
        opened.append(fetcher)
        return fetcher

    yield build
    for fetcher in opened:
        fetcher.close()


def reason_of(fetcher: Fetcher, url: str, **options: object) -> Reason:
    with pytest.raises(NotFetched) as caught:
        fetcher.get(url, **options)  # type: ignore[arg-type]
    assert caught.value.detail
    assert "0x" not in caught.value.detail
    return caught.value.reason


def test_an_answer_is_fetched_once_and_then_comes_from_the_cache(
    make: Make, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/record").respond_with_json({"title": "Harbour"})
    fetcher = make()
    first, second = (fetcher.get(httpserver.url_for("/record")) for _ in range(2))
    assert first.json() == second.json() == {"title": "Harbour"}
    assert (first.retrieved, second.retrieved) == (Retrieved.LIVE, Retrieved.CACHED)
    assert abs((second.fetched - first.fetched).total_seconds()) < 2


def test_a_picture_is_kept_by_its_bytes_and_a_damaged_copy_is_fetched_again(
    make: Make, httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/a.jpg").respond_with_data(
        b"\xff\xd8picture", content_type="image/jpeg"
    )
    fetcher, url = make(), httpserver.url_for("/a.jpg")
    assert fetcher.get(url, kind="picture").retrieved is Retrieved.LIVE
    assert fetcher.get(url, kind="picture").retrieved is Retrieved.CACHED
    (body,) = (
        p for p in (tmp_path / "cache" / "pictures").glob("*/*") if not p.name.endswith(".json")
    )
    body.write_bytes(b"something else")
    assert fetcher.get(url, kind="picture").body == b"\xff\xd8picture"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, Reason.GONE),
        (410, Reason.GONE),
        (401, Reason.GATED),
        (403, Reason.GATED),
        (451, Reason.GATED),
        (500, Reason.NETWORK),
        (502, Reason.NETWORK),
        (400, Reason.FAILED),
    ],
)
def test_each_status_has_its_own_reason_and_is_never_kept(
    make: Make, httpserver: HTTPServer, status: int, reason: Reason
) -> None:
    httpserver.expect_oneshot_request("/x").respond_with_json({"error": "no"}, status=status)
    httpserver.expect_request("/x").respond_with_json({"ok": 1})
    fetcher, url = make(), httpserver.url_for("/x")
    assert reason_of(fetcher, url) is reason
    assert fetcher.get(url).json() == {"ok": 1}


def test_a_page_that_answers_404_is_gone_and_an_api_only_where_it_says_so_itself(
    make: Make, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/x").respond_with_data("<html>no such page</html>", status=404)
    fetcher, url = make(), httpserver.url_for("/x")
    assert reason_of(fetcher, url, kind="page") is Reason.GONE
    assert reason_of(fetcher, url, kind="picture") is Reason.GONE
    assert reason_of(fetcher, url, kind="json") is Reason.FAILED


def test_too_many_requests_waits_as_long_as_the_host_says_and_then_succeeds(
    make: Make, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/x").respond_with_data(
        "later", status=429, headers={"Retry-After": "1"}
    )
    httpserver.expect_request("/x").respond_with_json({"ok": 1})
    start = time.monotonic()
    assert make(deadline=5.0).get(httpserver.url_for("/x")).json() == {"ok": 1}
    assert time.monotonic() - start >= 1.0


def test_a_wait_longer_than_the_deadline_is_rate_limited_at_once(
    make: Make, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/x").respond_with_data(
        "later", status=429, headers={"Retry-After": "3600"}
    )
    start = time.monotonic()
    assert reason_of(make(), httpserver.url_for("/x")) is Reason.RATE_LIMITED
    assert time.monotonic() - start < 1.5


def test_an_html_page_instead_of_json_is_failed_and_not_kept(
    make: Make, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/api").respond_with_data(
        "<html>log in</html>", content_type="text/html"
    )
    httpserver.expect_request("/api").respond_with_json({"ok": 1})
    fetcher, url = make(), httpserver.url_for("/api")
    with pytest.raises(NotFetched) as caught:
        fetcher.get(url).json()
    assert caught.value.reason is Reason.FAILED
    assert fetcher.get(url).json() == {"ok": 1}


def test_an_api_error_that_comes_as_200_is_not_kept(make: Make, httpserver: HTTPServer) -> None:
    lagged = {"error": {"code": "maxlag"}}
    httpserver.expect_oneshot_request("/api").respond_with_json(
        lagged, headers={"Retry-After": "5"}
    )
    httpserver.expect_request("/api").respond_with_json({"ok": 1})
    fetcher, url = make(), httpserver.url_for("/api")
    assert "error" in fetcher.get(url).json()
    assert fetcher.get(url).json() == {"ok": 1}


def drip(seconds: float) -> Callable[[Request], Response]:
    def body() -> Iterator[bytes]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            yield b"x"
            time.sleep(0.05)

    return lambda request: Response(body(), content_type="image/jpeg")


def test_a_body_that_drips_for_ever_is_cut_off_at_the_deadline(
    make: Make, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/drip").respond_with_handler(drip(6))
    start = time.monotonic()
    assert (
        reason_of(make(deadline=0.6), httpserver.url_for("/drip"), kind="picture") is Reason.NETWORK
    )
    assert time.monotonic() - start < 2.0


def test_a_run_out_of_time_is_over_budget_not_network_trouble(
    make: Make, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/drip").respond_with_handler(drip(6))
    fetcher = make(deadline=30.0).within(0.5)
    assert reason_of(fetcher, httpserver.url_for("/drip")) is Reason.OVER_BUDGET


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_over_its_cap_is_too_large_whether_announced_or_not(
    make: Make, httpserver: HTTPServer, announced: bool
) -> None:
    def handler(request: Request) -> Response:
        return Response(
            b"x" * 300_000 if announced else (b"x" * 1000 for _ in range(300)),
            content_type="image/png",
        )

    httpserver.expect_request("/big").respond_with_handler(handler)
    fetcher = make()
    assert (
        reason_of(fetcher, httpserver.url_for("/big"), kind="picture", max_bytes=100_000)
        is Reason.TOO_LARGE
    )


def test_a_compressed_bomb_counts_unpacked(make: Make, httpserver: HTTPServer) -> None:
    import gzip

    bomb = gzip.compress(b"0" * 5_000_000)
    httpserver.expect_request("/bomb").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    assert reason_of(make(), httpserver.url_for("/bomb"), max_bytes=1_000_000) is Reason.TOO_LARGE


def test_redirects_are_followed_but_not_for_ever(make: Make, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_json({"ok": 1})
    httpserver.expect_request("/loop").respond_with_data(
        "", status=302, headers={"Location": "/loop"}
    )
    fetcher = make()
    assert fetcher.get(httpserver.url_for("/a")).url.endswith("/b")
    assert reason_of(fetcher, httpserver.url_for("/loop")) is Reason.NETWORK


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/x", "http://169.254.169.254/latest"]
)
def test_a_redirect_to_a_place_that_is_never_fetched_is_blocked(
    make: Make, httpserver: HTTPServer, target: str
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": target})
    assert reason_of(make(), httpserver.url_for("/a")) is Reason.BLOCKED_ADDRESS


def test_a_host_that_refuses_connections_is_network_trouble(make: Make) -> None:
    assert reason_of(make(), "http://127.0.0.1:1/x") is Reason.NETWORK


def test_the_environments_proxies_are_ignored(
    make: Make, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    httpserver.expect_request("/x").respond_with_json({"ok": 1})
    assert make().get(httpserver.url_for("/x")).json() == {"ok": 1}


def test_who_opens_no_socket_waits_for_nobody_who_does(make: Make, httpserver: HTTPServer) -> None:
    """A fast check met the questions that a full check of the same picture was asking."""
    asked, answered = threading.Event(), threading.Event()

    def slow(request: Request) -> Response:
        asked.set()
        answered.wait(30)
        return Response(json.dumps({"ok": 1}), content_type="application/json")

    httpserver.expect_request("/x").respond_with_handler(slow)
    fetcher, url = make(deadline=60.0), httpserver.url_for("/x")
    full = threading.Thread(target=fetcher.get, args=(url,))
    full.start()
    try:
        assert asked.wait(30)
        assert reason_of(fetcher.at_hand(), url) is Reason.PENDING
        assert full.is_alive()
    finally:
        answered.set()
        full.join()
    assert fetcher.at_hand().get(url).json() == {"ok": 1}


def test_simultaneous_requests_for_one_address_become_one(
    make: Make, httpserver: HTTPServer
) -> None:
    hits: list[int] = []

    def slow(request: Request) -> Response:
        hits.append(1)
        time.sleep(0.2)
        return Response(json.dumps({"ok": 1}), content_type="application/json")

    httpserver.expect_request("/x").respond_with_handler(slow)
    fetcher, url = make(), httpserver.url_for("/x")
    threads = [threading.Thread(target=fetcher.get, args=(url,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(hits) == 1


def test_a_key_is_neither_stored_nor_part_of_the_cache_key(
    make: Make, httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/api").respond_with_json({"ok": 1})
    fetcher, url = make(), httpserver.url_for("/api")
    fetcher.get(
        url,
        params={"api_key": "S3CRET-ONE", "id": "7"},
        headers={"Authorization": "Bearer S3CRET-TWO"},
    )
    assert fetcher.get(url, params={"api_key": "another", "id": "7"}).retrieved is Retrieved.CACHED
    fetcher.close()
    stored = b"".join(p.read_bytes() for p in (tmp_path / "cache").glob("answers.sqlite*"))
    assert b"/api?id=7" in stored
    assert b"S3CRET" not in stored


def test_the_operator_is_named_and_wikimedia_is_not_asked_without_a_contact(
    make: Make, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/x").respond_with_json({})
    make(contact="desk@paper.example").get(httpserver.url_for("/x"))
    assert "(desk@paper.example)" in httpserver.log[0][0].headers["User-Agent"]
    with pytest.raises(NotFetched, match="contact"):
        make().get("https://commons.wikimedia.org/w/api.php?action=query")


def test_offline_opens_no_socket_but_remembers(
    make: Make, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/x").respond_with_json({"ok": 1})
    url = httpserver.url_for("/x")
    make().get(url)
    monkeypatch.setattr("socket.socket", lambda *a, **k: pytest.fail("a socket was opened"))
    fetcher = make(offline=True)
    assert fetcher.get(url).json() == {"ok": 1}
    assert reason_of(fetcher, url + "?other=1") is Reason.OFFLINE
