"""`provenance read`: what one file says, and nothing else; no socket is opened."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from provenance.reports.json import shapes
from tests.stand_ins.drawn_writing import Laid, encode, lay, scene

from .conftest import Photo, Run


@pytest.fixture
def tagged(photo: Photo) -> str:
    """A photograph that names its author and says where the camera stood."""
    exif = Image.Exif()
    exif[0x013B] = "Olena Example"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 50.0, 30.84), 3: "E", 4: (139.0, 24.0, 38.16)})
    return photo("photo.jpg", exif=exif).name


def test_a_file_says_its_size_its_author_and_its_position(run: Run, tagged: str) -> None:
    answer = run("read", tagged)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("JPEG, 480 × 320 pixels")
    assert "Olena Example  [EXIF:Artist]" in answer.out
    assert "35.84190, 139.41060" in answer.out
    assert "Content Credentials:" in answer.out


def test_json_keeps_to_its_schema(run: Run, tagged: str) -> None:
    document = run("read", tagged, "--format", "json").json
    jsonschema.Draft202012Validator(shapes.schema("read")).validate(document)
    assert document["camera_position"]["latitude"] == pytest.approx(35.8419, abs=1e-4)


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_position_is_left_out_on_request(run: Run, tagged: str, form: str) -> None:
    answer = run("read", tagged, "--redact", "location", "--format", form)
    assert "35.84" not in answer.out
    assert "Olena Example" in answer.out
    assert "left out on request" in answer.out


def test_a_desk_may_leave_positions_out_for_good(run: Run, tagged: str, tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text('redact = ["location"]\n', "utf-8")
    assert "35.84" not in run("read", tagged).out


SIDECAR = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Harbour Press"/>
</rdf:RDF></x:xmpmeta>"""  # noqa: E501


def test_a_sidecar_beside_the_picture_is_read(run: Run, tagged: str, tmp_path: Path) -> None:
    (tmp_path / "photo.xmp").write_text(SIDECAR, "utf-8")
    assert "Harbour Press  [XMP-photoshop:Credit]" in run("read", tagged).out


def test_a_name_tells_what_it_was_saved_from(run: Run, photo: Photo) -> None:
    photo("EgrHSkDVoAEQx7d.jpg")
    assert (
        "tells        Twitter/X: uploaded 2020-08-30 13:59:11 UTC"
        in run("read", "EgrHSkDVoAEQx7d.jpg").out
    )


def test_bytes_that_are_no_picture_are_told_with_their_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.jpg").write_text("only words")
    answer = run("read", "words.jpg")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("provenance: words.jpg:")


def test_writing_in_the_picture_is_told_with_its_box(
    reader: None, run: Run, tmp_path: Path
) -> None:
    drawn = lay(scene(3), Laid("Nordbild", "top left", 0.06, colour=(0, 0, 0, 255)))
    (tmp_path / "street.jpg").write_bytes(encode(drawn, quality=85))
    document = run("read", "street.jpg", "--format", "json").json
    jsonschema.Draft202012Validator(shapes.schema("read")).validate(document)
    (line,) = document["writing"]["lines"]
    assert (document["writing"]["state"], line["text"]) == ("read", "Nordbild")
    assert line["x"] < 40
    assert line["certainty"] > 0.9
    assert "writing      Nordbild  [" in run("read", "street.jpg").out


def test_without_its_reader_writing_is_told_to_be_unread(run: Run, tagged: str) -> None:
    assert run("read", tagged, "--format", "json").json["writing"]["state"] == "not-read"
    assert "picture-provenance[text]" in run("read", tagged).out
