"""Packages as wires deliver them: ninjs and NewsML-G2, with renditions beside them, and the
notices that follow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.archive.archive import Archive
from provenance.archive.entry import Record
from provenance.archive.ingest import Ingest
from provenance.archive.store import Kept
from tests.stand_ins.drawings import encoded, scene

URI = "http://wire.example/pictures/42"


def ninjs(folder: Path, name: str = "item.json", **fields: Any) -> Path:
    """A picture item with its rendition beside it."""
    folder.mkdir(exist_ok=True)
    (folder / "launcher.jpg").write_bytes(encoded(scene(1)))
    item = {
        "uri": URI, "type": "picture", "pubstatus": "usable", "version": "1",
        "versioncreated": "2024-03-12T10:00:00Z", "headline": "Air base",
        "description_text": "A truck at an air base in Iruma, Japan, in 2012.",
        "byline": "Kenji Arai", "contentcreated": "2012-11-03T09:30:00+09:00",
        "place": [{"name": "Iruma"}, {"name": "Japan"}], "person": [{"name": "Ann Roe"}],
        "infosource": [{"name": "Example Wire"}], "usageterms": "Editorial use only",
        "renditions": {"original": {"href": "launcher.jpg", "width": 720, "height": 480}},
    } | fields  # fmt: skip
    path = folder / name
    path.write_text(json.dumps(item), "utf-8")
    return path


def only(archive: Archive) -> Kept:
    (kept,) = archive.store.all()
    return kept


def record_of(kept: Kept) -> Record:
    """The package's own record, not that of the file."""
    return next(r for r in kept.records if r.guid)


def test_a_ninjs_picture_comes_with_place_day_people_and_supplier(
    archive: Archive, tmp_path: Path
) -> None:
    Ingest(archive).add_paths([ninjs(tmp_path / "wire")])
    record = record_of(only(archive))
    assert record.places == ("Iruma", "Japan")
    assert record.date_created == "2012-11-03T09:30:00+09:00"
    assert record.creators == ("Kenji Arai",)
    assert record.people == ("Ann Roe",)
    assert record.supplier == "Example Wire"
    assert record.usage_terms == "Editorial use only"


def test_ninjs_3_says_the_same_in_camel_case_and_lists(archive: Archive, tmp_path: Path) -> None:
    path = ninjs(tmp_path / "wire")
    item = {
        "uri": URI, "type": "picture", "pubStatus": "usable",
        "versionCreated": "2024-03-12T10:00:00Z",
        "headlines": [{"role": "main", "value": "Air base"}],
        "descriptions": [{"role": "caption", "value": "A truck at an air base."}],
        "contentCreated": "2012-11-03", "places": [{"name": "Iruma"}],
        "people": [{"name": "Ann Roe"}], "bylines": [{"byline": "Kenji Arai"}],
        "infoSources": [{"name": "Example Wire"}],
        "renditions": [{"name": "original", "href": "launcher.jpg"}],
    }  # fmt: skip
    path.write_text(json.dumps(item), "utf-8")
    Ingest(archive).add_paths([path])
    record = record_of(only(archive))
    assert (record.headline, record.description) == ("Air base", "A truck at an air base.")
    assert (record.places, record.people) == (("Iruma",), ("Ann Roe",))
    assert (record.creators, record.date_created) == (("Kenji Arai",), "2012-11-03")


def test_the_pictures_of_a_story_are_kept_and_its_text_is_not(
    archive: Archive, tmp_path: Path
) -> None:
    picture = json.loads(ninjs(tmp_path / "wire").read_text("utf-8"))
    story = {
        "uri": "http://wire.example/stories/1", "type": "text", "headline": "A day at the base",
        "body_html": "<p>It rained.</p>", "associations": {"featuremedia": picture},
    }  # fmt: skip
    path = tmp_path / "wire" / "item.json"
    path.write_text(json.dumps(story), "utf-8")
    added = Ingest(archive).add_paths([tmp_path / "wire"])
    assert added.counts.pictures == 1
    assert record_of(only(archive)).guid == URI


def test_the_same_package_in_a_new_version_replaces_its_record(
    archive: Archive, tmp_path: Path
) -> None:
    path = ninjs(tmp_path / "wire")
    Ingest(archive).add_paths([path])
    ninjs(tmp_path / "wire", version="2", description_text="A truck in Iruma.")
    Ingest(archive).add_paths([path])
    assert [r.description for r in only(archive).records] == ["A truck in Iruma."]


def test_a_kill_without_a_picture_finds_the_one_that_was_sent(
    archive: Archive, tmp_path: Path
) -> None:
    Ingest(archive).add_paths([ninjs(tmp_path / "wire")])
    kill = {
        "uri": URI, "type": "picture", "pubstatus": "canceled",
        "versioncreated": "2024-03-12T12:00:00Z", "headline": "Air base",
        "ednote": "PICTURE KILL: the picture was altered.",
    }  # fmt: skip
    (tmp_path / "wire" / "kill.json").write_text(json.dumps(kill), "utf-8")
    added = Ingest(archive).add_paths([tmp_path / "wire"])
    assert added.counts.notices == 1
    (notice,) = only(archive).notices
    assert (notice.status, notice.text) == ("canceled", "PICTURE KILL: the picture was altered.")


BARE_NINJS = {
    "uri": URI, "type": "picture", "pubstatus": "canceled", "ednote": "KILL",
    "versioncreated": "2024-03-12T12:00:00Z",
}  # fmt: skip
BARE_NEWSML = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{URI}" version="2">
 <itemMeta><itemClass qcode="ninat:picture"/><pubStatus qcode="stat:canceled"/>
  <edNote>KILL</edNote></itemMeta></newsItem>"""


@pytest.mark.parametrize(
    ("name", "kill"),
    [
        ("k.json", json.dumps(BARE_NINJS)),
        ("k.json", json.dumps({k: v for k, v in BARE_NINJS.items() if k != "type"})),
        ("k.xml", BARE_NEWSML),
    ],
    ids=["ninjs", "ninjs without a type", "NewsML-G2"],
)
def test_a_kill_that_holds_nothing_but_the_pictures_id_is_read(
    archive: Archive, tmp_path: Path, name: str, kill: str
) -> None:
    Ingest(archive).add_paths([ninjs(tmp_path / "wire")])
    (tmp_path / "wire" / name).write_text(kill, "utf-8")
    added = Ingest(archive).add_paths([tmp_path / "wire"])
    assert added.troubles == ()
    assert [n.text for n in only(archive).notices] == ["KILL"]


NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:wire:42" version="{version}">
 <itemMeta><itemClass qcode="ninat:picture"/><provider literal="Example Wire"/>
  <versionCreated>{created}</versionCreated><pubStatus qcode="stat:{status}"/>{signal}
  <edNote>{note}</edNote></itemMeta>
 <contentMeta><contentCreated>2012-11-03T09:30:00+09:00</contentCreated>
  <located qcode="city:iruma"><name>Iruma</name><broader><name>Japan</name></broader></located>
  <creator><name>Kenji Arai</name></creator><creditline>Kenji Arai / Example Wire</creditline>
  <subject type="cpnat:person"><name>Ann Roe</name></subject>
  <headline>Air base</headline>
  <description role="drol:caption">A truck at an air base in Iruma, Japan, in 2012.</description>
 </contentMeta>
 <rightsInfo><usageTerms>Editorial use only</usageTerms></rightsInfo>
 <contentSet><remoteContent href="launcher.jpg" width="720" height="480"/></contentSet>
</newsItem>"""


def newsml(
    folder: Path, name: str = "item.xml", *, version: int = 1, status: str = "usable",
    signal: str = "", note: str = "", created: str = "2024-03-12T10:00:00Z",
) -> Path:  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / "launcher.jpg").write_bytes(encoded(scene(1)))
    sent = f'<signal qcode="sig:{signal}"/>' if signal else ""
    path = folder / name
    path.write_text(
        NEWSML.format(version=version, status=status, signal=sent, note=note, created=created)
    )
    return path


def test_a_newsml_picture_says_the_same(archive: Archive, tmp_path: Path) -> None:
    Ingest(archive).add_paths([newsml(tmp_path / "wire")])
    record = record_of(only(archive))
    assert record.places == ("Iruma", "Japan")
    assert record.people == ("Ann Roe",)
    assert record.supplier == "Example Wire"
    assert record.credit_line == "Kenji Arai / Example Wire"
    assert record.description.startswith("A truck")
    assert record.date_created == "2012-11-03T09:30:00+09:00"


def test_newsml_signals_a_correction_and_cancels_by_its_status(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "wire"
    newsml(folder)
    newsml(folder, "b.xml", version=2, signal="correction", created="2024-03-12T11:00:00Z")
    newsml(
        folder, "c.xml", version=3, status="canceled", note="KILL", created="2024-03-12T12:00:00Z"
    )
    Ingest(archive).add_paths([folder])
    assert [n.status for n in only(archive).notices] == ["corrected", "canceled"]


def test_a_usable_picture_comes_with_no_notice(archive: Archive, tmp_path: Path) -> None:
    Ingest(archive).add_paths([newsml(tmp_path / "wire")])
    assert only(archive).notices == ()
