"""The Django app: connects the signals, and checks the set-up."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning
from django.core.management import get_commands
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_save, pre_save

_MIDDLEWARE = "provenance.hooks.wagtail.middleware.BlockedMiddleware"


class ProvenanceConfig(AppConfig):  # type: ignore[misc]
    """`provenance.hooks.wagtail` in `INSTALLED_APPS`."""

    name = "provenance.hooks.wagtail"
    label = "provenance_wagtail"
    verbose_name = "Picture checks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the check on save and the gate.

        Both hear of every model and pick out pages and revisions.
        """
        from provenance.hooks.wagtail.checking import on_revision_saved
        from provenance.hooks.wagtail.gate import on_page_save
        from provenance.hooks.wagtail.library import on_saved
        from provenance.hooks.wagtail.writing import on_request_finished, on_request_started

        request_started.connect(on_request_started, dispatch_uid="provenance-begin")
        request_finished.connect(on_request_finished, dispatch_uid="provenance-write")
        pre_save.connect(on_page_save, dispatch_uid="provenance-gate")
        post_save.connect(
            on_revision_saved, sender="wagtailcore.Revision", dispatch_uid="provenance-check"
        )
        post_save.connect(on_saved, dispatch_uid="provenance-library")
        register(check_setup)


def check_setup(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """What the site's settings lack (Django's system checks, `manage.py check`)."""
    from django.conf import settings

    from provenance.hooks.wagtail.settings import NAME, read

    found: list[CheckMessage] = []
    try:
        read()
    # whatever it is, it stands in the way of every check
    except Exception as trouble:  # noqa: BLE001
        hint = f"Mend {NAME} or the configuration it names; until then no picture is checked."
        found.append(
            Error(
                f"the picture check cannot be set up: {trouble}",
                hint=hint,
                id="provenance_wagtail.E001",
            )
        )
    if get_commands().get("publish_scheduled") != ProvenanceConfig.name:
        found.append(
            CheckWarning(
                "one page with a blocked picture will stop a run of publish_scheduled",
                hint=f"Put {ProvenanceConfig.name!r} before 'wagtail' in INSTALLED_APPS.",
                id="provenance_wagtail.W001",
            )
        )
    if _MIDDLEWARE not in settings.MIDDLEWARE:
        found.append(
            CheckWarning(
                "approving a workflow or publishing in bulk will end in an error page where a "
                "picture is blocked",
                hint=f"Add {_MIDDLEWARE!r} to MIDDLEWARE, after the messages' middleware.",
                id="provenance_wagtail.W002",
            )
        )
    return found
