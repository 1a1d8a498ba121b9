"""Rules in a whole check: what the pipeline hands them, and which of them a profile runs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import provenance
from provenance.config import Config, Network, Profile
from provenance.model import Desk

_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    'syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' photoshop:Credit="Harbour Press" photoshop:Instructions="AUSTRIA AND GERMANY OUT. NO SALES"/>'
    "</rdf:RDF></x:xmpmeta>"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """An article with one picture, which lies beside it."""
    made = BytesIO()
    Image.linear_gradient("L").resize((640, 480)).save(made, "JPEG", xmp=_XMP.encode())
    (tmp_path / "ferry.jpg").write_bytes(made.getvalue())
    text = "The ferry left the yard. " * 30
    (tmp_path / "page.html").write_text(
        '<html lang="en"><head><title>Ferry leaves yard</title></head><body><article>'
        f"<h1>Ferry leaves yard</h1><p>{text}</p><figure>"
        '<img src="ferry.jpg" width="640" height="480" alt="The ferry in Dresden, Germany">'
        '<figcaption>The ferry in Lyon, France. <span class="credit">Harbour Press</span>'
        "</figcaption></figure></article></body></html>",
        "utf-8",
    )
    return tmp_path / "page.html"


def found(page: Path, **changes: object) -> set[str]:
    """The rules that find something on the page's picture."""
    config = Config(network=Network(offline=True)).with_(**changes)
    report = provenance.check(page, config=config, images=page.parent)
    return {finding.rule for image in report.images for finding in image.findings}


def test_the_alternative_text_is_held_against_the_caption(page: Path) -> None:
    assert "alt-contradicts-caption" in found(page)


def test_a_territory_is_held_against_the_files_instructions(page: Path) -> None:
    assert "license-expired" in found(page, desk=Desk(territory="DE"))
    assert "license-expired" not in found(page, desk=Desk(territory="FR"))
    assert "license-expired" not in found(page)


def test_a_rule_of_style_runs_in_an_audit_or_where_it_is_named(page: Path) -> None:
    assert "missing-date" not in found(page)
    assert "missing-date" in found(page, profile=Profile.AUDIT)
    assert "missing-date" in found(page, select=("missing-date",))
    assert "missing-date" not in found(page, select=("missing-*",))


def _figures(*captions: str) -> str:
    """A story with a picture of its own file over each of the captions."""
    figures = "".join(
        f'<figure><img src="{name}.jpg" width="900" height="600"><figcaption>{caption}'
        f"</figcaption></figure><p>{'The ferry left the yard. ' * 30}</p>"
        for name, caption in zip("abcd", captions, strict=False)
    )
    return (
        '<html lang="en"><head><title>Ferry leaves yard</title></head><body><article>'
        f"<h1>Ferry leaves yard</h1><p>{'The ferry left the yard. ' * 30}</p>{figures}"
        "</article></body></html>"
    )


def _uncredited(folder: Path, *captions: str) -> list[list[str]]:
    """What `missing-credit` says of each picture of such a story."""
    (folder / "story.html").write_text(_figures(*captions), "utf-8")
    config = Config(network=Network(offline=True))
    report = provenance.check(folder / "story.html", config=config, images=folder)
    return [
        [
            *(str(f.message) for f in image.findings if f.rule == "missing-credit"),
            *(f"? {n.detail}" for n in image.not_checked if n.rule == "missing-credit"),
        ]
        for image in report.images
    ]


def test_several_pictures_that_a_machine_made_are_left_alone_as_one_is(tmp_path: Path) -> None:
    made = "The ferry as a machine draws it, AI-generated"
    assert _uncredited(tmp_path, made) == [[]]
    assert _uncredited(tmp_path, made, "An AI-generated picture of the yard") == [[], []]


def test_of_several_pictures_those_with_a_name_in_brackets_are_in_doubt(tmp_path: Path) -> None:
    told = _uncredited(tmp_path, "The ferry in the yard (Ada Lund)", "The yard (Tom Reyes)")
    assert [said[0][:12] for said in told] == ["? “(Ada Lund", "? “(Tom Reye"]


def test_the_page_is_told_with_the_first_picture_that_nothing_excuses(tmp_path: Path) -> None:
    told = _uncredited(
        tmp_path, "The yard (Ada Lund)", "The ferry in the yard", "An AI-generated yard", "The crew"
    )
    assert told[1][0].startswith("2 pictures on this page have no credit")
    assert (told[2], told[3]) == ([], ["? told once for the whole page, with picture 2"])


@pytest.mark.parametrize(
    ("others", "begin"),
    [
        (["The yard"], "Another picture on this page has no credit"),
        (["The yard", "The crew"], "2 other pictures on this page have no credit"),
    ],
)
def test_a_first_picture_whose_file_names_somebody_is_not_counted(
    tmp_path: Path, page: Path, others: list[str], begin: str
) -> None:
    (page.parent / "ferry.jpg").rename(tmp_path / "a.jpg")
    first, *rest = _uncredited(tmp_path, "The ferry in the yard", *others)
    assert [said[: len(begin)] for said in first] == [begin]
    assert rest == [["? told once for the whole page, with picture 1"]] * len(others)
