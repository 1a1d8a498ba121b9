"""What editors open: the side-by-side, the override, the report on all pages."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import PageReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log as log_action
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from provenance.hooks.wagtail.checking import LATEST, verdicts
from provenance.hooks.wagtail.library import images_seen_by, verdict_of
from provenance.hooks.wagtail.models import (
    PERMISSION,
    ImageCheck,
    PictureCheck,
    PictureOverride,
    State,
)
from provenance.hooks.wagtail.shown import Shown, day, group_accepted, panel_context, show
from provenance.hooks.wagtail.stored import report_of
from provenance.hooks.wagtail.writing import flush
from provenance.model import Finding, ImageReport, Verdict
from provenance.reports import render as rendered
from provenance.reports.html import policy
from provenance.reports.kit.text import VERDICT_WORDS, clean, picture_name, spreadsheet_safe

_APART = "frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""`sandbox` gives the report an origin of its own: a script that got into it would see neither
session nor admin."""


def page_for(request: HttpRequest, page_id: int) -> Any:
    """The latest version of a page that this user may edit.

    Raises `PermissionDenied` for any other user.
    """
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()


def panel(request: HttpRequest, page_id: int) -> HttpResponse:
    """What the panel shows, for the editor's script to refresh it."""
    page = page_for(request, page_id)
    return render(request, "provenance_wagtail/panel_body.html", panel_context(page, request.user))


def report(request: HttpRequest, page_id: int) -> HttpResponse:
    """The HTML report on a page's latest revision: each picture beside its original."""
    page = page_for(request, page_id)
    found = show(page)
    if found.report is None:
        messages.warning(
            request, "There is no picture check of this version yet. Save the page to start one."
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
    response = HttpResponse(rendered([found.report], "html"))
    response["Content-Security-Policy"] = f"{policy()}; {_APART}"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


def images(request: HttpRequest) -> HttpResponse:
    """The last verdict of each image of `ids` that this user may choose: id → verdict."""
    given = request.GET.get("ids", "").split(",")
    asked = [int(one) for one in given if one.isdecimal() and len(one) <= _DIGITS][:_IMAGES]
    flush()
    seen = images_seen_by(request.user).filter(pk__in=asked).values_list("pk", flat=True)
    checks = ImageCheck.objects.filter(image_id__in=list(seen))
    return JsonResponse({str(check.image_id): verdict_of(check) for check in checks})


_DIGITS = 18
"""Of an image's id at most: what a database's largest numbers have always room for."""
_IMAGES = 500
"""Images asked for at once; Wagtail lists 100 at most, unless a site says otherwise."""


class OverrideForm(forms.Form):  # type: ignore[misc]
    """Which findings are accepted, why, and until when."""

    findings = forms.MultipleChoiceField(
        label="What you accept", widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="Why the picture may be published as it is. Kept with your name, and shown in "
        "every report.",
    )
    until = forms.DateField(
        label="Until",
        required=False,
        widget=AdminDateInput,
        help_text="Last day it holds. Empty: for good.",
    )

    def __init__(
        self, *args: Any, blocking: list[tuple[ImageReport, Finding]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {_name_of(image, finding): (image, finding) for image, finding in blocking}
        self.fields["findings"].choices = [
            (
                name,
                f"Picture {image.image.index + 1} ({picture_name(image, 60)}): "
                f"{clean(finding.message)}",
            )
            for name, (image, finding) in self.offered.items()
        ]

    def clean_until(self) -> date | None:
        """Refuses a day that has passed."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError("This day has passed.")
        return until


def _name_of(image: ImageReport, finding: Finding) -> str:
    """A name for one finding that a later check of changed content does not share."""
    whole = f"{_target(image)}\x00{finding.rule}\x00{finding.message}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def _target(image: ImageReport) -> str:
    known = image.picture.soft_binding if image.picture else None
    return known or image.image.content_url or ""


class OverrideView(WagtailAdminTemplateMixin, FormView):  # type: ignore[misc]
    """Accept findings that block a page, with a reason, by permission."""

    template_name = "provenance_wagtail/override.html"
    form_class = OverrideForm
    page_title = "Override the picture check"
    header_icon = "image"
    breadcrumbs_items = ()
    page: Any
    shown: Shown

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Only for who may edit the page and override, where something is blocked."""
        self.page = page_for(request, page_id)
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        self.shown = show(self.page)
        if not self.shown.blocking:
            messages.warning(
                request, "Nothing in the pictures of this version keeps it from being published."
            )
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        response: HttpResponse = super().dispatch(request)
        return response

    def get_page_subtitle(self) -> str:
        """The page's title."""
        return str(self.page.get_admin_display_title())

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offers every finding that blocks."""
        return {**super().get_form_kwargs(), "blocking": self.shown.blocking}

    def get_initial(self) -> dict[str, Any]:
        """All of them are ticked: most pages have one picture that blocks."""
        return {"findings": [_name_of(image, finding) for image, finding in self.shown.blocking]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, for the links."""
        return {**super().get_context_data(**kwargs), "page": self.page}

    def form_valid(self, form: OverrideForm) -> HttpResponse:
        """Keep one override for each finding, in the page's history too."""
        user, given = self.request.user, form.cleaned_data
        for name in given["findings"]:
            image, finding = form.offered[name]
            PictureOverride.objects.create(
                page_id=self.page.pk,
                rule=finding.rule,
                target=_target(image),
                message=finding.message,
                reason=given["reason"],
                who=user,
                who_name=user.get_full_name() or user.get_username(),
                until=given["until"],
            )
        rules = sorted({form.offered[name][1].rule for name in given["findings"]})
        note = {
            "rules": rules,
            "reason": given["reason"],
            "until": given["until"] and given["until"].isoformat(),
        }
        log_action(self.page, "provenance.override", user=user, data=note)
        for check in PictureCheck.objects.filter(page_id=self.page.pk).exclude(stored=None):
            settled = report_of(check, self.page.pk)
            if settled is not None:
                PictureCheck.objects.filter(pk=check.pk).update(**verdicts(settled))
        messages.success(self.request, "The override is kept. You can publish the page now.")
        return redirect("wagtailadmin_pages:edit", self.page.pk)


class _Checks(WagtailFilterSet):  # type: ignore[misc]
    verdict = django_filters.ChoiceFilter(
        label="Verdict", choices=[(v.value, w) for v, w in VERDICT_WORDS.items()]
    )

    class Meta:
        """The page's own fields that may be filtered by."""

        model = Page
        fields = ("live",)


class ChecksView(PageReportView):  # type: ignore[misc]
    """All pages whose pictures were checked, those that do not match first."""

    page_title = "Picture checks"
    header_icon = "image"
    index_url_name = "provenance_wagtail:checks"
    index_results_url_name = "provenance_wagtail:checks_results"
    results_template_name = "provenance_wagtail/checks_results.html"
    filterset_class = _Checks
    permission_policy = PagePermissionPolicy()
    any_permission_required = ("add", "change", "publish")
    export_headings = {  # noqa: RUF012
        "title": "Title",
        "live": "Live",
        "verdict": "Pictures",
        "state": "State",
        "checked": "Checked",
    }
    custom_field_preprocess = {"title": {"csv": spreadsheet_safe, "xlsx": spreadsheet_safe}}  # noqa: RUF012
    list_export = ("title", "live", "verdict", "state", "checked")

    def get_queryset(self) -> Any:
        """The pages this user may edit, each with its latest result."""
        flush()
        latest = PictureCheck.objects.filter(page=OuterRef("pk")).order_by(*LATEST)
        pages = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        columns = {
            "verdict": "verdict",
            "pictures": "pictures",
            "state": "state",
            "checked": "started",
        }
        self.queryset = (
            pages.annotate(
                **{name: Subquery(latest.values(column)[:1]) for name, column in columns.items()}
            )
            .exclude(checked=None)
            .order_by("-checked")
        )
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Each page with its verdicts in words and its overrides."""
        for page in object_list:
            done = page.state == State.DONE
            page.words = (
                VERDICT_WORDS[Verdict(page.verdict)] if done else _STATES.get(page.state, "")
            )
            page.shade = page.verdict if done else "unverified"
            page.marks = [
                (n, v, VERDICT_WORDS[Verdict(v)]) for n, v in enumerate(page.pictures or (), 1)
            ]
            kept = PictureOverride.objects.filter(page_id=page.pk)
            page.accepted = group_accepted(
                ((o.who_name, day(o.when), o.until, o.reason), o.rule) for o in kept
            )
        return object_list


_STATES = {State.RUNNING: "being checked", State.FAILED: "could not be checked"}
