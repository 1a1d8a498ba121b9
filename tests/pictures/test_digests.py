"""A picture's digests are made when somebody asks for them, and are then as they ever were."""

from __future__ import annotations

import copy
import hashlib
import pickle
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from provenance.model import Fingerprint, Picture
from provenance.pictures import compare, read_picture
from tests.stand_ins.drawings import encoded, scene

DATA = encoded(scene().resize((180, 120)), "JPEG")
SHA1, SHA256 = hashlib.sha1(DATA).hexdigest(), hashlib.sha256(DATA).hexdigest()


def unset(picture: Picture, name: str) -> bool:
    slot: Any = vars(Picture)[name]
    try:
        slot.__get__(picture, Picture)
    except AttributeError:
        return True
    return False


def test_reading_and_comparing_make_no_digest_and_asking_makes_it() -> None:
    one, two = (read_picture(data, metadata=False) for data in (DATA, DATA + b"behind the end"))
    assert compare(one, two).relation.linked
    assert all(unset(picture, name) for picture in (one, two) for name in ("sha1", "sha256"))
    assert (one.sha1, one.sha256) == (SHA1, SHA256)
    assert not unset(one, "sha1")


@pytest.mark.parametrize(
    "same",
    [
        copy.copy,
        copy.deepcopy,
        lambda picture: pickle.loads(pickle.dumps(picture)),
        lambda picture: replace(picture, url="https://news.example/1"),
    ],
    ids=["copied", "copied deeply", "pickled", "replaced"],
)
def test_a_copy_of_a_picture_has_its_digests(same: Any) -> None:
    picture = same(read_picture(DATA))
    assert (picture.sha1, picture.sha256) == (SHA1, SHA256)


def test_pictures_of_the_same_bytes_are_equal_and_show_their_digests() -> None:
    one, two = read_picture(DATA), read_picture(DATA)
    assert one == two
    assert one.same_bytes(two)
    assert f"sha256='{SHA256}'" in repr(one)


def test_a_picture_has_no_other_attribute_and_none_can_be_set() -> None:
    picture = read_picture(DATA)
    with pytest.raises(AttributeError):
        picture.md5  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        picture.sha1 = SHA1  # type: ignore[misc]


def test_a_picture_without_its_bytes_is_known_by_the_digest_it_was_given() -> None:
    print_ = Fingerprint(1, "0" * 64, "0" * 64, "", 1.0)
    held = Picture(b"", SHA1, SHA256, "JPEG", 180, 120, print_)
    assert held.sha256 == SHA256
    assert held.same_bytes(read_picture(DATA))
    assert not held.same_bytes(read_picture(DATA + b"behind the end"))
