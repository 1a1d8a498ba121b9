"""What caption or credit openly say about the nature of a picture."""

from __future__ import annotations

from provenance.model import Case, CreditFlag, DisclosureKind

_FLAGS = {
    CreditFlag.FILE: DisclosureKind.FILE,
    CreditFlag.HANDOUT: DisclosureKind.HANDOUT,
    CreditFlag.ILLUSTRATION: DisclosureKind.ILLUSTRATION,
    CreditFlag.COMPOSITE: DisclosureKind.ILLUSTRATION,
    CreditFlag.AI_GENERATED: DisclosureKind.AI_GENERATED,
    CreditFlag.SCREENSHOT: DisclosureKind.SCREENSHOT,
}
_NOT_OF_NOW = frozenset(
    {
        DisclosureKind.FILE,
        DisclosureKind.ILLUSTRATION,
        DisclosureKind.RECONSTRUCTION,
        DisclosureKind.AI_GENERATED,
    }
)
_SOFTENING = frozenset({DisclosureKind.FILE, DisclosureKind.ILLUSTRATION, DisclosureKind.HANDOUT})


def stated(case: Case) -> frozenset[DisclosureKind]:
    """Every kind of disclosure that caption or credit states."""
    said = {d.kind for d in case.caption_claims.disclosures}
    said |= {_FLAGS[flag] for flag in case.credit.flags if flag in _FLAGS} if case.credit else set()
    return frozenset(said)


def disclosed(case: Case) -> frozenset[DisclosureKind]:
    """The disclosures of file, illustration or handout."""
    return stated(case) & _SOFTENING


def not_of_now(case: Case) -> bool:
    """True where the page says that the picture is not of the story's moment."""
    return bool(stated(case) & _NOT_OF_NOW)
