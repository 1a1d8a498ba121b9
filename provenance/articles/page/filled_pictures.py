"""Pictures whose element has no address until a script has run.

What stands in the page is an empty `<img>` with caption and credit; the address lies in the page's
data, in the object that states the same caption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from provenance.articles.page.addresses import addresses_of
from provenance.articles.page.dom import Dom, Node
from provenance.articles.page.image_urls import asset_keys
from provenance.articles.page.images import PageImage
from provenance.articles.page.script_data import address_from_script_data

MAX_FILLED = 20
"""Pictures without an address whose caption is looked for in script data."""
MAX_FIGURE = 400
"""Characters of a figure whose picture a script fills."""
MIN_SAID = 15
"""Characters of a caption that no other text of the page's data is likely to equal."""


def filled_by_script(dom: Dom, source: str, shown: Iterable[PageImage]) -> Iterator[PageImage]:
    """The pictures that a script fills, with the address beside their caption in data."""
    known = {node.order for one in shown for node in one.nodes}
    others = (n for n in dom.pictures if n.tag == "img" and n.order not in known)
    empty = (n for n in others if not addresses_of(n, None).urls)
    for node in islice(empty, MAX_FILLED):
        figure = next((a for a in islice(node.ancestors(), 8) if a.tag == "figure"), None)
        if figure is None or not MIN_SAID <= figure.size <= MAX_FIGURE:
            continue
        said = next((n.text for n in figure.walk() if _is_line(n)), "")
        address = address_from_script_data(source, said) if len(said) >= MIN_SAID else None
        if address is not None:
            yield PageImage(node, (address,), asset_keys(address), (node,), node.get("alt").strip())


def _is_line(node: Node) -> bool:
    """True for an element with a text and no other element with one."""
    return node.size > 0 and not any(child.size for child in node.elements())
