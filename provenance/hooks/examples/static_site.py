"""The last step of a static site's build, which fails where a picture does.

python -m provenance.hooks.examples.static_site public/ https://news.example/
"""

from __future__ import annotations

import sys
from pathlib import Path

from provenance import Action, Checker, gate, load_config


def build_step(site: Path, address: str) -> int:
    """Check the pages in the folder `site`, to be served at `address`.

    Returns the process's exit status.
    """
    worst = 0
    with Checker(load_config()) as checker:
        for page in sorted(site.rglob("*.html")):
            where = address + page.relative_to(site).as_posix()
            decision = gate(checker.check(page, base_url=where, images=site))
            for sentence in decision.sentences:
                print(f"{page}: {sentence}", file=sys.stderr)
            worst = max(worst, decision.action is Action.BLOCK)
    return worst


if __name__ == "__main__":
    sys.exit(build_step(Path(sys.argv[1]), sys.argv[2]))
