"""Superdesk: checks an item when it is saved, decides when it is validated.

    # settings.py of the Superdesk server
    INSTALLED_APPS = [..., "provenance.hooks.superdesk"]
    PROVENANCE_CONFIG = "/etc/provenance.toml"             # optional
    PROVENANCE_OVERRIDE_FIELD = "picture_override"         # optional
    PROVENANCE_WAIT = 10                                   # optional: seconds a validation waits

What blocks is appended to the signal's `response`, which Superdesk shows and does not publish
over. What only warns is left on the item, as `extra.picture_warnings`, for the editor to see.
Pictures that could not be checked never block.

Superdesk validates only where a validator is defined for the kind of item and action (`validators`
of the instance); without one this hook is never asked. Only texts with pictures are looked at:
packages and pictures by themselves are left alone.

With `PROVENANCE_OVERRIDE_FIELD`, a custom text field of that name in the content profile accepts
what is found of the item's pictures: what the editor writes there is the reason.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from provenance import lazy_re as re
from provenance import load_config
from provenance.config import Suppression
from provenance.errors import ProvenanceError
from provenance.model import InputKind, Report
from provenance.run.checker import Checker
from provenance.run.gate import Action, Decision, Policy, gate
from provenance.run.suppressions import with_overrides

log = logging.getLogger("provenance.superdesk")

Item = dict[str, Any]
WARNINGS = "picture_warnings"
"""Key in the item's `extra`, the place Superdesk keeps for fields of one's own."""
WAIT = 10.0
"""Seconds a validation waits for a check that was not made on save."""
_KEPT = 500
"""Results that a process keeps: an item that is published was saved a moment before."""
_ARTICLES = ("text", "preformatted")
_READ = (
    "headline", "slugline", "abstract", "byline", "dateline", "language", "body_html",
    "associations", "firstpublished", "firstcreated", "schedule_settings",
)  # fmt: skip
"""Fields on which a check depends."""
_PICTURE = re.compile(
    r"<(?:img|figure|picture|source|video|svg|object|embed|input|amp-img)\b|background", re.I
)
"""What may show a picture; the reader tells whether it does."""


def init_app(app: Any) -> None:
    """Connect to `superdesk.signals.item_validate` and `item_updated`.

    Superdesk calls it for each of `INSTALLED_APPS`.
    """
    from superdesk.signals import item_updated, item_validate

    chosen = app.config.get("PROVENANCE_CONFIG")
    connect(
        item_validate,
        Checker(load_config(Path(chosen) if chosen else None)),
        saved=item_updated,
        override_field=app.config.get("PROVENANCE_OVERRIDE_FIELD"),
        wait=float(app.config.get("PROVENANCE_WAIT", WAIT)),
    )


def connect(
    signal: Any,
    checker: Checker,
    policy: Policy | None = None,
    overrides: Callable[[Item], Iterable[Suppression]] = lambda item: (),
    *,
    saved: Any = None,
    override_field: str | None = None,
    wait: float = WAIT,
) -> Callable[..., None]:
    """Check an item's pictures whenever `signal` is sent.

    Returns the receiver, for `signal.disconnect`.

    `overrides` tells what an editor has accepted for an item; it stays in the report with who and
    why. On the signal `saved` the check begins in the background, so that validating finds it
    made.
    """
    checks = _Checks(checker)

    def on_item_updated(sender: Any, item: Item, **rest: Any) -> None:
        if _shows_pictures(item):
            checks.of(item)

    def on_item_validate(sender: Any, item: Item, response: list[str], **rest: Any) -> None:
        if not _shows_pictures(item):
            _leave(item, ())
            return
        decision = _decide(item, checks, wait, policy, overrides, override_field)
        response.extend(decision.blocking)
        left = [s for s in decision.sentences if s not in decision.blocking]
        _leave(item, tuple(left))

    signal.connect(on_item_validate, weak=False)
    if saved is not None:
        saved.connect(on_item_updated, weak=False)
    return on_item_validate


class _Checks:
    """Checks under way and made, by what they depend on."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._made: OrderedDict[str, Future[Report]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, item: Item) -> Future[Report]:
        """The check of this version of an item; begun where there is none, or it failed."""
        read = {name: item.get(name) for name in _READ}
        read["day"] = str(item.get("versioncreated"))[:10]
        key = hashlib.sha256(json.dumps(read, sort_keys=True, default=str).encode()).hexdigest()
        with self._lock:
            found = self._made.pop(key, None)
            if found is None or (found.done() and found.exception() is not None):
                found = self._checker.submit(item, kind=InputKind.SUPERDESK)
            self._made[key] = found
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return found


def _shows_pictures(item: Item) -> bool:
    """True for a text in which a picture stands."""
    if item.get("type", "text") not in _ARTICLES:
        return False
    linked = (item.get("associations") or {}).values()
    shown = any(one and one.get("type") in ("picture", "video", "graphic") for one in linked)
    return shown or bool(_PICTURE.search(item.get("body_html") or ""))


def _decide(
    item: Item,
    checks: _Checks,
    wait: float,
    policy: Policy | None,
    overrides: Callable[[Item], Iterable[Suppression]],
    override_field: str | None,
) -> Decision:
    """The decision on an item. Never raises.

    That we are in trouble must not keep a desk from publishing.
    """
    try:
        report = checks.of(item).result(timeout=wait)
        accepted = [*overrides(item), *_written(item, report, override_field)]
        return gate(with_overrides(report, accepted), policy)
    except TimeoutError:
        told = "The pictures are still being checked; validate again in a moment."
        return Decision(Action.WARN, (told,))
    except ProvenanceError as error:
        return Decision(Action.WARN, (f"The pictures could not be checked: {error}",))
    except Exception as error:
        log.exception("the pictures of %s could not be checked", item.get("_id"))
        return Decision(
            Action.WARN, (f"The pictures could not be checked ({type(error).__name__}).",)
        )


def _written(item: Item, report: Report, field: str | None) -> Iterator[Suppression]:
    """What an editor accepts with a reason in the field of that name."""
    reason = str((item.get("extra") or {}).get(field or "") or "").strip()
    who = str(item.get("version_creator") or item.get("original_creator") or "a desk editor")
    for image in report.images if reason else ():
        if image.image.content_url:
            yield Suppression("*", image.image.content_url, reason[:500], who)


def _leave(item: Item, sentences: tuple[str, ...]) -> None:
    """Put the warnings on the item, and take away those of an earlier validation."""
    extra = {k: v for k, v in (item.get("extra") or {}).items() if k != WARNINGS}
    if sentences:
        extra[WARNINGS] = list(sentences)
    if extra or "extra" in item:
        item["extra"] = extra
