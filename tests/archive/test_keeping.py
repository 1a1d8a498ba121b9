"""What the archive keeps of what it is given, and what it forgets when it is told to."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.archive import open_archive
from provenance.archive.archive import Archive
from provenance.archive.entry import Item, Notice, PrintedUse, Record
from provenance.archive.ingest import Ingest
from provenance.archive.inputs.files import embedded_record
from provenance.archive.prepare import prepare
from provenance.config import ArchiveSettings, Config
from provenance.errors import UnreadableInput, UsageError
from provenance.model import Metadata, MetadataValue
from provenance.pictures import read_picture
from tests.archive.conftest import WirePicture
from tests.stand_ins.drawings import encoded, scene


def test_a_folder_is_read_once_and_then_only_what_is_new(
    archive: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture("wire/a.jpg", seed=1)
    first = Ingest(archive).add_paths([tmp_path / "wire"])
    wire_picture("wire/b.jpg", seed=2)
    second = Ingest(archive).add_paths([tmp_path / "wire"])
    assert (first.counts.pictures, first.unchanged) == (1, 0)
    assert (second.counts.pictures, second.unchanged) == (1, 1)


def test_the_record_says_which_field_of_the_file_it_was_read_from(
    archive: Archive, wire_picture: WirePicture
) -> None:
    path = wire_picture(instructions="NO USE AFTER 31 MARCH 2024")
    Ingest(archive).add_paths([path])
    record = next(archive.store.all()).records[0]
    assert record.places == ("Iruma", "Japan")
    assert record.date_created == "2012-11-03"
    assert record.creators == ("Kenji Arai",)
    assert record.supplier == "Example Wire"
    assert record.instructions == "NO USE AFTER 31 MARCH 2024"
    assert record.fields["places"] == "IPTC:City"


def test_the_same_picture_again_adds_a_use_and_no_picture(archive: Archive) -> None:
    data = encoded(scene(1))
    for page in ("https://paper.example/1", "https://paper.example/2", "https://paper.example/2"):
        use = PrintedUse(page_url=page, caption="A street.")
        archive.add([prepare(Item(data=data, use=use))])
    assert archive.store.counts().pictures == 1
    assert [u.page_url[-1] for u in next(archive.store.all()).uses] == ["1", "2"]


def test_a_damaged_file_is_named_and_ends_nothing(
    archive: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture("wire/a.jpg")
    (tmp_path / "wire" / "broken.jpg").write_bytes(b"\xff\xd8 nothing more")
    (tmp_path / "wire" / "notes.json").write_text("[1, 2]")
    added = Ingest(archive).add_paths([tmp_path / "wire"])
    assert added.counts.pictures == 1
    assert len(added.troubles) == 2
    assert any("broken.jpg" in trouble for trouble in added.troubles)


def test_a_path_that_is_not_there_is_said(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="does not exist"):
        Ingest(archive).add_paths([tmp_path / "nowhere"])


def test_what_one_supplier_sent_can_be_removed_when_its_contract_ends(
    archive: Archive, wire_picture: WirePicture, tmp_path: Path
) -> None:
    gone = wire_picture("wire/a.jpg", seed=1, source="Old Wire")
    wire_picture("wire/b.jpg", seed=2, source="New Wire")
    printed = wire_picture("wire/c.jpg", seed=3, source="Old Wire")
    Ingest(archive).add_paths([tmp_path / "wire"])
    archive.add([prepare(Item(path=printed, use=PrintedUse(page_url="https://p.example/1")))])

    assert len(archive.remove_supplier("Old Wire")) == 1

    left = {Path(one.path).name: one for one in archive.store.all()}
    assert set(left) == {"b.jpg", "c.jpg"}
    assert left["c.jpg"].records == ()
    assert not archive.find(read_picture(gone.read_bytes())).matches
    assert Ingest(archive).add_paths([tmp_path / "wire"]).counts.pictures == 0


def test_a_supplier_is_called_by_its_name_and_not_by_a_code() -> None:
    def sent(source: str, credit: str) -> str:
        data = Metadata(
            source=MetadataValue(source, "IPTC:Source"),
            credit_line=MetadataValue(credit, "IPTC:Credit"),
        )
        record = embedded_record(data, "wire")
        return record.supplier if record else ""

    assert sent("Q40312", "REUTERS") == "REUTERS"
    assert sent("K7", "Harbour Press") == "Harbour Press"
    assert sent("Harbour Press", "REUTERS") == "REUTERS"
    assert sent("Harbour Press", "Quay Pictures") == "Harbour Press"


def test_a_file_that_says_nothing_still_has_the_supplier_that_was_named(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "bare.jpg").write_bytes(encoded(scene(4)))
    Ingest(archive, "Our desk").add_paths([tmp_path / "bare.jpg"])
    assert archive.store.suppliers() == [("Our desk", 1)]
    assert len(archive.remove_supplier("Our desk")) == 1


def test_a_removed_picture_is_found_no_more(archive: Archive, wire_picture: WirePicture) -> None:
    path = wire_picture()
    Ingest(archive).add_paths([path])
    id = next(archive.store.all()).id
    assert archive.remove([id, 999]) == [id]
    assert not archive.find(read_picture(path.read_bytes())).matches
    assert archive.store.counts().pictures == 0


def test_the_indexes_are_made_anew_from_the_database(
    archive: Archive, settings: ArchiveSettings, wire_picture: WirePicture, tmp_path: Path
) -> None:
    wire_picture("wire/a.jpg", seed=1)
    wire_picture("wire/b.jpg", seed=2)
    Ingest(archive).add_paths([tmp_path / "wire"])
    for name in ("index", "crops"):
        shutil.rmtree(tmp_path / "archive" / name)
    again = open_archive(Config(archive=settings))
    assert again is not None
    whole = again.find(read_picture(encoded(scene(2).resize((500, 333)))))
    part = again.find(read_picture(encoded(scene(1).crop((60, 40, 500, 370)))))
    assert [Path(m.kept.path).name for m in whole.matches] == ["b.jpg"]
    assert [Path(m.kept.path).name for m in part.matches] == ["a.jpg"]
    again.close()


def test_a_match_is_proved_by_the_preview_when_the_file_is_gone(
    archive: Archive, wire_picture: WirePicture
) -> None:
    path = wire_picture()
    Ingest(archive).add_paths([path])
    path.unlink()
    found = archive.find(read_picture(encoded(scene(1).resize((500, 333)))))
    region = found.matches[0].comparison.region
    assert region is not None
    assert (region.width, region.height) == (720, 480)


def test_a_file_that_was_replaced_proves_nothing(
    archive: Archive, wire_picture: WirePicture
) -> None:
    path = wire_picture()
    Ingest(archive).add_paths([path])
    path.write_bytes(encoded(scene(9)))
    assert archive.find(read_picture(encoded(scene(1).resize((500, 333))))).matches
    assert not archive.find(read_picture(encoded(scene(9).resize((500, 333))))).matches


def test_an_archive_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    settings = Config(archive=ArchiveSettings(folder=tmp_path))
    made = open_archive(settings, create=True)
    assert made is not None
    made.close()
    with sqlite3.connect(tmp_path / "archive.sqlite") as other:
        other.execute("UPDATE setting SET value = '99' WHERE name = 'version'")
    other.close()
    with pytest.raises(UsageError, match="newer version"):
        open_archive(settings)


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    assert open_archive(Config(archive=ArchiveSettings(folder=tmp_path / "none"))) is None
    assert not (tmp_path / "none").exists()


def test_a_notice_may_come_before_its_picture(archive: Archive) -> None:
    notice = Notice("urn:1", "canceled", "Example Wire", "KILL", "2024-03-12T10:00:00Z")
    archive.add([prepare(Item(notice=notice))])
    record = Record(supplier="Example Wire", guid="urn:1", origin="wire")
    archive.add([prepare(Item(data=encoded(scene(1)), record=record))])
    assert [n.status for n in next(archive.store.all()).notices] == ["canceled"]


ADDER = """
import sys
from pathlib import Path
from provenance.archive import open_archive
from provenance.archive.ingest import Ingest
from provenance.archive.inputs.files import embedded_record
from provenance.config import ArchiveSettings, Config
from provenance.archive import ingest
ingest.BATCH = 2
archive = open_archive(Config(archive=ArchiveSettings(folder=Path(sys.argv[1]))), create=True)
keep = archive.add
def add(prepared, inputs):
    done = keep(prepared, inputs)
    print(archive.store.counts().pictures, flush=True)
    return done
archive.add = add
Ingest(archive, jobs=2).add_paths([Path(sys.argv[2])])
"""


@pytest.mark.slow
def test_a_kill_loses_nothing_that_was_kept_and_the_next_run_goes_on(
    tmp_path: Path, wire_picture: WirePicture
) -> None:
    for seed in range(12):
        wire_picture(f"wire/{seed}.jpg", seed=seed)
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", ADDER, str(tmp_path / "archive"), str(tmp_path / "wire")]
    for wait in (0.0, 0.03, 0.07):
        adder = subprocess.Popen(command, stdout=subprocess.PIPE, env=environ)
        assert adder.stdout is not None
        adder.stdout.readline()
        time.sleep(wait)
        adder.send_signal(signal.SIGKILL)
        said = [int(n) for n in adder.stdout.read().split()]
        adder.stdout.close()
        adder.wait()
        again = open_archive(Config(archive=ArchiveSettings(folder=tmp_path / "archive")))
        assert again is not None
        assert again.store.counts().pictures >= max(said, default=0)
        for kept in again.store.all():
            assert again.find(read_picture(Path(kept.path).read_bytes())).matches
        again.close()
    archive = open_archive(Config(archive=ArchiveSettings(folder=tmp_path / "archive")))
    assert archive is not None
    Ingest(archive).add_paths([tmp_path / "wire"])
    assert archive.store.counts().pictures == 12
    archive.close()


def test_two_machines_share_a_server_and_each_has_an_index_of_its_own(
    settings: ArchiveSettings, wire_picture: WirePicture, tmp_path: Path
) -> None:
    if settings.url is None:
        pytest.skip("a folder is of one machine")
    one = open_archive(Config(archive=settings))
    other = open_archive(Config(archive=replace(settings, folder=tmp_path / "other")))
    assert one is not None
    assert other is not None
    a, b = wire_picture("wire/a.jpg", seed=1), wire_picture("wire/b.jpg", seed=2)
    Ingest(one).add_paths([a])
    Ingest(other).add_paths([b])
    for here in (one, other):
        for path in (a, b):
            assert here.find(read_picture(path.read_bytes())).matches
        assert here.find(read_picture(encoded(scene(2).resize((500, 333))))).matches
    one.close()
    other.close()


def test_many_writers_lose_nothing(settings: ArchiveSettings, tmp_path: Path) -> None:
    data = [encoded(scene(seed).resize((240, 160))) for seed in range(12)]

    def write(some: list[bytes]) -> None:
        archive = open_archive(Config(archive=settings), create=True)
        assert archive is not None
        for one in some:
            archive.add([prepare(Item(data=one))])
        archive.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, (data[:6], data[3:9], data[6:])))
    archive = open_archive(Config(archive=settings))
    assert archive is not None
    assert archive.store.counts().pictures == 12
    assert all(archive.find(read_picture(one)).matches for one in data)
    archive.close()


def test_a_server_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    url = f"postgresql://nobody@/nothing?host={tmp_path}"
    with pytest.raises(UsageError, match="server cannot be reached"):
        open_archive(Config(archive=ArchiveSettings(folder=tmp_path, url=url)))
