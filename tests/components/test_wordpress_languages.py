"""A site that is not in English: findings and the plug-in's own words in its language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.components.test_wordpress_running import TERMINAL
from tests.components.wordpress import newsroom as newsrooms

pytestmark = pytest.mark.component


def _speak(site: Any, locale: str) -> None:
    """As Settings → General does where WordPress' own translation is installed."""
    site.sql(
        f"insert into wp_options (option_name, option_value) values ('WPLANG', '{locale}') "
        "on duplicate key update option_value=values(option_value)"
    )


@pytest.fixture
def austrian(wordpress: Any) -> Iterator[Any]:
    """The site as an Austrian newspaper has it; English again afterwards."""
    _speak(wordpress, "de_AT")
    yield wordpress
    _speak(wordpress, "")


def test_a_german_editor_reads_in_german_why_nothing_was_published(
    newsroom: Any, austrian: Any
) -> None:
    """The rule's sentence, the plug-in's own, and the names of verdicts, also for Austria."""
    post = austrian.draft(newsroom.wrong("Ein Patriot-System in Kiew am Dienstag."))
    refused = austrian.rest("POST", f"/posts/{post}", json={"status": "publish"})
    assert refused.status_code == 409
    told = refused.json()["message"]
    assert told.startswith("Nicht veröffentlicht. Bild 1 („Ein Patriot-System in Kiew"), told
    assert "Die Bildunterschrift verortet dieses Bild in Kiew, Ukraine" in told
    assert "entstand in Iruma Air Base, Japan (8.200 km auseinander)" in told
    view = austrian.view(post)
    assert view["summary"] == "Dieser Artikel darf so nicht veröffentlicht werden."
    messages = [finding["message"] for finding in view["images"][0]["findings"]]
    assert any(m.startswith("Die Bildunterschrift verortet dieses Bild in") for m in messages)
    page = austrian.browser("editor").get(
        f"{austrian.base}/wp-admin/post.php?post={post}&action=edit", timeout=60
    )
    assert '"Checking the pictures …": ["Die Bilder werden geprüft …"]' in " ".join(
        page.text.split()
    ).replace("[ ", "[").replace(" ]", "]")
    listed = austrian.browser("editor").get(f"{austrian.base}/wp-admin/edit.php", timeout=60)
    assert ">Bilder<" in listed.text


def test_the_terminal_speaks_the_site_s_language(newsroom: Any, austrian: Any) -> None:
    said = austrian.php(f'{TERMINAL} (new Provenance\\Command)->check(["999999"], []);')
    assert "999999 ist kein Artikel." in said
    said = austrian.php(f'{TERMINAL} (new Provenance\\Command)->list_(["odd"], []);')
    assert "odd ist kein Zustand: blocked, unchecked, partly, look, pending, good, overrides." in (
        said
    )


def test_an_override_holds_when_the_site_changes_its_language(newsroom: Any, austrian: Any) -> None:
    """It is known by what is said, not by the words in which it is said."""
    image = newsrooms.picture(newsroom.market, "Ein Markt in Podil.")
    post = austrian.draft(newsrooms.paragraph() + image)
    austrian.rest("POST", f"/provenance/v1/posts/{post}/check", json={})
    address = austrian.view(post)["images"][0]["url"]
    kept = austrian.rest(
        "POST",
        f"/provenance/v1/posts/{post}/overrides",
        json={"picture": address, "reason": "Ein Symbolbild"},
    )
    assert kept.status_code == 200, kept.text
    _speak(austrian, "fr_FR")
    published = austrian.rest("POST", f"/posts/{post}", json={"status": "publish"})
    assert published.status_code == 200, published.text
    overridden = austrian.view(post)["images"][0]["overridden"]
    assert any(one["message"].startswith("L’image n’a pas de crédit") for one in overridden)
    assert {one["reason"] for one in overridden} == {"Ein Symbolbild"}


def test_a_language_without_translation_is_told_in_english(newsroom: Any, wordpress: Any) -> None:
    """Nothing is refused or left out because nobody has translated it."""
    _speak(wordpress, "pl_PL")
    post = wordpress.draft(newsroom.wrong())
    refused = wordpress.rest("POST", f"/posts/{post}", json={"status": "publish"})
    _speak(wordpress, "")
    assert refused.status_code == 409
    assert "Not published. Picture 1 (“A Patriot launcher" in refused.json()["message"]
