"""Superdesk: checks an item's pictures on validation, before it is published.

    # settings.py of the Superdesk server
    INSTALLED_APPS = [..., "provenance.hooks.superdesk"]
    PROVENANCE_CONFIG = "/etc/provenance.toml"             # optional

What blocks is appended to the signal's `response`, which Superdesk shows and does not publish
over. What only warns is left on the item, as `extra.picture_warnings`, for the editor to see.
Pictures that could not be checked never block.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from provenance import load_config
from provenance.config import Suppression
from provenance.errors import ProvenanceError
from provenance.model import InputKind
from provenance.run.checker import Checker
from provenance.run.gate import Action, Decision, Policy, gate
from provenance.run.suppressions import with_overrides

log = logging.getLogger("provenance.superdesk")

Item = dict[str, Any]
WARNINGS = "picture_warnings"
"""Key in the item's `extra`, the place Superdesk keeps for fields of one's own."""


def init_app(app: Any) -> None:
    """Connect to `superdesk.signals.item_validate`.

    Superdesk calls it for each of `INSTALLED_APPS`.
    """
    from superdesk.signals import item_validate

    chosen = app.config.get("PROVENANCE_CONFIG")
    connect(item_validate, Checker(load_config(Path(chosen) if chosen else None)))


def connect(
    signal: Any,
    checker: Checker,
    policy: Policy | None = None,
    overrides: Callable[[Item], Iterable[Suppression]] = lambda item: (),
) -> Callable[..., None]:
    """Check an item's pictures whenever `signal` is sent.

    Returns the receiver, for `signal.disconnect`.

    `overrides` tells what an editor has accepted for an item; it stays in the report with who and
    why.
    """

    def on_item_validate(sender: Any, item: Item, response: list[str], **rest: Any) -> None:
        decision = _decide(item, checker, policy, overrides)
        if decision.action is Action.BLOCK:
            response.extend(decision.sentences)
        _leave(item, decision.sentences if decision.action is Action.WARN else ())

    signal.connect(on_item_validate, weak=False)
    return on_item_validate


def _decide(
    item: Item,
    checker: Checker,
    policy: Policy | None,
    overrides: Callable[[Item], Iterable[Suppression]],
) -> Decision:
    """The decision on an item. Never raises.

    That we are in trouble must not keep a desk from publishing.
    """
    try:
        report = checker.check(item, kind=InputKind.SUPERDESK)
        return gate(with_overrides(report, overrides(item)), policy)
    except ProvenanceError as error:
        return Decision(Action.WARN, (f"The pictures could not be checked: {error}",))
    except Exception as error:
        log.exception("the pictures of %s could not be checked", item.get("_id"))
        return Decision(
            Action.WARN, (f"The pictures could not be checked ({type(error).__name__}).",)
        )


def _leave(item: Item, sentences: tuple[str, ...]) -> None:
    """Put the warnings on the item, and take away those of an earlier validation."""
    extra = {k: v for k, v in (item.get("extra") or {}).items() if k != WARNINGS}
    if sentences:
        extra[WARNINGS] = list(sentences)
    if extra or "extra" in item:
        item["extra"] = extra
