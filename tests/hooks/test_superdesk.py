"""The receiver on the signal Superdesk sends: blinker's, with `item`, `response` and
`error_fields` (Superdesk 2.5).

Superdesk itself is not installed here: what is tested is the contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from blinker import Namespace, Signal

from provenance.config import Config, Network, Suppression
from provenance.errors import UnreadableInput
from provenance.hooks import superdesk
from provenance.run.checker import Checker
from provenance.run.gate import Policy

PICTURE = "https://news.example/pictures/air-defence.jpg"
connect = partial(superdesk.connect, wait=120.0)
"""Patient: the tests' machine may be busy."""


@pytest.fixture
def checker(tmp_path: Path) -> Iterator[Checker]:
    with Checker(Config(network=Network(offline=True), seed=True, cache=tmp_path)) as made:
        yield made


@pytest.fixture
def signal() -> Signal:
    return Namespace().signal("item:validate")


class ObjectId:
    """As MongoDB's: JSON knows nothing of it."""

    def __str__(self) -> str:
        return "65f1a2"


def item(
    caption: str = "A Patriot launcher guards Kyiv on Tuesday night.", **fields: Any
) -> dict[str, Any]:
    picture = {
        "type": "picture",
        "description_text": caption,
        "byline": "Wikimedia Commons",
        "renditions": {"original": {"href": PICTURE}},
    }
    return {
        "_id": ObjectId(),
        "type": "text",
        "headline": "Missiles strike Kyiv overnight",
        "body_html": "<p>KYIV, Ukraine — Explosions were heard in Kyiv late on Tuesday.</p>",
        "language": "en",
        "versioncreated": datetime(2024, 3, 13, 5, 40, tzinfo=UTC),
        "associations": {"featuremedia": picture},
        **fields,
    }


def validated(signal: Signal, what: dict[str, Any]) -> list[str]:
    """What Superdesk would show: it sends the signal just so."""
    response: list[str] = []
    signal.send(object(), item=what, response=response, error_fields={})
    return response


def test_an_error_is_appended_to_the_response_and_says_what_differs_and_what_to_print(
    signal: Signal, checker: Checker
) -> None:
    connect(signal, checker)
    response = ["HEADLINE is too long"]
    signal.send(object(), item=item(), response=response, error_fields={})
    assert response[0] == "HEADLINE is too long"
    assert any(
        s.startswith("Picture 1 (“A Patriot launcher guards Kyiv") and "Iruma" in s
        for s in response[1:]
    )


def test_a_warning_is_left_on_the_item_and_blocks_nothing(signal: Signal, checker: Checker) -> None:
    connect(signal, checker, Policy(block_at=None))
    desk = item(extra={"own_field": 1})
    assert validated(signal, desk) == []
    assert desk["extra"]["own_field"] == 1
    assert any("Iruma" in sentence for sentence in desk["extra"][superdesk.WARNINGS])


def test_an_earlier_warning_goes_when_its_reason_has_gone(signal: Signal, checker: Checker) -> None:
    connect(signal, checker)
    desk = item(associations={}, extra={superdesk.WARNINGS: ["Picture 1: …"], "own_field": 1})
    assert validated(signal, desk) == []
    assert desk["extra"] == {"own_field": 1}


def test_an_item_without_pictures_is_left_as_it_is(signal: Signal, checker: Checker) -> None:
    connect(signal, checker)
    desk = item(associations={})
    before = dict(desk)
    assert validated(signal, desk) == []
    assert desk == before


def test_what_an_editor_has_accepted_no_longer_blocks(signal: Signal, checker: Checker) -> None:
    accepted = Suppression("*", PICTURE, "agreed with the desk", "M. Example")
    connect(signal, checker, overrides=lambda desk: [accepted] if desk["headline"] else [])
    assert validated(signal, item()) == []


@pytest.mark.parametrize("trouble", [UnreadableInput("it is no item."), RuntimeError("secret")])
def test_trouble_of_ours_warns_and_never_keeps_a_desk_from_publishing(
    signal: Signal, checker: Checker, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def failing(*args: object) -> None:
        raise trouble

    monkeypatch.setattr(checker, "submit", failing)
    connect(signal, checker)
    desk = item()
    assert validated(signal, desk) == []
    (sentence,) = desk["extra"][superdesk.WARNINGS]
    assert sentence.startswith("The pictures could not be checked")
    assert "secret" not in sentence


def test_the_receiver_stays_connected_and_can_be_taken_off(
    signal: Signal, checker: Checker
) -> None:
    receiver = connect(signal, checker)
    assert len(list(signal.receivers_for(object()))) == 1
    signal.disconnect(receiver)
    assert validated(signal, item()) == []


def test_superdesk_connects_it_by_its_name_in_the_settings(
    signal: Signal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys
    from types import ModuleType, SimpleNamespace

    module = ModuleType("superdesk.signals")
    module.item_validate = signal  # type: ignore[attr-defined]
    module.item_updated = saved = Namespace().signal("item:updated")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "superdesk", ModuleType("superdesk"))
    monkeypatch.setitem(sys.modules, "superdesk.signals", module)
    made: list[Checker] = []
    monkeypatch.setattr(
        superdesk,
        "Checker",
        lambda config: made.append(Checker(_offline(config, tmp_path))) or made[0],
    )
    file = tmp_path / "provenance.toml"
    file.write_text('profile = "draft"\n')
    settings = {"PROVENANCE_CONFIG": str(file), "PROVENANCE_OVERRIDE_FIELD": "picture_override"}
    superdesk.init_app(SimpleNamespace(config=settings))
    assert made[0].config.profile == "draft"
    saved.send(object(), item=item(), original=item())
    assert validated(signal, item())
    accepted = item(extra={"picture_override": "A symbol picture, agreed"}, version_creator="e7")
    assert validated(signal, accepted) == []
    assert validated(signal, item(extra={"picture_override": "  "}))
    made[0].close()


def test_only_what_blocks_keeps_from_publishing_and_the_rest_is_left_on_the_item(
    signal: Signal, checker: Checker
) -> None:
    connect(signal, checker, Policy(never_block=("date-mismatch",)))
    desk = item()
    blocking = validated(signal, desk)
    assert blocking
    left = desk.get("extra", {}).get(superdesk.WARNINGS, [])
    assert not set(left) & set(blocking)


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='background-image:url({})'></div>",
        "<svg><image href='{}' width='800' height='600'/></svg>",
        "<video poster='{}'></video>",
    ],
)
def test_a_picture_that_the_text_shows_in_another_way_is_looked_at(
    signal: Signal, checker: Checker, shown: str
) -> None:
    connect(signal, checker)
    desk = item(associations={})
    desk["body_html"] += shown.format(PICTURE)
    told = [*validated(signal, desk), *desk.get("extra", {}).get(superdesk.WARNINGS, ())]
    assert told


@pytest.mark.parametrize("kind", ["composite", "picture", "video", "event"])
def test_packages_and_single_pictures_are_left_alone(
    signal: Signal, checker: Checker, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(checker, "submit", None)
    connect(signal, checker)
    desk = item(type=kind)
    before = dict(desk)
    assert validated(signal, desk) == []
    assert desk == before


def test_what_was_checked_on_save_is_not_checked_again_on_validation(
    signal: Signal, checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit, asked = checker.submit, []

    def counting(*args: Any, **more: Any) -> Any:
        asked.append(1)
        return submit(*args, **more)

    monkeypatch.setattr(checker, "submit", counting)
    saved = Namespace().signal("item:updated")
    connect(signal, checker, saved=saved)
    saved.send(object(), item=item(), original=item())
    assert validated(signal, item(_etag="another", version=7))
    assert len(asked) == 1
    assert validated(signal, item("A Patriot launcher guards Lviv on Tuesday night."))
    assert len(asked) == 2


def test_a_check_that_takes_too_long_blocks_nobody_and_says_so(
    signal: Signal, checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checker, "submit", lambda *args, **more: Future())
    connect(signal, checker, wait=0.05)
    desk = item()
    assert validated(signal, desk) == []
    assert "still being checked" in desk["extra"][superdesk.WARNINGS][0]


def _offline(config: Config, folder: Path) -> Config:
    return replace(config, network=Network(offline=True), seed=True, cache=folder)
