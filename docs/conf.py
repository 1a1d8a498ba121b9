"""How the pages in this folder become a site: `python -m sphinx -W docs build/docs`."""

from importlib.metadata import version as installed

project = "provenance"
author = "The provenance maintainers"
release = version = installed("picture-provenance")
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "alabaster"
html_theme_options = {
    "description": "Is each picture of an article what its caption and credit say it is?",
    "page_width": "64rem",
    "show_powered_by": False,
}
html_sidebars = {"**": ["about.html", "navigation.html", "searchbox.html"]}
html_extra_path = ["terminal.svg"]
exclude_patterns = ["build"]
default_role = "literal"
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
add_module_names = False
python_use_unqualified_type_names = True
