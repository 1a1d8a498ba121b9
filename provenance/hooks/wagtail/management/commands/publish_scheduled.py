"""`publish_scheduled`: holds what may not go live, then runs Wagtail's own.

One bad page stops no run.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import Page, Revision

from provenance.hooks.wagtail.gate import PicturesBlocked, ask, hold
from provenance.run.gate import Action


class Command(WagtailCommand):  # type: ignore[misc]
    """Publishes what is due, but for pages whose pictures do not match.

    These are taken off the schedule.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask about every page that is due, hold what is blocked, publish the rest."""
        due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now()).order_by(
            "approved_go_live_at"
        )
        for revision in list(due):
            page = revision.as_object()
            if not isinstance(page, Page):
                continue
            answer = ask(page, wait=None)
            if answer.action is Action.BLOCK:
                self._say(page, answer.sentences)
                if not options["dryrun"]:
                    hold(revision, answer)
        while True:
            try:
                super().handle(*args, **options)
            except (
                PicturesBlocked
            ) as blocked:  # became due just now; Wagtail has taken it off the schedule
                self._say(blocked.page, blocked.answer.sentences)
            else:
                return

    def _say(self, page: Any, sentences: tuple[str, ...]) -> None:
        self.stderr.write(f"held: {page.get_admin_display_title()}: {' '.join(sentences)}")
