"""Which library a stock picture is said to come from."""

from __future__ import annotations

from provenance.model import Credit, CreditFlag, CreditKind
from provenance.rules import stock_image
from provenance.rules.kit.examples import example


def test_the_library_is_named_and_not_the_body_beside_it() -> None:
    credit = Credit(
        "Jo Berg/Unsplash/NHV",
        ("Jo Berg",),
        organizations=("NHV",),
        platform="unsplash",
        flags=(CreditFlag.STOCK,),
        kind=CreditKind.STOCK,
    )
    (found,) = stock_image.check(example("", credit=credit).case)
    assert found.message == "The picture comes from a stock library, Unsplash."
