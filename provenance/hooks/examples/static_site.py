"""The last step of a static site's build, which fails where a picture does.

python -m provenance.hooks.examples.static_site public/ https://news.example/
"""

from __future__ import annotations

import sys
from pathlib import Path

from provenance import Action, Checker, Policy, gate, load_config
from provenance.errors import ProvenanceError


def build_step(site: Path, address: str) -> int:
    """Check the pages in the folder `site`, to be served at `address`.

    Returns the process's exit status. What could not be verified is told and fails nothing.
    """
    worst = 0
    with Checker(load_config()) as checker:
        for page in sorted(site.rglob("*.html")):
            where = f"{address.rstrip('/')}/{page.relative_to(site).as_posix()}"
            try:
                report = checker.check(page, base_url=where, images=site)
            except ProvenanceError as error:
                print(error, file=sys.stderr)
                continue
            decision = gate(report, Policy(warn_unverified=True))
            for sentence in decision.sentences:
                print(f"{page}: {sentence}", file=sys.stderr)
            worst = max(worst, decision.action is Action.BLOCK)
    return worst


if __name__ == "__main__":
    if len(sys.argv) != 3 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: static_site FOLDER ADDRESS, where FOLDER holds the built pages")
    sys.exit(build_step(Path(sys.argv[1]), sys.argv[2]))
