"""The archive's records: adding, reading, removing. Nothing here knows of pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from provenance.archive.database import Database, Execute, bring_up_to_date
from provenance.archive.entry import Input, Notice, Pixels, Prepared, PrintedUse, Record
from provenance.model.sentences import plain
from provenance.values import dataclass

_ASKED_AT_ONCE = 400
"""Values of one query; SQLite takes 999 at least."""
_UNDESCRIBED = (
    "WHERE plain = 0 AND sha256 <> '' AND NOT EXISTS "
    "(SELECT 1 FROM descriptor AS d WHERE d.picture = picture.id AND d.model = ?)"
)
"""Pictures whose pixels were kept, and that no model has described."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One picture as the archive has it."""

    id: int
    sha256: str
    phash: str
    plain: bool
    width: int
    height: int
    path: str
    added: str
    records: tuple[Record, ...] = ()
    uses: tuple[PrintedUse, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each kind."""

    pictures: int = 0
    records: int = 0
    uses: int = 0
    notices: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.pictures + other.pictures,
            self.records + other.records,
            self.uses + other.uses,
            self.notices + other.notices,
        )


class Store:
    """The tables of one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.id = bring_up_to_date(database)

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def was_read(self, source: Input) -> bool:
        """True where this input was read as it is now."""
        found = self._database.read("SELECT stamp FROM input WHERE origin = ?", source.origin)
        return bool(found) and found[0][0] == source.stamp

    def add(self, prepared: Iterable[Prepared], inputs: Iterable[Input] = ()) -> Counts:
        """Keep what was prepared, and that its inputs were read: all of it or nothing."""
        done = Counts()
        with self._database.writing() as execute:
            for one in prepared:
                done += _add_one(execute, one)
            for source in inputs:
                execute(
                    "INSERT INTO input VALUES (?, ?) "
                    "ON CONFLICT (origin) DO UPDATE SET stamp = excluded.stamp",
                    source.origin,
                    source.stamp,
                )
        return done

    def last_id(self) -> int:
        """The highest id of a picture; 0 where there is none."""
        return int(self._database.read("SELECT COALESCE(MAX(id), 0) FROM picture")[0][0])

    def hashes_after(self, id: int, most: int) -> list[tuple[int, str]]:
        """(id, fingerprint) of the pictures behind one, in order."""
        sql = "SELECT id, phash FROM picture WHERE id > ? ORDER BY id LIMIT ?"
        return [(int(i), str(h)) for i, h in self._database.read(sql, id, most)]

    def words_after(self, id: int, most: int) -> list[tuple[int, bytes]]:
        """(id, words) of the pictures behind one, in order.

        A picture that is known only by a fingerprint has none.
        """
        sql = "SELECT picture, words FROM preview WHERE picture > ? ORDER BY picture LIMIT ?"
        return [(int(i), bytes(w)) for i, w in self._database.read(sql, id, most)]

    def last_descriptor(self) -> int:
        """The highest number of a descriptor; 0 where there is none."""
        return int(self._database.read("SELECT COALESCE(MAX(id), 0) FROM descriptor")[0][0])

    def descriptors_after(self, id: int, model: str, most: int) -> list[tuple[int, int, bytes]]:
        """(number, picture, packed descriptor) by a model, behind one, in order."""
        sql = (
            "SELECT id, picture, numbers FROM descriptor WHERE id > ? AND model = ? "
            "ORDER BY id LIMIT ?"
        )
        return [(int(i), int(p), bytes(n)) for i, p, n in self._database.read(sql, id, model, most)]

    def undescribed(self, model: str, id: int, most: int) -> list[int]:
        """Ids behind one of the pictures that have no descriptor by a model, in order."""
        sql = f"SELECT id FROM picture {_UNDESCRIBED} AND id > ? ORDER BY id LIMIT ?"  # noqa: S608
        return [int(row[0]) for row in self._database.read(sql, model, id, most)]

    def undescribed_count(self, model: str) -> int:
        """How many pictures have no descriptor by a model."""
        sql = f"SELECT COUNT(*) FROM picture {_UNDESCRIBED}"  # noqa: S608 - our own words
        return int(self._database.read(sql, model)[0][0])

    def add_descriptors(self, model: str, described: Iterable[tuple[int, bytes]]) -> None:
        """Keep the descriptors of pictures that are still there."""
        with self._database.writing() as execute:
            for picture, numbers in described:
                execute(
                    "INSERT INTO descriptor (picture, model, numbers) "
                    "SELECT id, ?, ? FROM picture WHERE id = ? ON CONFLICT DO NOTHING",
                    model, numbers, picture,
                )  # fmt: skip

    def id_of_content(self, sha256: str) -> int | None:
        """The picture with these bytes."""
        found = self._database.read("SELECT id FROM picture WHERE sha256 = ?", sha256)
        return int(found[0][0]) if found else None

    def preview(self, id: int) -> bytes | None:
        """The prepared pixels of a picture, as JPEG."""
        found = self._database.read("SELECT jpeg FROM preview WHERE picture = ?", id)
        return bytes(found[0][0]) if found else None

    def get(self, ids: Sequence[int]) -> list[Kept]:
        """The pictures with these ids, in their order, with all that is known of them."""
        kept: dict[int, Kept] = {}
        for row in self._of("SELECT * FROM picture WHERE id IN", ids):
            id, sha256, phash, plain, width, height, path, added = row
            kept[id] = Kept(id, sha256, phash, bool(plain), width, height, path, added)
        for row in self._of("SELECT picture, document FROM record WHERE picture IN", list(kept)):
            one = kept[row[0]]
            record = msgspec.json.decode(row[1], type=Record)
            kept[row[0]] = replace(one, records=(*one.records, record))
        for row in self._of("SELECT picture, document FROM printing WHERE picture IN", list(kept)):
            one = kept[row[0]]
            use = msgspec.json.decode(row[1], type=PrintedUse)
            kept[row[0]] = replace(one, uses=(*one.uses, use))
        guids = {r.guid for one in kept.values() for r in one.records if r.guid}
        notices: dict[str, list[Notice]] = {}
        for row in self._of("SELECT guid, document FROM notice WHERE guid IN", sorted(guids)):
            notices.setdefault(row[0], []).append(msgspec.json.decode(row[1], type=Notice))
        for id, one in kept.items():
            told = [n for g in {r.guid for r in one.records} for n in notices.get(g, ())]
            if told:
                kept[id] = replace(one, notices=tuple(sorted(told, key=lambda n: n.issued)))
        return [kept[id] for id in ids if id in kept]

    def _of(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), _ASKED_AT_ONCE):
            some = values[start : start + _ASKED_AT_ONCE]
            yield from self._database.read(f"{sql} ({', '.join('?' * len(some))})", *some)

    def all(self, supplier: str | None = None) -> Iterator[Kept]:
        """Every picture, or those of one supplier, in order of id."""
        last = 0
        while ids := self._page(last, supplier):
            yield from self.get(ids)
            last = ids[-1]

    def _page(self, last: int, supplier: str | None) -> list[int]:
        if supplier is None:
            sql = "SELECT id FROM picture WHERE id > ? ORDER BY id LIMIT ?"
            rows = self._database.read(sql, last, _ASKED_AT_ONCE)
        else:
            sql = (
                "SELECT DISTINCT picture FROM record WHERE picture > ? AND supplier = ? "
                "ORDER BY picture LIMIT ?"
            )
            rows = self._database.read(sql, last, supplier, _ASKED_AT_ONCE)
        return [int(row[0]) for row in rows]

    def remove(self, ids: Sequence[int]) -> list[int]:
        """Take pictures out with all that is known of them; the ids that were there.

        What was read stays noted, so that the next `add` of the same folder leaves them out.
        """
        gone: list[int] = []
        with self._database.writing() as execute:
            for id in ids:
                found = execute("DELETE FROM picture WHERE id = ? RETURNING id", id)
                gone += [int(row[0]) for row in found]
        return gone

    def remove_supplier(self, supplier: str) -> list[int]:
        """Take out a supplier's records, and the pictures that only it spoke of.

        A picture that was printed stays; the ids of those that went.
        """
        with self._database.writing() as execute:
            held = execute("DELETE FROM record WHERE supplier = ? RETURNING picture", supplier)
            gone: list[int] = []
            for id in sorted({int(row[0]) for row in held}):
                found = execute(
                    "DELETE FROM picture WHERE id = ? "
                    "AND NOT EXISTS (SELECT 1 FROM record WHERE picture = picture.id) "
                    "AND NOT EXISTS (SELECT 1 FROM printing WHERE picture = picture.id) "
                    "RETURNING id",
                    id,
                )
                gone += [int(row[0]) for row in found]
        return gone

    def counts(self) -> Counts:
        """How many there are."""
        tables = ("picture", "record", "printing", "notice")
        read = self._database.read
        return Counts(*(int(read(f"SELECT COUNT(*) FROM {t}")[0][0]) for t in tables))  # noqa: S608

    def suppliers(self) -> list[tuple[str, int]]:
        """(supplier, pictures), those with the most first."""
        sql = (
            "SELECT supplier, COUNT(DISTINCT picture) AS held FROM record "
            "GROUP BY supplier ORDER BY held DESC, supplier"
        )
        return [(str(name), int(held)) for name, held in self._database.read(sql)]


def _add_one(execute: Execute, one: Prepared) -> Counts:
    """Keep one item: the same bytes again add a record or a use, not a picture."""
    item, done = one.item, Counts()
    if item.notice is not None:
        notice = item.notice
        said = (notice.guid, notice.status, notice.issued, _json(notice))
        done += Counts(notices=_insert(execute, "notice", said))
    id, fresh = _picture(execute, one.pixels, str(item.path or ""), item.phash)
    if id is None:
        return done
    done += Counts(pictures=int(fresh))
    if item.record is not None:
        record = item.record
        sql = (
            "INSERT INTO record VALUES (?, ?, ?, ?, ?) ON CONFLICT (picture, guid, origin) "
            "DO UPDATE SET document = excluded.document, supplier = excluded.supplier"
        )
        execute(sql, id, record.supplier, record.guid, record.origin, _json(record))
        done += Counts(records=1)
    if item.use is not None:
        use = item.use
        values = (id, use.page_url, use.caption, use.credit, _json(use))
        done += Counts(uses=_insert(execute, "printing", values))
    return done


def _picture(
    execute: Execute, pixels: Pixels | None, path: str, phash: str | None
) -> tuple[int | None, bool]:
    """(id, whether it is new) of a picture, by its bytes or by a fingerprint alone."""
    if pixels is None and phash is None:
        return None, False
    sha256, print_ = (pixels.sha256, pixels.phash) if pixels else ("", phash)
    by, value = ("sha256", sha256) if pixels else ("sha256 = '' AND phash", print_)
    found = execute(f"SELECT id FROM picture WHERE {by} = ?", value)  # noqa: S608 - our own words
    if found:
        return int(found[0][0]), False
    plain, width, height = (pixels.plain, pixels.width, pixels.height) if pixels else (False, 0, 0)
    made = execute(
        "INSERT INTO picture (sha256, phash, plain, width, height, path, added) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        sha256, print_, int(plain), width, height, path,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    id = int(made[0][0])
    if pixels is not None:
        execute("INSERT INTO preview VALUES (?, ?, ?)", id, pixels.preview, pixels.words)
    return id, True


def _insert(execute: Execute, into: str, values: Sequence[object]) -> int:
    """1 where the row is new, 0 where it was there."""
    marks = ", ".join("?" * len(values))
    sql = f"INSERT INTO {into} VALUES ({marks}) ON CONFLICT DO NOTHING RETURNING 1"  # noqa: S608
    return len(execute(sql, *values))


def _json(document: msgspec.Struct) -> str:
    return msgspec.json.encode(document, enc_hook=plain).decode()
