"""The library of a real Wagtail whose images bear credits: snippets, blocks of every shape,
uploads, choosers, and what changes under a live page."""

from __future__ import annotations

import email
import email.policy
import io
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.components.test_wagtail import LAUNCHER, LEAD, MARKET
from tests.components.test_wagtail_archive import upload
from tests.components.wagtail_site.running import started
from tests.pictures.metadata_files import iim_segment

pytestmark = pytest.mark.component
OWN = "https://commons.example/File:Own"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A newsroom whose images have captions, credits and sources of their own."""
    with started(tmp_path_factory.mktemp("library") / "site", own_images=True) as running:
        yield running


def eventually(told: Callable[[], object], within: float = 60.0) -> Any:
    until = time.monotonic() + within
    while not (said := told()):
        assert time.monotonic() < until
        time.sleep(0.2)
    return said


def test_a_picture_is_found_in_every_shape_of_block_and_snippet_with_its_own_words(
    site: Any,
) -> None:
    assert site.act("spread") == [
        ["in a box", "In a box", "Box credit", [], True],
        ["more of a box", "More of it", None, [], True],
        ["left", "Left", "L. Eft", [], True],
        ["right", "Right", "R. Ight", [], True],
        ["first", "Slides", "S", [], True],
        ["second", "Slides", "S", [], True],
        ["framed", "Framed", None, [], True],
        ["own words", "Its own caption", "Its own credit", [OWN], True],
        ["deep", "Deep", "Deep credit", [], True],
        ["cell", None, None, [], True],
        ["raw", "Raw.", "Photo: R. Aw", [], True],
        ["chosen", "Chosen one", None, [], True],
        ["of its own block", None, None, [], True],
        ["listed", None, None, [], True],
    ]  # fmt: skip


def test_a_snippet_that_is_changed_under_a_live_page_is_checked_and_its_editors_are_told(
    site: Any,
) -> None:
    made = site.act("boxed", demo=MARKET[0], caption=MARKET[1], credit=MARKET[2])
    assert site.act("state", page=made["page"])["live"]
    site.act("change_box", box=made["box"], demo=LAUNCHER[0], caption=LAUNCHER[1])
    told = eventually(lambda: _told(site, made["page"]))
    assert "was changed." in told
    assert "Japan" in told
    assert site.act("state", page=made["page"])["live"], "it is told, not taken down"
    mail = eventually(lambda: _mails(site))[0]
    assert mail["Subject"].strip() == "The pictures of “Kyiv in a box” no longer match"
    assert mail["To"] == "olena@newsroom.example"
    assert "Japan" in mail.get_content()


def test_an_images_file_that_is_replaced_under_a_live_page_is_checked_and_told(site: Any) -> None:
    made = site.act("boxed", demo=MARKET[0], caption=MARKET[1], credit=MARKET[2])
    site.act("change_image", image=made["image"], title="renamed")
    time.sleep(1)
    assert not _told(site, made["page"]), "another title shows nothing else"
    site.act("change_image", image=made["image"], demo=LAUNCHER[0])
    told = eventually(lambda: _told(site, made["page"]))
    assert "“renamed” was changed." in told


def _told(site: Any, page: int) -> str:
    history = site.act("state", page=page)["history"]
    return " ".join(message for action, message in history if action == "provenance.changed")


def _mails(site: Any) -> list[EmailMessage]:
    folder: Path = site.folder / "mail"
    read = [file.read_bytes().partition(b"-" * 79)[0] for file in folder.glob("*")]
    return [email.message_from_bytes(one, policy=email.policy.default) for one in read if one]


def test_who_uploads_an_image_reads_what_its_file_tells(site: Any) -> None:
    data = io.BytesIO()
    Image.effect_noise((600, 400), 80).convert("RGB").save(data, "JPEG")
    said_by_file = iim_segment((2, 80, b"Jane Roe"), (2, 110, b"The Example Agency"))
    credited = data.getvalue()[:2] + said_by_file + data.getvalue()[2:]
    said = upload(site.as_user("olena"), "from-an-agency.jpg", credited)
    assert said["success"]
    assert "Jane Roe" in said["form"], said["form"]
    kept = eventually(lambda: site.act("image_check", image=said["image_id"]))
    assert any("Jane Roe" in sentence for sentence in kept["sentences"])
    assert kept["page"] is None


def test_an_image_that_is_given_its_credit_is_no_longer_told_to_lack_one(site: Any) -> None:
    data = io.BytesIO()
    Image.effect_noise((610, 410), 80).convert("RGB").save(data, "JPEG")
    olena = site.as_user("olena")
    image = upload(olena, "from-nobody.jpg", data.getvalue())["image_id"]
    kept = eventually(lambda: site.act("image_check", image=image))
    assert any("no credit" in sentence for sentence in kept["sentences"])
    form = f"/admin/images/{image}/"
    assert "no credit" in olena.open(form).text
    site.act("change_image", image=image, credit="Photo: Jane Roe / The Example Agency")
    assert "no credit" not in olena.open(form).text
    eventually(lambda: not _lacks_credit(site, image))

    page = site.act("show_image", image=image)
    eventually(lambda: site.act("image_check", image=image)["page"] == page)
    verdict = site.act("image_check", image=image)["verdict"]
    site.act("change_image", image=image, credit="")
    eventually(lambda: _lacks_credit(site, image))
    kept = site.act("image_check", image=image)
    assert (kept["page"], kept["verdict"]) == (page, verdict), "what the page's check found stays"


def _lacks_credit(site: Any, image: int) -> bool:
    sentences = site.act("image_check", image=image)["sentences"] or ()
    return any("no credit" in sentence for sentence in sentences)


def test_the_chooser_shows_each_images_last_verdict(site: Any, chromium: Any) -> None:
    page = site.act("write", title="Kyiv", figures=[LAUNCHER, MARKET], paragraph=LEAD)
    site.act("settled", page=page)
    launcher = site.act("library", picture_name=LAUNCHER[0])
    assert site.act("image_check", image=launcher)["page"] == page
    olena = site.as_user("olena")
    asked = olena.open(f"/admin/picture-checks/images/?ids={launcher},999999,x").json()
    assert set(asked) == {str(launcher)}
    assert asked[str(launcher)]["verdict"] == "mismatch"
    for huge in ("9" * 19, "9" * 5000):
        with_it = olena.open(f"/admin/picture-checks/images/?ids={huge},{launcher}").json()
        assert set(with_it) == {str(launcher)}
    stranger = site.as_user("stranger")
    assert stranger.open(f"/admin/picture-checks/images/?ids={launcher}").json() == {}

    context = chromium.new_context()
    context.add_cookies(
        [{"name": c.name, "value": c.value, "url": site.address} for c in olena.cookies]
    )
    tab = context.new_page()
    try:
        for place in ("/admin/images/", f"/admin/pages/{page}/edit/"):
            tab.goto(site.address + place)
            if "edit" in place:
                tab.wait_for_selector("[data-chooser-action-choose]", state="attached")
                tab.evaluate("document.querySelector('[data-chooser-action-choose]').click()")
                tab.wait_for_selector(".modal .images a", timeout=60_000)
            scope = ".modal " if "edit" in place else ""
            named = f"[title*='{LAUNCHER[0]}'], a:has-text('{LAUNCHER[0]}')"
            chip = f"{scope}li:has({named}) .provenance-chip"
            tab.wait_for_selector(chip, timeout=60_000)
            assert tab.locator(chip).first.inner_text() == "does not match"
    finally:
        context.close()
