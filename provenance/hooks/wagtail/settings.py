"""What a site may set in `PROVENANCE_WAGTAIL`, a dictionary without musts.

* `config`: a `provenance.config.Config`, or the path of a `provenance.toml`; else the defaults and
  the environment.
* `policy`: a `provenance.run.gate.Policy`: when to block and when to warn.
* `article`: a function, or its dotted name, that takes a page and returns a
  `provenance.model.Article` (with the
  pictures' bytes in `PublishedImage.data`) or None for a page without editorial pictures; see
  `adapter`.
* `wait`: seconds that publishing waits for a check that is not done yet; 20 by default, below the
  30 s after which
  common servers give up on a request. Where it is not enough the editor is asked to press Publish
  again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from provenance import load_config
from provenance.config import Config
from provenance.model import Article
from provenance.run.gate import Policy
from provenance.values import dataclass

NAME = "PROVENANCE_WAGTAIL"


@dataclass(frozen=True, slots=True)
class Settings:
    """The site's settings, read."""

    config: Config
    policy: Policy
    article: Callable[[Any], Article | None] | None
    wait: float


def read() -> Settings:
    """The settings in force. Raises `ImproperlyConfigured` for an unknown key."""
    given = dict(getattr(settings, NAME, {}))
    config = given.pop("config", None)
    article = given.pop("article", None)
    made = Settings(
        config=config
        if isinstance(config, Config)
        else load_config(Path(config) if config else None),
        policy=given.pop("policy", Policy()),
        article=import_string(article) if isinstance(article, str) else article,
        wait=float(given.pop("wait", 20.0)),
    )
    if given:
        unknown = ", ".join(sorted(given))
        raise ImproperlyConfigured(
            f"{NAME} has no key {unknown}; see provenance.hooks.wagtail.settings"
        )
    return made
