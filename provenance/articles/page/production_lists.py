"""Photographers in lists of who made a story: "Photography", "Jane Doe"."""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.articles.page.notice_lines import BRACKETS, CreditNotice, NoticeLine, is_credit
from provenance.articles.page.notice_words import opens_lead
from provenance.credits.likeness import MAX_CREDIT

MAX_NAME = 50
"""Characters of the name of a photographer in such a list."""
_PHOTOGRAPHER = re.compile(
    r"photograph(?:er|y|e|ie|ies)|photos?(?: by)?|fotograf(?:in|ie|e|o|a|ía|ia|ii|i)?|fotógrafo|"
    r"fotos?|"
    r"kuvat?|valokuvaaja|фото(?:граф)?|写真|撮影|摄影|攝影|사진",
    re.I,
)
"""What the makers of a story's pictures are called in a list of all who made it."""


def read_production(line: NoticeLine) -> CreditNotice | None:
    """The name behind a label in the list of those who made a story.

    "Photography", "Jane Doe".
    """
    label = line.text.strip(f":：{BRACKETS}")
    parent = line.node.parent
    of_lead = opens_lead(label)
    if parent is None or not (line.closes or line.behind):
        return None
    if not of_lead and not _PHOTOGRAPHER.fullmatch(label):
        return None
    behind = (n for n in parent.elements() if n.order > line.node.last and n.size)
    value = next(behind, None)
    if (
        value is None
        or value.size > (MAX_CREDIT if of_lead else MAX_NAME)
        or not is_credit(value.text)
    ):
        return None
    paired = parent.tag == "dl" or line.node.size + value.size == parent.size
    if not paired or any(n.tag == "a" for n in line.node.walk()):  # a menu's "Photos"
        return None
    return CreditNotice(value.text, value, only=0 if of_lead else None)
