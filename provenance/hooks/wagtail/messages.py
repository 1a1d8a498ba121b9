"""What the editor is told when a page is not published, and where to go on."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages

from provenance.hooks.wagtail.gate import Answer
from provenance.hooks.wagtail.models import PERMISSION
from provenance.reports.kit.text import clean


def refuse(request: Any, page: Any, answer: Answer) -> HttpResponse:
    """Tell why, and lead back to the page's editor."""
    tell(request, page, answer)
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
    ):  # Wagtail's own modal for a workflow's action
        return JsonResponse({"step": "success", "redirect": editor})
    return redirect(editor)


def tell(request: Any, page: Any, answer: Answer) -> None:
    """The sentences, with buttons for the side-by-side and the override.

    The second is for who may override.
    """
    buttons = []
    if not answer.pending:
        side = reverse("provenance_wagtail:report", args=[page.pk])
        buttons.append(messages.button(side, "See the pictures side by side", new_window=True))
        if request.user.has_perm(PERMISSION):
            buttons.append(
                messages.button(
                    reverse("provenance_wagtail:override", args=[page.pk]), "Override …"
                )
            )
    messages.error(request, _sentence("“{}” was not published.", page, answer), buttons)


def warn(request: Any, page: Any, answer: Answer) -> None:
    """The sentences about a page that goes live all the same."""
    messages.warning(request, _sentence("The pictures of “{}” need attention.", page, answer))


def _sentence(opening: str, page: Any, answer: Answer) -> str:
    told = format_html_join("", "<br>{}", ((clean(sentence),) for sentence in answer.sentences))
    said: str = format_html(
        "<b>{}</b>{}", clean(opening.format(page.get_admin_display_title())), told
    )
    return said
