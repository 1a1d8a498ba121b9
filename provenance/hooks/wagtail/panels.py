"""The panel for the page editor: what the check says of the pictures of the version that is
being edited."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from provenance.hooks.wagtail.shown import panel_context


class PicturesPanel(Panel):  # type: ignore[misc]
    """`content_panels = [*Page.content_panels, …, PicturesPanel()]` shows the verdict of each
    picture.

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
            """The result for the version in the form; none for a page that has not been saved
            yet."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk:
                context |= panel_context(self.instance, self.request.user)
            return context
