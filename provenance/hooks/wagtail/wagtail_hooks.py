"""What Wagtail's admin asks of us: gate, addresses, menu, permission, history."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from provenance.hooks.wagtail import views
from provenance.hooks.wagtail.gate import ask, patience
from provenance.hooks.wagtail.messages import refuse, tell, warn
from provenance.run.gate import Action


def before_publishing(request: Any, page: Any) -> HttpResponse | None:
    """The Publish button: what blocks is told, and the draft stays a draft."""
    answer = ask(page, wait=patience(page))
    if answer.action is Action.BLOCK:
        return refuse(request, page, answer)
    if answer.action is Action.WARN:
        warn(request, page, answer)
    return None


def before_publishing_many(
    request: Any, action: str, objects: Any, view: Any
) -> HttpResponse | None:
    """Publishing in bulk: blocked pages are named, and none is published."""
    if action != "publish" or not issubclass(view.model, Page):
        return None
    pages = list(objects)
    if view.get_execution_context().get("include_descendants"):
        pages += [child for page in objects for child in page.get_descendants().not_live()]
    blocked = False
    until: float | None = None
    for page in pages:
        version = page.get_latest_revision_as_object()
        until = until or time.monotonic() + patience(version)
        answer = ask(version, wait=max(0.0, until - time.monotonic()))
        if answer.action is Action.BLOCK:
            tell(request, version, answer)
            blocked = True
    return redirect(view.next_url) if blocked else None


def addresses() -> list[Any]:
    """The views, all behind Wagtail's own login."""
    ours = [
        path("", views.ChecksView.as_view(), name="checks"),
        path("results/", views.ChecksView.as_view(results_only=True), name="checks_results"),
        path("images/", require_GET(views.images), name="images"),
        path("<int:page_id>/", require_GET(views.report), name="report"),
        path("<int:page_id>/panel/", require_GET(views.panel), name="panel"),
        path("<int:page_id>/override/", views.OverrideView.as_view(), name="override"),
    ]
    return [path("picture-checks/", include((ours, "provenance_wagtail")))]


class _ChecksMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: Any) -> bool:
        wanted = ["add", "change", "publish"]
        return bool(PagePermissionPolicy().user_has_any_permission(request.user, wanted))


def menu_item() -> MenuItem:
    """The report on all pages, in the menu Reports."""
    address = reverse("provenance_wagtail:checks")
    return _ChecksMenuItem(
        "Picture checks", address, name="picture-checks", icon_name="image", order=750
    )


def permissions() -> Any:
    """The permission to override, for Wagtail's form for groups."""
    return Permission.objects.filter(
        content_type__app_label="provenance_wagtail", codename="override_picture_check"
    )


def verdicts_in_choosers() -> str:
    """The script that shows each image's last verdict wherever images are listed."""
    made: str = format_html(
        '<script src="{}" data-address="{}" defer></script>',
        static("provenance_wagtail/images.js"),
        reverse("provenance_wagtail:images"),
    )
    return made


def colours() -> str:
    """The colours of verdicts."""
    made: str = format_html(
        '<link rel="stylesheet" href="{}">', static("provenance_wagtail/panel.css")
    )
    return made


def history(actions: Any) -> None:
    """How the page's history tells of a held publication and of an override."""

    @actions.register_action("provenance.hold")
    class Held(LogFormatter):  # type: ignore[misc]
        """A scheduled publication that was held."""

        label = "Held by the picture check"

        def format_message(self, entry: Any) -> str:
            """Why it was held."""
            return (
                "Taken off the schedule by the picture check: "
                f"{' '.join(entry.data.get('sentences', ()))}"
            )

    @actions.register_action("provenance.changed")
    class Changed(LogFormatter):  # type: ignore[misc]
        """A live page that shows what was changed elsewhere."""

        label = "Pictures no longer match"

        def format_message(self, entry: Any) -> str:
            """What was changed, and what does not match."""
            return " ".join(entry.data.get("sentences", ()))

    @actions.register_action("provenance.repair")
    class Repaired(LogFormatter):  # type: ignore[misc]
        """A credit that was written, or taken back, by the audit's repair."""

        label = "Credit repaired"

        def format_message(self, entry: Any) -> str:
            """What was written, and on what evidence."""
            told: str = entry.data.get("told", "")
            return told

    @actions.register_action("provenance.override")
    class Overridden(LogFormatter):  # type: ignore[misc]
        """A finding that was accepted."""

        label = "Override of the picture check"

        def format_message(self, entry: Any) -> str:
            """What was accepted, why, and until when."""
            until = f", until {entry.data['until']}" if entry.data.get("until") else ""
            return (
                f"Accepted {', '.join(entry.data.get('rules', ()))}: "
                f"{entry.data.get('reason')}{until}"
            )


hooks.register("before_publish_page", before_publishing)
hooks.register("before_bulk_action", before_publishing_many)
hooks.register("register_admin_urls", addresses)
hooks.register("register_reports_menu_item", menu_item)
hooks.register("register_permissions", permissions)
hooks.register("register_log_actions", history)
hooks.register("insert_global_admin_js", verdicts_in_choosers)
hooks.register("insert_global_admin_css", colours)
