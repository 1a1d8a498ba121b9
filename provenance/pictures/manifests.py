"""The origin of a picture, as all its Content Credentials tell it.

The active manifest is what the last tool signed. What came before stands in the manifests of its
ingredients: a picture that was opened (`parentOf`), pictures that were put in (`componentOf`) or
handed to a model (`inputTo`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.values import dataclass

_MOST_MANIFESTS = 200
_GENERATED = "trainedAlgorithmicMedia"
_PARTLY = ("compositeWithTrainedAlgorithmicMedia", "compositeSynthetic")
_CAPTURED = ("digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print")
_SCREEN = ("screenCapture", "virtualRecording")
_NO_EDIT = frozenset(
    {
        "c2pa.created",
        "c2pa.opened",
        "c2pa.published",
        "c2pa.transcoded",
        "c2pa.converted",
        "c2pa.repackaged",
        "c2pa.resized",
        "c2pa.resized.proportional",
        "c2pa.watermarked",
        "c2pa.watermarked.bound",
        "c2pa.unknown",
    }
)
"""Actions that leave what is shown as it was (C2PA 2.2, actions assertion)."""
_UNSURE = frozenset({"signingCredential.untrusted", "signingCredential.expired"})


@dataclass(frozen=True, slots=True)
class Stated:
    """One source type that a manifest states."""

    kind: str
    """The term, without its address."""
    value: str
    put_in: bool
    """True where it is said of a picture that was put in or handed to a model."""


def source_type(store: dict[str, Any]) -> str | None:
    """The source type of the whole picture: a model's goes before the rest."""
    found = list(_stated(store))
    whole = [s for s in found if s.kind == _GENERATED and not s.put_in]
    part = [s for s in found if s.kind in _PARTLY]
    if whole:
        return whole[0].value
    if part:
        return part[0].value
    inside = next((s.value for s in found if s.kind == _GENERATED), None)
    if inside is not None:
        return inside.replace(_GENERATED, _PARTLY[0])
    return next((s.value for s in found if not s.put_in), None)


def signals_of(store: dict[str, Any]) -> tuple[str, ...]:
    """What the manifests tell of the picture; `unknown` for nothing.

    `captured`, `screen-capture`, `generated`, `partly-generated`, `edited`.
    """
    told = {_signal(stated) for stated in _stated(store)}
    if _edits(store):
        told.add("edited")
    return tuple(name for name in SIGNALS if name in told) or ("unknown",)


SIGNALS = ("captured", "screen-capture", "generated", "partly-generated", "edited")
"""What is told of a picture, in the order in which it is told."""


def _signal(stated: Stated) -> str:
    """The signal of one source type; empty for those that tell nothing."""
    kinds = {"captured": _CAPTURED, "screen-capture": _SCREEN, "partly-generated": _PARTLY}
    if stated.kind == _GENERATED:
        return "partly-generated" if stated.put_in else "generated"
    return next((name for name, terms in kinds.items() if stated.kind in terms), "")


def _edits(store: dict[str, Any]) -> set[str]:
    """The actions of all manifests that changed what is shown."""
    actions = {
        str(action.get("action", ""))
        for manifest, _put_in in _manifests(store)
        for action in actions_of(manifest)
    }
    return {name for name in actions if name.startswith("c2pa.")} - _NO_EDIT


def actions_of(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """The actions that a manifest lists."""
    found = []
    for assertion in _dicts(manifest.get("assertions")):
        data = assertion.get("data")
        if str(assertion.get("label", "")).startswith("c2pa.actions") and isinstance(data, dict):
            found += _dicts(data.get("actions"))
    return found


def _stated(store: dict[str, Any]) -> Iterator[Stated]:
    """Every source type of the store, the active manifest's first."""
    keys = (
        "digitalSourceType",
        "Iptc4xmpExt:DigitalSourceType",
        "iptcExt:DigitalSourceType",
    )
    for manifest, put_in in _manifests(store):
        said = [action.get("digitalSourceType") for action in actions_of(manifest)]
        for assertion in _dicts(manifest.get("assertions")):
            data = assertion.get("data")
            said += [data.get(key) for key in keys] if isinstance(data, dict) else []
        for value in said:
            if isinstance(value, str) and value:
                yield Stated(value.rstrip("/").rpartition("/")[2], value, put_in)


def _manifests(store: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """The active manifest and those of its ingredients, each with a flag.

    True where it was only put in.

    An ingredient that was broken when it was added says nothing.
    """
    manifests = store.get("manifests")
    if not isinstance(manifests, dict):
        return
    waiting = [(str(store.get("active_manifest")), False)]
    seen: set[str] = set()
    while waiting and len(seen) < _MOST_MANIFESTS:
        label, put_in = waiting.pop(0)
        manifest = manifests.get(label)
        if label in seen or not isinstance(manifest, dict):
            continue
        seen.add(label)
        yield manifest, put_in
        for ingredient in _dicts(manifest.get("ingredients")):
            if _broken(ingredient):
                continue
            parent = ingredient.get("relationship") == "parentOf"
            waiting.append((str(ingredient.get("active_manifest")), put_in or not parent))


def _broken(ingredient: dict[str, Any]) -> bool:
    return any(
        status.get("success") is not True and str(status.get("code")) not in _UNSURE
        for status in _dicts(ingredient.get("validation_status"))
    )


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [x for x in found if isinstance(x, dict)] if isinstance(found, list) else []
