"""How the pages in this folder become a site: `python -m sphinx -W docs build/docs`."""

from importlib.metadata import version as installed
from pathlib import Path

from sphinx.application import Sphinx

project = "provenance"
author = "The provenance maintainers"
release = version = installed("picture-provenance")
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = f"provenance {version}"
html_theme_options = {"top_of_page_buttons": []}
html_show_copyright = False
html_extra_path = ["terminal.svg"]
exclude_patterns = ["build"]
suppress_warnings = ["toc.not_included"]  # rules have a list of their own; a test finds others
default_role = "literal"
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
add_module_names = False
python_use_unqualified_type_names = True

ACCESSIBLE = (
    ('<p class="caption" role="heading">', '<p class="caption" role="heading" aria-level="2">'),
    ("<pre>", '<pre tabindex="0">'),
    ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="All pages">'),
    ('<aside class="toc-drawer', '<aside aria-label="On this page" class="toc-drawer'),
    ('<th class="head"><p></p></th>', "<td></td>"),
)
"""What Sphinx and the theme write, and what a screen reader and a keyboard need
(`tests/site.py`)."""


def setup(app: Sphinx) -> None:
    """Mend each page when all are written."""
    app.connect("build-finished", mend)


def mend(app: Sphinx, trouble: Exception | None) -> None:
    """Put what is needed in the place of what was written."""
    for page in Path(app.outdir).rglob("*.html"):
        text = page.read_text("utf-8")
        for written, needed in ACCESSIBLE:
            text = text.replace(written, needed)
        page.write_text(text, "utf-8")
