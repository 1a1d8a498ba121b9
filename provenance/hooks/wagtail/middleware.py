"""Turns a refused publication into a message in the admin.

Wagtail has no hook there that could show one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from provenance.hooks.wagtail.gate import PicturesBlocked
from provenance.hooks.wagtail.messages import refuse
from provenance.hooks.wagtail.writing import flush


class BlockedMiddleware:
    """Opens the page's editor with the reason where publishing is refused.

    That is in approving a workflow and in publishing in bulk.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; write what was found before its answer goes out.

        Whoever asks next on SQLite would else meet a writer, and be told "database is locked".
        """
        response = self.get_response(request)
        flush()
        return response

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """The answer for a publication refused in the admin; anything else is not ours."""
        if not isinstance(exception, PicturesBlocked) or not request.path.startswith(
            reverse("wagtailadmin_home")
        ):
            return None
        return refuse(request, exception.page, exception.answer)
