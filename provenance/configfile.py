"""Reading `provenance.toml` and `[tool.provenance]` into a `Config`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from provenance.config import Config


def load(path: Path | None = None) -> Config:
    """The configuration in `path`, or the defaults; then what the environment adds."""
    config = Config()
    contact = os.environ.get("PROVENANCE_CONTACT")
    if contact:
        config = replace(config, network=replace(config.network, contact=contact))
    return config
