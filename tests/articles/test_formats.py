"""Formats are plug-ins: a newsroom's own JSON is one file in a distribution of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provenance.articles import formats, kinds, read_article, recognise_kind
from provenance.articles.document import Document, Match
from provenance.errors import UnreadableInput, UsageError
from provenance.model import InputKind

OUR_DESK = '''"""Stories of the Kestrel's own system.

They call a picture a plate.
"""
from provenance.articles.cms_fields import article_from, image_from
from provenance.articles.document import Match


def matches(document):
    return Match.CERTAIN if "kestrel_story" in document.fields else Match.NO


def read(document):
    story = document.json_object("kestrel")["kestrel_story"]
    plates = [
        image_from(f"$.plates[{at}]", plate["file"], caption=("legend", plate["legend"]),
                   credit=("by", plate.get("by")), base_url=document.base_url)
        for at, plate in enumerate(story["plates"])
    ]
    return article_from("kestrel", document.origin, story["copy"], plates,
                        base_url=document.base_url, headline=story["title"])
'''
STORY = {
    "kestrel_story": {
        "title": "Harbour keeps its light",
        "copy": "The council voted on Monday.",
        "plates": [
            {"file": "/p/pier.jpg", "legend": "The pier at dusk.", "by": "Jo Berg"},
            {"file": "/p/lamp.jpg", "legend": "The lamp. Photo: Ana Roe/Agency"},
        ],
    },
    "headline": "what the minimal payload would take it for",
}
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """`install(kestrel="source")`: a distribution with these formats, as pip would leave it."""

    def installed(**modules: str) -> None:
        info = tmp_path / "kestrel_desk-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kestrel-desk\nVersion: 1.0\n")
        lines = [f"{name} = kestrel_desk_{name}" for name in modules]
        (info / "entry_points.txt").write_text("\n".join(["[provenance.formats]", *lines]) + "\n")
        for name, source in modules.items():
            (tmp_path / f"kestrel_desk_{name}.py").write_text(source)
        monkeypatch.syspath_prepend(str(tmp_path))
        formats._registry.cache_clear()

    yield installed
    for name in [name for name in sys.modules if name.startswith("kestrel_desk_")]:
        del sys.modules[name]
    formats._registry.cache_clear()


def test_a_newsrooms_own_json_is_one_file(install: Install) -> None:
    install(kestrel=OUR_DESK)
    article = read_article(
        json.dumps(STORY).encode(), origin="a.json", base_url="https://kestrel.example/a"
    )
    assert (article.kind, article.headline) == ("kestrel", "Harbour keeps its light")
    assert [
        (i.content_url, i.caption and i.caption.text, i.credit and i.credit.text)
        for i in article.images
    ] == [
        ("https://kestrel.example/p/pier.jpg", "The pier at dusk.", "Jo Berg"),
        ("https://kestrel.example/p/lamp.jpg", "The lamp.", "Photo: Ana Roe/Agency"),
    ]
    assert "kestrel" in kinds()
    assert not article.notes


def test_it_can_be_asked_for_by_name(install: Install) -> None:
    install(kestrel=OUR_DESK)
    assert formats.find("kestrel").documentation.startswith("Stories of the Kestrel's own system.")
    assert recognise_kind(json.dumps(STORY).encode(), "a.json") == "kestrel"
    article = read_article(json.dumps(STORY).encode(), origin="a.json", kind="kestrel")
    assert len(article.images) == 2


def test_without_it_nobody_knows_the_name() -> None:
    with pytest.raises(
        UsageError, match=r"'kestrel' is no input format\. Choose one of: ans, feed"
    ):
        read_article(b"{}", origin="a.json", kind="kestrel")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("1/0", "ZeroDivisionError"),
        ('"""A page."""\ndef matches(document): ...', "it has no function read"),
        ("def matches(d): ...\ndef read(d): ...", "it has no docstring, which is its page"),
    ],
)
def test_a_broken_one_ends_nothing_and_is_told(install: Install, source: str, why: str) -> None:
    install(broken=source, kestrel=OUR_DESK)
    article = read_article(json.dumps(STORY).encode(), origin="a.json")
    assert article.kind == "kestrel"
    (note,) = article.notes
    assert note.text.startswith("the format broken cannot be used: ")
    assert why in note.text
    with pytest.raises(UsageError, match="the format broken cannot be used"):
        read_article(b"{}", origin="a.json", kind="broken")


def test_one_that_fails_at_work_is_told_in_a_sentence(install: Install) -> None:
    install(kestrel=OUR_DESK.replace('story["copy"]', 'story["text"]'))
    with pytest.raises(UnreadableInput, match="could not be read by the format kestrel: KeyError"):
        read_article(json.dumps(STORY).encode(), origin="a.json")


def test_one_that_fails_at_recognising_leaves_the_document_to_others(install: Install) -> None:
    install(kestrel=OUR_DESK.replace('"kestrel_story" in document.fields', "1 / 0"))
    article = read_article(json.dumps({"headline": "A headline"}).encode(), origin="a.json")
    assert article.kind == InputKind.PAYLOAD


def test_nobodys_plug_in_replaces_one_of_ours(install: Install) -> None:
    install(html=OUR_DESK)
    assert [one.id for one in formats.all_formats()].count("html") == 1
    assert "the id html is taken" in formats.broken_formats()[0].detail


def test_each_of_ours_has_its_page_and_its_kind() -> None:
    assert {one.id for one in formats.all_formats()} == set(InputKind)
    for one in formats.all_formats():
        assert len(one.documentation.splitlines()[0]) <= 100, one.id


def test_the_surest_format_reads_a_document() -> None:
    item = {"guid": "1", "headline": "A headline", "renditions": {}, "family_id": "7"}
    document = Document.from_bytes(json.dumps(item).encode(), "a.json")
    sure = {one.id: one.matches(document) for one in formats.all_formats()}
    assert (sure["superdesk"], sure["ninjs"], sure["payload"], sure["text"]) == (
        Match.CERTAIN,
        Match.LIKELY,
        Match.POSSIBLE,
        Match.NO,
    )
    assert formats.detect(document).id == "superdesk"
