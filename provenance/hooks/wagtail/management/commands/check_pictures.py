"""`check_pictures`: check pages, for a first run over a site or a cron job."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page

from provenance.hooks.wagtail.gate import ask
from provenance.run.gate import Action


class Command(BaseCommand):  # type: ignore[misc]
    """Prints a line for each page with pictures, and sentences on what is wrong."""

    help = (
        "Check the pictures of pages: their latest revision, or with --live what readers see. "
        "Exits with 1 on a block."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The pages, and which version of them."""
        parser.add_argument(
            "pages", nargs="*", type=int, metavar="PAGE_ID", help="pages to check; else all"
        )
        parser.add_argument(
            "--live", action="store_true", help="check what is published, not the latest revision"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check one page after the other."""
        pages = Page.objects.filter(depth__gt=1).order_by("pk")
        if options["pages"]:
            pages = pages.filter(pk__in=options["pages"])
            unknown = set(options["pages"]) - set(pages.values_list("pk", flat=True))
            if unknown:
                raise CommandError(
                    f"there is no page {', '.join(map(str, sorted(unknown)))}", returncode=2
                )
        if options["live"]:
            pages = pages.live()
        blocked = 0
        for page in pages.iterator():
            version = page.specific if options["live"] else page.get_latest_revision_as_object()
            answer = ask(version, wait=None)
            if not answer.pictures:
                continue
            blocked += answer.action is Action.BLOCK
            self.stdout.write(f"{answer.action.value:5}  {page.pk}  {version.title}")
            for sentence in answer.sentences:
                self.stdout.write(f"       {sentence}")
        if blocked:
            raise SystemExit(1)
