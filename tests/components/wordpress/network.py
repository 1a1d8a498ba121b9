"""A network of sites: a WordPress that is one, made from the installed one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.components.wordpress.newsroom import Newsroom, Service, WordPress


@dataclass
class Network(WordPress):
    """A running network; site 1 is at `/`, the others at `/NAME/`."""

    is_network: bool = False
    sites: dict[str, int] = field(default_factory=dict)
    """Name → number."""
    own_token: str = ""
    """What the server's environment says the token is."""

    def environment(self) -> dict[str, str]:
        """As a site's, and whether it is a network yet."""
        own = {k: v for k, v in super().environment().items() if k != "PROVENANCE_TOKEN"}
        own |= {"PROVENANCE_TOKEN": self.own_token} if self.own_token else {}
        return own | ({"WORDPRESS_NETWORK": "1"} if self.is_network else {})

    def start(self) -> None:
        """Start a site, make it a network, start that."""
        self._copy_and_serve_database()
        self.php(
            'require ABSPATH . "wp-admin/includes/network.php"; require ABSPATH . '
            '"wp-admin/includes/upgrade.php"; foreach ($wpdb->tables("ms_global") as $t => $p) '
            "{ $wpdb->$t = $p; } install_network(); "
            f'$done = populate_network(1, "127.0.0.1:{self.port}", "admin@news.example", '
            '"Gazettes", "/", false); if (is_wp_error($done)) { echo $done->get_error_code(); '
            "exit(1); }"
        )
        self.sql(
            f"update wp_options set option_value='{self.base}' where option_name in "
            "('siteurl', 'home')"
        )
        self.is_network = True
        self._serve()

    def add_site(self, name: str) -> int:
        """A new site's number; `editor` is an editor there."""
        made = self.php(
            f'$id = wp_insert_site(["domain" => "127.0.0.1:{self.port}", "path" => "/{name}/", '
            '"title" => "Site", "user_id" => 1, "network_id" => 1]); '
            "if (is_wp_error($id)) { echo $id->get_error_message(); exit(1); } "
            'foreach (["editor", "author"] as $r) { '
            'add_user_to_blog($id, get_user_by("login", $r)->ID, $r); } echo $id;'
        )
        # WordPress takes the colon out of a domain with a port
        self.sql(f"update wp_blogs set domain='127.0.0.1:{self.port}' where blog_id={made}")
        self.sql(
            f"update wp_{made}_options set option_value='{self.base}/{name}' where option_name in "
            "('siteurl', 'home')"
        )
        self.sites[name] = int(made)
        return int(made)

    def php_on(self, name: str, code: str, user: str = "") -> str:
        """Run PHP inside a site of the network."""
        return self.php(code, user, path=f"/{name}/" if name else "/")

    def call(
        self, name: str, method: str, path: str, user: str = "editor", **options: Any
    ) -> requests.Response:
        """One call of a site's REST API."""
        route = path if path.startswith("/provenance") else f"/wp/v2{path}"
        where = f"{self.base}/{name}/" if name else f"{self.base}/"
        return requests.request(
            method, where, params={"rest_route": route},
            auth=(user, self.passwords[user]), timeout=120, **options,
        )  # fmt: skip


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Newsroom]:
    """A network of three sites at work; the plug-in is active on all, nothing is entered yet."""
    (folder / "site").mkdir()
    network = Network(folder / "site")
    newsroom = Newsroom(network, Service(folder / "service"))
    try:
        newsroom.service.start()
        network.start()
        for name in ("second", "third"):
            network.add_site(name)
        network.php(
            'require ABSPATH . "wp-admin/includes/plugin.php"; '
            '$e = activate_plugin("provenance/provenance.php", "", true); '
            "if (is_wp_error($e)) { echo $e->get_error_message(); exit(1); }"
        )
        network.make_passwords()
        yield newsroom
    finally:
        network.stop()
        newsroom.service.stop()
