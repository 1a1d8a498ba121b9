"""A real WordPress tells at upload what a picture's file says, and what the newsroom's archive has
of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from provenance.archive import open_archive
from provenance.archive.entry import Item, PrintedUse
from provenance.archive.prepare import prepare
from provenance.config import ArchiveSettings, Config
from tests.pictures.metadata_files import iim_segment, xmp, xmp_segment
from tests.pictures.signing import Authority
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
    assert told_of(wordpress, upload(wordpress, "small.jpg", small)) == [TOLD]
    assert told_of(wordpress, upload(wordpress, "new.jpg", encoded(scene(32)))) == []


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
    assert told.startswith("The picture was not checked at its upload: the picture check service")


GENERATED = xmp(
    "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/"
    "trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>"
)


def told_of(wordpress: Any, media: Any) -> list[str]:
    """What is told of an upload, at once or, on a busy machine, by the site's own clock."""
    (told, *_) = media["provenance_known"] or [""]
    if "takes longer than usual" in told:
        again(wordpress, media)
        media = wordpress.rest("GET", f"/media/{media['id']}", params={"context": "edit"}).json()
    return list(media["provenance_known"])


def again(wordpress: Any, media: Any) -> None:
    """The site's clock looks at an upload of which something has changed."""
    wordpress.php(
        f'if (!wp_next_scheduled("provenance_changed", [{media["id"]}, true])) exit(1); '
        'add_filter("wp_doing_cron", "__return_true"); '
        f'do_action("provenance_changed", {media["id"]}, true);'
    )


def test_what_was_not_read_in_time_is_no_picture_in_order(wordpress, newsroom):
    pending = '["rule" => "picture", "reason" => "pending"]'
    for images, unread in (
        ("[]", "1"),
        (f'[["not_checked" => [{pending}]]]', "1"),
        ('[["not_checked" => [["rule" => "text-in-picture", "reason" => "pending"]]]]', ""),
    ):
        said = wordpress.php(f'echo Provenance\\is_unread(["images" => {images}]);')
        assert said == unread


def test_who_uploads_a_picture_reads_what_its_file_says(wordpress, newsroom):
    """That a model made it, and whose name would be dropped; what is typed later is no fault."""
    data = encoded(scene(34))
    marked = data[:2] + xmp_segment(GENERATED) + data[2:]
    (told,) = told_of(wordpress, upload(wordpress, "model.jpg", marked))
    assert "a trained model generated it" in told
    said_by_file = iim_segment((2, 80, b"Jane Roe"), (2, 110, b"The Example Agency"))
    credited = data[:2] + said_by_file + data[2:]
    media = upload(wordpress, "agency.jpg", credited)
    (told,) = told_of(wordpress, media)
    assert told.endswith("Print: Jane Roe / The Example Agency")

    caption = {"caption": "A crane in Rostock. Photo: Jane Roe / The Example Agency"}
    wordpress.rest("POST", f"/media/{media['id']}", json=caption)
    again(wordpress, media)
    now = wordpress.rest("GET", f"/media/{media['id']}", params={"context": "edit"}).json()
    assert now["provenance_known"] == [], "its credit is typed now"


def test_signed_credentials_of_an_upload_that_do_not_hold_are_told(wordpress, newsroom):
    authority = Authority()
    signed = bytearray(authority.sign(encoded(scene(35))))
    signed[-2000] ^= 0xFF
    told = " ".join(told_of(wordpress, upload(wordpress, "signed.jpg", bytes(signed))))
    assert "Content Credentials" in told
