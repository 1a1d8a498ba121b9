"""A plain Django model that is not published while a picture does not match.

`full_clean()`, which the admin and every model form call, refuses; what only warns is kept beside
the text. `save()` and `update()` by themselves check nothing.
"""

from __future__ import annotations

from functools import cache

from django.core.exceptions import ValidationError
from django.db import models

from provenance import Action, Checker, gate, load_config
from provenance.errors import ProvenanceError


@cache
def checker() -> Checker:
    """One checker for the process: it remembers what it has found out."""
    return Checker(load_config())


class Story(models.Model):  # type: ignore[misc]
    """A story whose pictures stand in its HTML."""

    html = models.TextField()
    live = models.BooleanField(default=False)
    picture_warnings = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        """Where the model belongs: leave this out inside an app."""

        app_label = "examples"

    def clean(self) -> None:
        """Check the pictures before the story goes live.

        Raises `ValidationError` with what the editor is told.
        """
        if not self.live or not self.html.strip():  # Django itself refuses a story without text
            return
        try:
            decision = gate(checker().check(self.html.encode()))
        except ProvenanceError as error:
            raise ValidationError({"html": [str(error)]}) from error
        if decision.action is Action.BLOCK:
            raise ValidationError({"html": list(decision.sentences)})
        self.picture_warnings = list(decision.sentences)
