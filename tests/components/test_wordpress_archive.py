"""A real WordPress tells at upload what the newsroom's archive has of the picture."""

from __future__ import annotations

import re
from typing import Any

import pytest

from provenance.archive import open_archive
from provenance.archive.entry import Item, PrintedUse
from provenance.archive.prepare import prepare
from provenance.config import ArchiveSettings, Config
from tests.stand_ins.drawings import encoded, scene

pytestmark = pytest.mark.component
TOLD = "You printed it on 2024-05-02 under the caption “A crane in Rostock” (https://paper.example/may)."


@pytest.fixture
def printed(newsroom: Any) -> None:
    """The service's archive holds a picture that was printed in May."""
    config = Config(archive=ArchiveSettings(folder=newsroom.service.archive))
    archive = open_archive(config, create=True)
    assert archive is not None
    use = PrintedUse(
        "https://paper.example/may", "May", "2024-05-02T08:00:00Z", "A crane in Rostock."
    )
    archive.add([prepare(Item(data=encoded(scene(31)), use=use))])
    archive.close()


def upload(wordpress: Any, name: str, data: bytes) -> Any:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": "image/jpeg",
    }
    answer = wordpress.rest("POST", "/media", data=data, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_an_upload_through_rest_carries_what_the_archive_has_of_it(wordpress, printed):
    small = encoded(scene(31).resize((480, 320)), quality=70)
    assert upload(wordpress, "small.jpg", small)["provenance_known"] == [TOLD]
    assert upload(wordpress, "new.jpg", encoded(scene(32)))["provenance_known"] == []


def test_an_upload_in_the_media_library_is_told_beside_its_fields(wordpress, printed):
    session = wordpress.browser("editor")
    page = session.get(f"{wordpress.base}/wp-admin/media-new.php", timeout=60).text
    nonce = re.search(r'"_wpnonce":"(\w+)"', page)
    assert nonce is not None
    small = encoded(scene(31).resize((500, 333)), quality=60)
    answer = session.post(
        f"{wordpress.base}/wp-admin/async-upload.php",
        data={"action": "upload-attachment", "_wpnonce": nonce[1], "name": "phone.jpg"},
        files={"async-upload": ("phone.jpg", small, "image/jpeg")},
        timeout=60,
    )
    assert answer.json()["success"], answer.text
    assert TOLD in answer.json()["data"]["compat"]["item"]


def test_an_upload_is_kept_and_says_so_while_the_service_does_not_answer(wordpress, newsroom):
    wordpress.settings("http://127.0.0.1:9")
    (told,) = upload(wordpress, "alone.jpg", encoded(scene(33)))["provenance_known"]
    assert told.startswith("The newsroom’s archive was not asked: the picture check service")
