"""`repair_credits`: an audit's credits, written into pages and taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from provenance.audit.repair.changed import Changed
from provenance.audit.repair.sheet import agreed
from provenance.errors import ProvenanceError
from provenance.hooks.wagtail.repairs import apply, undo
from provenance.hooks.wagtail.writing import flush


class Command(BaseCommand):  # type: ignore[misc]
    """Prints a line for each credit; exits with 1 where something was left as it is."""

    help = (
        "Write the credits that a plan of `provenance audit repair` says yes to, or undo them all"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The plan, or --undo."""
        parser.add_argument("plan", nargs="?", type=Path, help="the reviewed CSV file")
        parser.add_argument("--undo", action="store_true", help="take back all that was written")
        parser.add_argument("--json", action="store_true", help="print a JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or undo one credit after the other."""
        plan, back = options["plan"], options["undo"]
        if (plan is None) != back:
            raise CommandError("name a plan, or --undo", returncode=2)
        try:
            done = self._print(undo() if back else apply(list(agreed(plan))), options["json"])
        except ProvenanceError as error:
            raise CommandError(str(error), returncode=2) from error
        flush()
        if not all(done):
            raise SystemExit(1)

    def _print(self, changes: Iterable[Changed], as_json: bool) -> list[bool]:
        done = []
        for one in changes:
            done.append(one.done)
            said = json.dumps(asdict(one), ensure_ascii=False) if as_json else one.told
            self.stdout.write(said)
        if not as_json:
            self.stdout.write(f"{sum(done)} changed, {len(done) - sum(done)} left as they are")
        return done
