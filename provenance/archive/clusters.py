"""One picture, all its copies, and the record that the evidence favours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from provenance.archive.archive import Archive
from provenance.archive.entry import Record
from provenance.archive.held import merged
from provenance.archive.store import Kept
from provenance.values import dataclass

_PROPOSED = (
    "headline", "description", "creators", "credit_line", "copyright_notice", "date_created",
    "places", "usage_terms",
)  # fmt: skip
"""Properties of a record that its copies should agree on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One property of one copy as it is stated, and as it is proposed."""

    picture: int
    property: str
    stated: str | tuple[str, ...]
    proposed: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Pictures that pixels prove to be one."""

    pictures: tuple[Kept, ...]

    @property
    def captions(self) -> tuple[str, ...]:
        """Every caption that it came with or was printed under, each once."""
        came = (r.description for p in self.pictures for r in p.records)
        printed = (u.caption for p in self.pictures for u in p.uses)
        return tuple(dict.fromkeys(text for text in (*came, *printed) if text))

    @property
    def credits(self) -> tuple[str, ...]:
        """Every credit that it came with or was printed under, the most frequent first."""
        came = (r.credit_line or " / ".join(r.creators) for p in self.pictures for r in p.records)
        printed = (u.credit for p in self.pictures for u in p.uses)
        said = Counter(text for text in (*came, *printed) if text)
        return tuple(text for text, _ in said.most_common())

    @property
    def proposed(self) -> Record | None:
        """The record to keep: a wire's before a file's, completed from the others."""
        records = tuple(r for p in self.pictures for r in p.records)
        return merged(records) if records else None

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the proposed record would change in each copy: a patch to review."""
        proposed = self.proposed
        if proposed is None:
            return ()
        return tuple(
            Change(picture.id, name, value, getattr(proposed, name))
            for picture in self.pictures
            for name in _PROPOSED
            if getattr(proposed, name) != (value := _value_of(picture, name))
        )


def _value_of(picture: Kept, name: str) -> str | tuple[str, ...]:
    """What a copy's own records state of a property; empty where they state nothing."""
    record = merged(picture.records) if picture.records else Record()
    value: str | tuple[str, ...] = getattr(record, name)
    return value


def clusters(archive: Archive, *, alone: bool = False) -> Iterator[Cluster]:
    """The pictures of which there are several copies; with `alone`, all."""
    done: set[int] = set()
    for kept in archive.store.all():
        if kept.id in done:
            continue
        copies = _copies(archive, kept)
        done.update(one.id for one in copies)
        if len(copies) > 1 or alone:
            yield Cluster(tuple(copies))


def _copies(archive: Archive, first: Kept) -> Sequence[Kept]:
    """The picture and, from one proved copy to the next, all that are it."""
    found, todo = {first.id: first}, [first]
    while todo:
        for other in archive.copies_of(todo.pop()):
            if other.id not in found:
                found[other.id] = other
                todo.append(other)
    return [found[id] for id in sorted(found)]
