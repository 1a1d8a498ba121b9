"""The page editor's panel: what the check says of the version being edited."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from provenance.hooks.wagtail.shown import panel_context


class PicturesPanel(Panel):  # type: ignore[misc]
    """Shows the verdict of each picture.

    `content_panels = [*Page.content_panels, …, PicturesPanel()]`

    It refreshes itself while a check is running and whenever the page is saved.
    """

    def __init__(self, heading: str = "Picture check", icon: str = "image", **kwargs: Any) -> None:
        super().__init__(heading=heading, icon=icon, **kwargs)

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        """The panel on one page."""

        template_name = "provenance_wagtail/panel.html"

        class Media:
            """The script that refreshes it, and its colours."""

            js = ("provenance_wagtail/panel.js",)
            css = {"all": ("provenance_wagtail/panel.css",)}  # noqa: RUF012

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The result for the version in the form; none for a page never saved."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk:
                context |= panel_context(self.instance, self.request.user)
            return context
