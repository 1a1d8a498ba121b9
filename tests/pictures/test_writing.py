"""The writing in a picture: read once, where it stands, within bounds, without a network."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from provenance.model import Picture, Reason
from provenance.pictures import read_picture, writing
from provenance.pictures.writing import MOST_LINES, read_writing
from tests.stand_ins.drawn_writing import Laid, encode, hang, lay, scene


def drawn(*lines: Laid, size: tuple[int, int] = (1200, 800), seed: int = 4) -> Picture:
    dark = Image.blend(scene(seed, size), Image.new("RGB", size, "black"), 0.5)
    return read_picture(encode(lay(dark, *lines), seed=seed))


def test_a_line_is_read_with_its_place_in_the_pictures_own_pixels(reader: None) -> None:
    (line,) = read_writing(drawn(Laid("Nordbild 2024"), size=(2400, 1600))).lines
    assert line.text == "Nordbild 2024"
    assert line.certainty >= 0.9
    assert line.box.x < 60
    assert line.box.y + line.box.height > 1540
    assert abs(line.tilt) < 1


def test_lines_stand_in_the_order_of_reading_and_a_sign_leans(reader: None) -> None:
    street = hang(scene(5), "HOTEL ADLER", at=(0.3, 0.4), size=0.06, lean=0.7)
    marked = lay(street, Laid("TOP LINE", "top left", colour=(0, 0, 0, 255)))
    first, second = read_writing(read_picture(encode(marked))).lines
    assert (first.text, second.text) == ("TOP LINE", "HOTEL ADLER")
    assert second.tilt > 3


def test_a_picture_is_read_once(reader: None, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = drawn(Laid("ONCE"), seed=6)
    first = read_writing(picture)
    monkeypatch.setattr(writing, "_read", lambda picture: pytest.fail("read again"))
    assert read_writing(read_picture(picture.data)) is first


def test_a_page_full_of_writing_is_read_in_part_and_says_so(reader: None) -> None:
    rows = [Laid(f"row {n} of many", "top left", 0.02, margin=0.02 + 0.03 * n) for n in range(30)]
    found = read_writing(drawn(*rows))
    assert len(found.lines) <= MOST_LINES
    assert found.unread >= 4
    assert found.reason is None


@pytest.mark.parametrize("size", [(1, 1), (4000, 8), (9, 3000)])
def test_a_picture_of_any_shape_is_read(reader: None, size: tuple[int, int]) -> None:
    file = io.BytesIO()
    Image.effect_noise(size, 90).save(file, "PNG")
    assert read_writing(read_picture(file.getvalue())).reason is None


def test_what_fails_in_the_engine_is_told(reader: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no memory for the model")

    monkeypatch.setattr(writing, "_engine", broken)
    found = read_writing(drawn(Laid("LOST"), seed=7))
    assert found.reason is Reason.FAILED
    assert found.detail == "RuntimeError: no memory for the model"
    assert found.lines == ()
