"""What every real component needs: a port to listen on, and an end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop(process: subprocess.Popen[bytes] | None) -> None:
    """End a process that has a session of its own, and its workers."""
    if process is not None and process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
