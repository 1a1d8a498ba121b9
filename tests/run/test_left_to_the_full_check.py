"""What a fast check leaves to the full one is done by the full one."""

from __future__ import annotations

from provenance.model import Clues, Credentials, CredentialsState, Reason, Writing
from provenance.originals.evidence_cache import PictureEvidence
from provenance.rules.kit.examples import original, picture


def test_evidence_whose_writing_was_left_is_not_kept_for_the_full_check() -> None:
    """The fast check had everything else at hand: the full one was pending for a day."""
    left = picture(writing=Writing(reason=Reason.PENDING))
    read = picture(writing=Writing())
    for shown, kept in ((left, False), (read, True), (picture(), True)):
        evidence = PictureEvidence(Clues(), None, shown, originals=(original(),))
        assert evidence.is_conclusive is kept


def test_evidence_whose_credentials_could_not_be_asked_for_is_not_kept() -> None:
    absent = CredentialsState.ABSENT
    for reason, kept in ((Reason.PENDING, False), (Reason.NETWORK, False), (None, True)):
        shown = picture(credentials=Credentials(absent, unasked=reason))
        evidence = PictureEvidence(Clues(), None, shown, originals=(original(),))
        assert evidence.is_conclusive is kept
