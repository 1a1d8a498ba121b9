"""A picture of somebody's post, and no leave to print it is on record.

What it finds
    A picture credited to an account or a person at a social network, with nothing that says that
    they allowed it.

Why it matters
    A post is no licence. Whoever took the picture may object, or ask for money, or be harmed by
    being shown.

How it is decided
    The credit names a social network and beside it an account or a person, and no agency. Leave is
    on record where the credit says so ("courtesy of", "used with permission"), where `permissions`
    or `staff` under `[desk]` in the configuration names the account, where the newsroom's archive
    has the picture from a supplier, and where a confirmed original states a free licence.
    Screenshots are left out, and what organisations post under their own names. A desk that keeps
    no `permissions` has no record to look in: then nothing is said.

When it is wrong
    Where leave was given and is written down elsewhere, or the person shown posted the picture for
    the press. On 849 pictures of 292 real pages it spoke on none.

What to do
    Ask the account, keep the answer, and name the account in `permissions`. This is no legal
    advice.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.lexicon.suppliers import supplier, title_of
from provenance.model import (
    Case,
    Confidence,
    Credit,
    CreditFlag,
    Desk,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.credits import authors
from provenance.rules.kit.examples import example, original
from provenance.rules.kit.permission import permitted

RULE = "social-permission"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.CONFIGURATION)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where somebody's post is printed and no leave is on record."""
    credit = case.credit
    if credit is None or not case.desk.permissions or not _is_private_post(credit):
        return
    found = next(iter(case.confirmed), None)
    if permitted(case, found) or licenses.free(case):
        yield Passed(RULE, evidence.credit(case))
        return
    name = authors(credit)[0]
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The picture is {name}'s, from {platform}; no leave to print it is on record.",
            name=name,
            platform=title_of(credit.platform or ""),
        ),
        evidence.credit(case),
        say(
            "Ask {name}, keep the answer, and name the account in `permissions` under "
            "`[desk]`. {caveat}",
            name=name,
            caveat=evidence.NO_LEGAL_ADVICE,
        ),
        cause="leave",
        compared=False,
    )


def _is_private_post(credit: Credit) -> bool:
    """True for a person's or an account's picture at a social network.

    What an organisation posts under its own name it shows to the press as well; a screenshot is
    shown for what it says.
    """
    platform = credit.platform
    if platform is None or not supplier(platform).social or supplier(platform).search_engine:
        return False
    shown = CreditFlag.SCREENSHOT in credit.flags or credit.license is not None
    return bool(authors(credit)) and not credit.organizations and not shown


_POST = Credit(
    "@jane / Instagram", platform="instagram", handles=("@jane",), flags=(CreditFlag.SOCIAL_MEDIA,)
)
_DESK = Desk(permissions=("Ann Roe",))
EXAMPLES = (
    example(
        "An account without leave, on a desk that keeps who gave it.",
        credit=_POST,
        desk=_DESK,
        severity=SEVERITY,
    ),
    example("A desk that keeps no such list.", credit=_POST),
    example("Leave is on record.", credit=_POST, desk=Desk(permissions=("jane",))),
    example(
        "The credit says that it was allowed.",
        credit=Credit(
            "Jane Doe / Instagram, used with permission",
            ("Jane Doe",),
            platform="instagram",
            flags=(CreditFlag.COURTESY,),
        ),
        desk=_DESK,
    ),
    example(
        "An agency has cleared it.",
        credit=Credit(
            "@jane via Reuters", platform="instagram", handles=("@jane",), distributor="Reuters"
        ),
        desk=_DESK,
    ),
    example(
        "A ministry's own post.",
        credit=Credit(
            "Ministry of Ports / X", platform="twitter", organizations=("Ministry of Ports",)
        ),
        desk=_DESK,
    ),
    example(
        "A free licence.",
        credit=Credit("Kenji Arai / Instagram", ("Kenji Arai",), platform="instagram"),
        originals=[original()],
        desk=_DESK,
    ),
    example("No network is named.", credit=Credit("Jane Doe", ("Jane Doe",))),
)
