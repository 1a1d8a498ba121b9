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
