"""`provenance serve`: the HTTP service."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from importlib.util import find_spec

import click

from provenance.cli._common import Chosen, config_options, format_option
from provenance.errors import ProvenanceError, UsageError, how_to_install

_NOT_STOPPED = 0
"""Exit status where the patience ended before the work did: nothing is lost, the next start
does it."""


_HANG_UP = getattr(signal, "SIGHUP", 0)
"""The signal that has the configuration read again; not everywhere."""


@click.command("serve", epilog="Example: provenance serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option(
    "--no-token", is_flag=True, help="Let everybody on this machine in (loopback addresses only)."
)
@format_option("json")
@config_options
def command(host: str, port: int, no_token: bool, form: str, chosen: Chosen) -> int:
    """Run the HTTP service until SIGTERM or SIGINT.

    SIGHUP has configuration and tokens read again. Callers send a token of
    $PROVENANCE_SERVICE_TOKENS, or of the file that $PROVENANCE_SERVICE_TOKENS_FILE names. Jobs are
    kept in the cache folder and survive a restart; several services may share one. The log goes to
    standard error, one JSON object a line.
    """
    if not all(map(find_spec, ("flask", "waitress", "prometheus_client"))):
        raise UsageError(
            f"the service needs flask, waitress and prometheus-client: {how_to_install('service')}"
        )
    from provenance.fetch.store import cache_folder
    from provenance.hooks.service import logs
    from provenance.hooks.service.app import make_app
    from provenance.hooks.service.memory import give_back_what_is_freed
    from provenance.hooks.service.service import Service
    from provenance.hooks.service.serving import Server
    from provenance.hooks.service.settings import settings_from

    config = chosen.config()
    jobs_file = cache_folder(config.cache) / "jobs.sqlite"
    settings = settings_from(os.environ, host, jobs_file, config.service, open_to_all=no_token)
    logs.set_up()
    give_back_what_is_freed()
    # Checks keep the interpreter busy; a fast answer among them is not to wait for each one's 5 ms
    # (the default).
    sys.setswitchinterval(0.001)
    service = Service(settings, config)
    try:
        server = Server(make_app(service), service, host, port)
    except OSError as error:
        raise UsageError(
            f"{host}:{port} cannot be listened on: {error.strerror or error}"
        ) from error
    signals = _signals()
    server.start()
    logs.event("listening", host=host, port=server.port, tokens=len(settings.token_hashes))
    while signals.recv(1)[0] == _HANG_UP:
        try:
            config = chosen.config()
            settings = settings_from(
                os.environ, host, jobs_file, config.service, open_to_all=no_token
            )
            service.reload(settings, config)
            logs.event("reloaded", tokens=len(settings.token_hashes))
        except ProvenanceError as error:
            logs.event("reload-refused", level=logging.ERROR, why=str(error))
    threading.Thread(target=_wait_for_second, args=(signals,), name="second", daemon=True).start()
    if not server.stop(settings.limits.patience):
        sys.stderr.flush()
        os._exit(
            _NOT_STOPPED
        )  # threads that still fetch would keep the process alive, for up to the budget
    service.close()
    return 0


def _wait_for_second(signals: socket.socket) -> None:
    """End at once where somebody asks again for the end."""
    while signals.recv(1)[0] == _HANG_UP:
        pass
    os._exit(_NOT_STOPPED)


def _signals() -> socket.socket:
    """A socket on which each SIGTERM, SIGINT and SIGHUP arrives as a byte.

    Python's own handlers run in the main thread when it next may, and two signals become one where
    that takes a while; the byte is written at once, whichever thread is busy.
    """
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.detach())
    numbers = {signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)}
    for number in numbers:
        signal.signal(number, lambda *_: None)
    return reader
