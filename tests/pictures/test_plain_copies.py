"""A picture that is only saved again, smaller, is that picture: nothing in it is called changed."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from provenance.demo.make import published
from provenance.model import Relation, Transformation
from provenance.pictures import compare, read_picture

DRAWN = {path.rsplit("/", 1)[-1]: data for path, data in published().items()}
"""The demo's pictures: sharp edges, small windows, even walls."""


@pytest.mark.parametrize("name", sorted(DRAWN))
@pytest.mark.parametrize(
    ("share", "wider", "quality"), [(0.52, 1.0, 70), (0.52, 1.08, 70), (0.73, 1.03, 85)]
)
def test_nothing_sharp_is_called_obscured(
    name: str, share: float, wider: float, quality: int
) -> None:
    original = Image.open(io.BytesIO(DRAWN[name])).convert("RGB")
    size = (round(original.width * share), round(original.height * share * wider))
    copy = io.BytesIO()
    original.resize(size).save(copy, "JPEG", quality=quality)
    found = compare(read_picture(copy.getvalue()), read_picture(DRAWN[name]))
    assert found.relation is Relation.SAME
    assert set(found.transformations) <= {Transformation.RESIZED, Transformation.RECOMPRESSED}
    assert found.edited_regions == ()
