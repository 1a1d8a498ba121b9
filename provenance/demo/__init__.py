"""The demo: an article of our own and the recorded originals of its pictures.

Nothing in it is real: no person, no post, no file. `python -m provenance.demo.make` makes the seed
anew.
"""

from __future__ import annotations

ADDRESS = "https://news.example/2024/03/13/strikes-on-kyiv-and-odesa.html"
"""Where the demo's article lives: a reserved name, answered by the seed alone."""
