"""Trouble is never a finding: whatever hosts answer, it accuses no picture and makes none green."""

from __future__ import annotations

import json

import pytest

from provenance.errors import NotFetched
from provenance.fetch import Kind
from provenance.fetch.seed import shipped_seed
from provenance.model import Reason, Severity, Verdict
from tests.reliability.world import (
    PICTURE,
    RIGHT,
    Trouble,
    World,
    checked,
    drawn,
    originals,
    page,
    seed_picture,
)

(ORIGINAL,) = originals()
API = "https://commons.wikimedia.org/w/api.php"
Answer = bytes | int | NotFetched


def at_api(answer: Answer) -> Trouble:
    return lambda url, kind: answer if url.startswith(API) else None


def at_original(answer: Answer) -> Trouble:
    return lambda url, kind: answer if url == ORIGINAL else None


def at_published(answer: Answer) -> Trouble:
    return lambda url, kind: answer if url == PICTURE else None


def everywhere(answer: Answer, *kinds: Kind) -> Trouble:
    return lambda url, kind: answer if not kinds or kind in kinds else None


def missing(code: str) -> bytes:
    return json.dumps({"error": {"code": code, "info": "no"}}).encode()


ANSWERS: dict[str, Answer] = {
    "401": 401,
    "403": 403,
    "404": 404,
    "410": 410,
    "429": 429,
    "451": 451,
    "500": 500,
    "503": 503,
    "nothing": b"",
    "html": b"<!doctype html><html><body>Log in to the network</body></html>",
    "null": b"null",
    "a list": b"[]",
    "half of it": b'{"batchcomplete": true, "query": {"pages": [{"pageid": 9001',
    "other types": b'{"query": {"pages": 3, "allimages": "x", "filearchive": {"a": 1}}}',
    "deep": b"[" * 5000,
    "maxlag": missing("maxlag"),
    "readonly": missing("readonly"),
    "internal": missing("internal_api_error_DBQueryError"),
    "blocked": missing("blocked"),
    "no network": NotFetched(Reason.NETWORK, "the host could not be reached"),
    "no time": NotFetched(Reason.OVER_BUDGET, "no time was left"),
    "offline": NotFetched(Reason.OFFLINE, "this run is offline"),
    "blocked address": NotFetched(Reason.BLOCKED_ADDRESS, "it lies in a private network"),
}
PICTURES: dict[str, Answer] = {
    "404": 404,
    "403": 403,
    "503": 503,
    "html": ANSWERS["html"],
    "nothing": b"",
    "one pixel": drawn(1, 1),
    "grey": drawn(1600, 1067),
    "grey of another shape": drawn(400, 300),
    "placeholder": drawn(500, 500, seed=7),
    "wide placeholder": drawn(1200, 400, seed=7),
    "half of it": seed_picture(ORIGINAL)[:40_000],
    "a head": seed_picture(ORIGINAL)[:200],
    "no network": ANSWERS["no network"],
    "too large": NotFetched(Reason.TOO_LARGE, "it is larger than 30 MB"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_whatever_the_api_answers_is_no_finding_and_never_green(name: str) -> None:
    image = checked(page(), World(at_api(ANSWERS[name])))
    assert image.verdict is Verdict.UNVERIFIED
    assert image.findings == ()
    assert image.not_checked


@pytest.mark.parametrize("name", PICTURES)
def test_whatever_the_original_s_address_serves_is_no_finding_and_never_green(name: str) -> None:
    image = checked(page(), World(at_original(PICTURES[name])))
    assert image.verdict is Verdict.UNVERIFIED
    assert image.findings == ()


@pytest.mark.parametrize("name", PICTURES)
def test_whatever_the_picture_s_own_address_serves_is_no_finding_and_never_green(name: str) -> None:
    image = checked(page(), World(at_published(PICTURES[name])))
    assert image.verdict is Verdict.UNVERIFIED
    assert not [f for f in image.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("name", [*ANSWERS, "one pixel", "placeholder"])
def test_whatever_every_host_answers_is_no_finding_and_never_green(name: str) -> None:
    answer = ANSWERS.get(name) or PICTURES.get(name) or b""
    image = checked(page(), World(everywhere(answer)))
    assert image.verdict is Verdict.UNVERIFIED
    assert image.findings == ()


@pytest.mark.parametrize("trouble", [at_published, everywhere])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_cannot_be_had_costs_no_rule_that_needs_no_bytes(
    name: str, trouble: object
) -> None:
    assert callable(trouble)
    world = World(trouble(PICTURES[name]))
    assert "search-engine-as-source" in {
        f.rule for f in checked(page(RIGHT, "Google"), world).findings
    }
    assert "missing-credit" in {f.rule for f in checked(page(RIGHT, ""), world).findings}


@pytest.mark.parametrize("step", ["picture_of", "gather"])
def test_a_fault_of_ours_costs_no_rule_that_needs_no_bytes(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def broken(*given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(f"provenance.run.pipeline.Pipeline.{step}", broken)
    image = checked(page(RIGHT, "Google"), World())
    assert [finding.rule for finding in image.findings] == ["search-engine-as-source"]
    assert Reason.FAILED in {item.reason for item in image.not_checked}


def test_a_file_that_the_source_says_was_deleted_is_gone() -> None:
    """In the other direction: what the API itself says still counts."""

    def deleted(url: str, kind: Kind) -> bytes | None:
        named = {"title": "File:Podil street market 2024.jpg", "ns": 6}
        if "logevents" in url:
            entry = {**named, "type": "delete", "action": "delete", "timestamp": "2024-05-02"}
            return json.dumps({"query": {"logevents": [entry]}}).encode()
        if "titles=" in url:
            return json.dumps({"query": {"pages": [{**named, "missing": True}]}}).encode()
        return None

    image = checked(page(), World(deleted))
    assert "dead-source" in {finding.rule for finding in image.findings}


def test_another_picture_at_the_original_s_address_is_still_told() -> None:
    """In the other direction: a whole picture of the record's own shape is held against it."""
    other = drawn(1600, 1067, "JPEG", seed=11)
    world = World(at_original(other), lambda version: version.pop("sha1"))
    assert "different-image" in {finding.rule for finding in checked(page(), world).findings}


TWEET = "https://twitter.com/harbour_watch/status/1300070581793829428"


@pytest.mark.parametrize("status", [404, 403, 503])
def test_a_post_whose_media_host_refuses_is_alive(status: int) -> None:
    credit = f'<a href="{TWEET}">@harbour_watch / Twitter</a>'
    world = World(lambda url, kind: status if "pbs.twimg.com" in url else None)
    image = checked(page("The port burns.", credit), world)
    assert not {"dead-source", "post-lacks-image"} & {finding.rule for finding in image.findings}


@pytest.mark.parametrize(
    ("status", "reason"), [(503, Reason.NETWORK), (403, Reason.GATED), (429, Reason.RATE_LIMITED)]
)
def test_a_search_whose_candidates_cannot_be_compared_has_not_found_nothing(
    status: int, reason: Reason
) -> None:
    hits = next(
        shipped_seed().get(url)
        for url in shipped_seed()._found
        if "generator=search" in url and "launcher" in url
    )
    assert hits is not None

    def trouble(url: str, kind: Kind) -> int | bytes | None:
        if "upload.wikimedia.org" in url:
            return status
        return hits.body if "generator=search" in url else None

    image = checked(page("Market stalls by night.", "Wikimedia Commons"), World(trouble))
    assert Reason.SOURCE_NOT_FOUND not in {item.reason for item in image.not_checked}
    assert reason in {item.reason for item in image.not_checked}
    assert "wrong-source" not in {finding.rule for finding in image.findings}
