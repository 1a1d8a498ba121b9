"""`provenance desk`: the desk in a browser."""

from __future__ import annotations

import getpass
import os
from importlib.util import find_spec

import click

from provenance.cli._common import Chosen, config_options, say, validate
from provenance.errors import UsageError, how_to_install

USERS = "PROVENANCE_DESK_USERS"
"""Environment variable: `name=token`, divided by blanks or commas; who may use a shared desk."""
MIN_TOKEN = 16
"""Characters of a token, as for the service."""


@click.command("desk", epilog="Example: provenance desk")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8090,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the page.")
@config_options
def command(host: str, port: int, no_browser: bool, chosen: Chosen) -> int:
    """Check pictures in a browser, until Ctrl-C.

    Paste an address or a text, drop a page or pictures. On another address than this machine's
    own, users send a token of $PROVENANCE_DESK_USERS (name=token, …), and their names stand with
    what they accept.
    """
    missing = [name for name in ("flask", "waitress") if find_spec(name) is None]
    if missing:
        raise UsageError(f"the desk needs flask and waitress: {how_to_install('service')}")
    from waitress.server import create_server

    from provenance.fetch.store import cache_folder
    from provenance.hooks.desk.app import Doors, make_desk
    from provenance.hooks.desk.checks import Desk
    from provenance.hooks.service.settings import LOOPBACK

    users = users_of(os.environ.get(USERS, ""))
    if host not in LOOPBACK and not users:
        raise UsageError(f"set ${USERS} to name=token, …: {host} is not this machine alone")
    config = validate(chosen.config())
    with Desk(config, cache_folder(config.cache) / "desk", config_file=chosen.file) as desk:
        app = make_desk(desk, Doors(getpass.getuser(), users))
        try:
            server = create_server(
                app, listen=f"[{host}]:{port}" if ":" in host else f"{host}:{port}", ident=None
            )
        except OSError as error:
            raise UsageError(
                f"{host}:{port} cannot be listened on: {error.strerror or error}"
            ) from error
        address = f"http://{host}:{server.effective_port}/"
        say(f"The desk is open at {address}; Ctrl-C closes it.")
        if not no_browser:
            click.launch(address)
        try:
            server.run()
        finally:
            server.close()
    return 0


def users_of(text: str) -> dict[str, str]:
    """Token → name. Raises `UsageError` for what is no pair, and for a short token."""
    users = {}
    for pair in text.replace(",", " ").split():
        name, _, token = pair.partition("=")
        if not name or len(token) < MIN_TOKEN:
            raise UsageError(
                f"${USERS} holds name=token pairs, each token of {MIN_TOKEN} characters or more; "
                "make one with `openssl rand -hex 24`"
            )
        users[token] = name
    return users
