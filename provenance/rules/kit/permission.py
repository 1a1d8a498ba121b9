"""Whether anything says that this newsroom may print somebody's picture."""

from __future__ import annotations

from provenance.model import Case, CreditFlag, Original
from provenance.rules.kit.credits import agencies_in
from provenance.rules.kit.names import any_same

_GIVEN = {CreditFlag.COURTESY, CreditFlag.SUPPLIED, CreditFlag.HANDOUT}


def permitted(case: Case, original: Original | None = None) -> bool:
    """True where leave is on record.

    The desk's configuration names the account or the author, the credit says that the picture was
    given, an agency that sells it is named, or the newsroom's archive has it from a supplier.
    """
    credit = case.credit
    given = credit is not None and bool(_GIVEN & set(credit.flags))
    sold = credit is not None and bool(agencies_in(credit.raw))
    supplied = any(kept.supplier for kept in case.history)
    return given or sold or supplied or _named(case, original)


def _named(case: Case, original: Original | None) -> bool:
    """True where the configuration names the author, the account or who is credited."""
    names = list(original_names(original)) if original else []
    if case.credit is not None:
        names += [*case.credit.creators, *case.credit.handles, *case.credit.organizations]
    known = (*case.desk.permissions, *case.desk.staff)
    return any_same(names, known) or bool(
        {_account(n) for n in names} & {_account(k) for k in known}
    )


def original_names(original: Original) -> tuple[str, ...]:
    """Whom a record names: authors, and the account that shows the picture."""
    uploader = original.record.uploader
    return (*(r.text for r in original.record.creators), *((uploader,) if uploader else ()))


def _account(name: str) -> str:
    return name.casefold().lstrip("@").strip()
