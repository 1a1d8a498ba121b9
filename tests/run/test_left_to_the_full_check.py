"""What a fast check leaves to the full one is done by the full one."""

from __future__ import annotations

from provenance.model import Clues, Reason, Writing
from provenance.originals.evidence_cache import PictureEvidence
from provenance.rules.kit.examples import original, picture


def test_evidence_whose_writing_was_left_is_not_kept_for_the_full_check() -> None:
    """The fast check had everything else at hand: the full one was pending for a day."""
    left = picture(writing=Writing(reason=Reason.PENDING))
    read = picture(writing=Writing())
    for shown, kept in ((left, False), (read, True), (picture(), True)):
        evidence = PictureEvidence(Clues(), None, shown, originals=(original(),))
        assert evidence.is_conclusive is kept
