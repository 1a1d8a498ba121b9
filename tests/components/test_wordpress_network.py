"""A network of sites: one service for all, and nothing left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.components.wordpress import network as networks
from tests.components.wordpress import newsroom as newsrooms

pytestmark = pytest.mark.component

SETTINGS = "wp-admin/network/settings.php?page=provenance"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A network of three sites with the plug-in active on all."""
    missing = newsrooms.missing()
    if missing:
        pytest.skip(missing)
    with networks.running(tmp_path_factory.mktemp("network")) as running:
        yield running


@pytest.fixture
def network(newsroom: Any) -> Iterator[Any]:
    """The network without settings; the plug-in must not make PHP complain."""
    site = newsroom.site
    site.php('delete_site_option("provenance_network"); delete_site_transient("settings_errors");')
    for name in ("", *site.sites):
        site.php_on(
            name, 'delete_option("provenance_settings"); delete_option("provenance_trouble");'
        )
    yield site
    assert site.complaints() == []


def _nonce(page: str) -> str:
    found = re.search(r'name="_wpnonce" value="([0-9a-f]+)"', page)
    assert found, page[:3000]
    return found[1]


def _enter(network: Any, address: str, token: str, user: str = "admin") -> requests.Response:
    """Fill in the network's form."""
    browser = network.browser(user)
    page = browser.get(f"{network.base}/{SETTINGS}", timeout=60)
    if page.status_code != 200:
        return page
    form = {
        "_wpnonce": _nonce(page.text),
        "provenance_network[address]": address,
        "provenance_network[token]": token,
        "provenance_network[unanswered]": "hold",
    }
    where = f"{network.base}/wp-admin/network/edit.php?action=provenance"
    return browser.post(where, data=form, timeout=120)


def _enter_own(network: Any, name: str, address: str, token: str = "") -> None:
    """Fill in a site's own form: what WordPress does when it is submitted."""
    network.php_on(
        name,
        'require_once ABSPATH . "wp-admin/includes/template.php"; '
        'require_once ABSPATH . "wp-admin/includes/plugin.php"; Provenance\\register_settings(); '
        f'update_option("provenance_settings", ["address" => "{address}", "token" => "{token}", '
        '"unanswered" => ""]);',
    )


def _asked(network: Any, name: str) -> list[str]:
    """Address, token and what happens without an answer, as a site has them."""
    told = network.php_on(
        name,
        "echo implode(' ', [Provenance\\address() ?: '-', Provenance\\token() ?: '-', "
        "Provenance\\unanswered_action()]);",
    )
    return told.split(" ")


def _article(image: str) -> dict[str, Any]:
    caption = "A Patriot launcher guards Kyiv on Tuesday night."
    figure = (
        f'<figure class="wp-block-image"><img src="{image}" alt=""/><figcaption>{caption} '
        '<span class="credit">Wikimedia Commons</span></figcaption></figure>'
    )
    text = newsrooms.paragraph() + f"<!-- wp:image -->{figure}<!-- /wp:image -->"
    return {"title": newsrooms.TITLE, "content": text, "status": "publish"}


def test_editors_of_every_site_may_override_also_of_one_made_later(network: Any) -> None:
    """The right is computed from the role: nothing is written when the plug-in is activated."""
    later = network.add_site("later")
    assert later > 1
    ask = 'echo current_user_can("override_picture_check") ? "may" : "may not";'
    for name in ("second", "third", "later"):
        assert network.php_on(name, ask, "editor") == "may"
        assert network.php_on(name, ask, "author") == "may not"


def test_what_the_network_enters_serves_every_site(newsroom: Any, network: Any) -> None:
    """The form tests the connection, and a wrong picture is then refused on any site."""
    said = _enter(network, newsroom.service.address, newsrooms.TOKEN)
    assert "address and token are right" in said.text, said.text[:3000]
    for name in ("", "second", "third"):
        assert _asked(network, name) == [newsroom.service.address, newsrooms.TOKEN, "hold"]
    (file,) = (newsrooms.SEED / "news.example").glob("pictures-air-defence-jpg-*.body.jpeg")
    media = network.call(
        "second", "POST", "/media", data=file.read_bytes(),
        headers={"Content-Disposition": 'attachment; filename="air-defence.jpg"',
                 "Content-Type": "image/jpeg"},
    ).json()  # fmt: skip
    refused = network.call("second", "POST", "/posts", json=_article(media["source_url"]))
    assert refused.status_code == 409, refused.text
    assert refused.json()["code"] == "provenance_blocked"
    listed = network.browser("admin").get(
        f"{network.base}/wp-admin/network/plugins.php", timeout=60
    )
    assert "settings.php?page=provenance" in listed.text


def test_a_wrong_token_shows_when_it_is_entered(newsroom: Any, network: Any) -> None:
    """Not when an article of some site has gone live unchecked."""
    said = _enter(network, newsroom.service.address, "wrong-" + "x" * 20)
    assert "does not know this token" in said.text


def test_only_who_manages_the_network_sees_or_changes_its_settings(network: Any) -> None:
    """An administrator of one site is none of the network."""
    network.php_on(
        "second", 'get_user_by("login", "author")->set_role("administrator"); echo "done";'
    )
    assert _enter(network, "http://127.0.0.1:1", "x" * 20, user="author").status_code == 403
    posted = network.browser("author").post(
        f"{network.base}/wp-admin/network/edit.php?action=provenance",
        data={"provenance_network[address]": "http://127.0.0.1:1", "_wpnonce": "0123456789"},
        timeout=60,
    )
    assert posted.status_code == 403
    assert _asked(network, "second") == ["-", "-", "publish"]
    network.php_on("second", 'get_user_by("login", "author")->set_role("author");')


def test_a_site_s_own_address_gets_its_own_token_and_no_other(newsroom: Any, network: Any) -> None:
    """Else whoever administers one site could have the network's token sent anywhere."""
    _enter(network, newsroom.service.address, newsrooms.TOKEN)
    own = 'update_option("provenance_settings", ["address" => "http://127.0.0.1:9"]);'
    network.php_on("third", own)
    assert _asked(network, "third") == ["http://127.0.0.1:9", "-", "hold"]
    network.own_token = "of-the-server-" + "s" * 20
    assert _asked(network, "third") == ["http://127.0.0.1:9", "-", "hold"]
    assert _asked(network, "second") == [newsroom.service.address, network.own_token, "hold"]
    network.own_token = ""


def test_a_site_that_goes_back_to_the_network_s_service_sends_the_network_s_token(
    newsroom: Any, network: Any
) -> None:
    """Its own token fits its own service alone, and goes with it."""
    _enter(network, newsroom.service.address, newsrooms.TOKEN)
    _enter_own(network, "third", "http://127.0.0.1:9", "of-the-third-site")
    assert _asked(network, "third") == ["http://127.0.0.1:9", "of-the-third-site", "hold"]
    _enter_own(network, "third", "")
    assert _asked(network, "third") == [newsroom.service.address, newsrooms.TOKEN, "hold"]
    assert "of-the-third-site" not in _kept(network, "third")
    # kept by an earlier version
    left = '["address" => "", "token" => "of-the-third-site"]'
    network.php_on("third", f'update_option("provenance_settings", {left});')
    assert _asked(network, "third") == [newsroom.service.address, newsrooms.TOKEN, "hold"]


def test_a_token_typed_for_one_host_is_never_sent_to_another(network: Any) -> None:
    """Neither a site's nor the network's; another path on the same host keeps it."""
    _enter_own(network, "third", "http://127.0.0.1:9", "of-the-third-site")
    _enter_own(network, "third", "http://127.0.0.1:9/checks")
    assert _asked(network, "third")[:2] == ["http://127.0.0.1:9/checks", "of-the-third-site"]
    _enter_own(network, "third", "javascript:alert(1)", "of-somewhere")
    assert _asked(network, "third")[:2] == ["http://127.0.0.1:9/checks", "of-the-third-site"]
    for elsewhere in ("http://localhost:9", "http://127.0.0.1:10"):
        _enter_own(network, "third", "http://127.0.0.1:9", "of-the-third-site")
        _enter_own(network, "third", elsewhere)
        assert _asked(network, "third")[:2] == [elsewhere, "-"]
    _enter_own(network, "third", "http://127.0.0.1:9", "of-the-third-site")
    server = 'putenv("PROVENANCE_ADDRESS=http://127.0.0.1:10"); '
    told = network.php_on("third", f'{server} echo implode(" ", Provenance\\connection());')
    assert told == "http://127.0.0.1:10 "
    _enter(network, "http://127.0.0.1:9", "of-the-network")
    assert _asked(network, "second")[:2] == ["http://127.0.0.1:9", "of-the-network"]
    _enter(network, "http://localhost:9", "")
    assert _asked(network, "second")[:2] == ["http://localhost:9", "-"]


def test_the_network_s_form_tests_the_network_s_service(newsroom: Any, network: Any) -> None:
    """Also where the main site, whose page the form is on, asks a service of its own."""
    right = "address and token are right"
    own = f'["address" => "{newsroom.service.address}", "token" => "{newsrooms.TOKEN}"]'
    network.php_on("", f'update_option("provenance_settings", {own});')
    said = _enter(network, "http://127.0.0.1:9", newsrooms.TOKEN).text
    assert "Nothing answers at http://127.0.0.1:9" in said
    assert right not in said
    said = _enter(network, newsroom.service.address, "wrong-" + "x" * 20).text
    assert "does not know this token" in said
    assert right not in said
    said = _enter(network, "", "").text
    assert right not in said
    own = f'["address" => "http://127.0.0.1:9", "token" => "{newsrooms.TOKEN}"]'
    network.php_on("", f'update_option("provenance_settings", {own});')
    assert right in _enter(network, newsroom.service.address, newsrooms.TOKEN).text


def _kept(network: Any, name: str) -> str:
    return str(network.php_on(name, 'echo wp_json_encode(get_option("provenance_settings"));'))


def test_uninstalling_leaves_nothing_on_any_site(newsroom: Any, network: Any) -> None:
    """No option with the token, no field, no scheduled event, no notice of a user."""
    _enter(network, newsroom.service.address, newsrooms.TOKEN)
    for name in ("", "second", "third"):
        network.php_on(
            name,
            'update_option("provenance_settings", ["address" => "http://127.0.0.1:9", "token" => '
            '"site-token"]); $id = wp_insert_post(["post_title" => "A", "post_content" => "B"]); '
            'foreach (["state", "waiting", "job", "overrides", "result"] as $f) { '
            'add_post_meta($id, "_provenance_$f", ["x"]); } '
            'update_option("provenance_trouble", ["why" => "x"]); '
            'wp_schedule_single_event(time() + 3600, "provenance_check_again", [$id]); '
            'update_user_meta(1, "_provenance_notices", ["x"]);',
        )
    tables = network.sql("show tables").split()
    assert _leftovers(network, tables)
    network.php(
        'require ABSPATH . "wp-admin/includes/plugin.php"; '
        'deactivate_plugins("provenance/provenance.php", false, true); '
        'define("WP_UNINSTALL_PLUGIN", "provenance/provenance.php"); '
        'require WP_PLUGIN_DIR . "/provenance/uninstall.php";'
    )
    assert _leftovers(network, tables) == []


def _leftovers(network: Any, tables: list[str]) -> list[str]:
    """The rows of the plug-in in any table that holds settings or fields."""
    found = []
    for table in tables:
        if re.search(r"(options|postmeta|usermeta|sitemeta)$", table):
            key, value = ("option_name", "option_value") if "options" in table else (
                "meta_key", "meta_value",
            )  # fmt: skip
            said = network.sql(
                f"select {key} from {table} where ({key} like '%provenance%' or {value} like "
                f"'%provenance\\_%') and {key} not like '%transient%'"
            )
            found += [f"{table}: {row}" for row in said.splitlines()]
    return found
