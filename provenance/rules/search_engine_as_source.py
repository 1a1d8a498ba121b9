"""The credit names a search engine or "the Internet": Google, Pinterest, Internet.

What it finds
    A credit that names nothing but a search engine, a pinboard or the Internet itself.

Why it matters
    A search engine shows other people's pictures. Such a credit names neither author nor owner,
    and says in effect
    that nobody was asked.

How it is decided
    Everything that the credit names is on a list of search engines and pinboards. A story that
    speaks of the company
    itself, and "Google" beside an author or a company that made the picture (a Google Earth view,
    say) are left alone.

When it is wrong
    Where the company itself supplied the picture, as in a story about Google. On 1,781
    pictures of 479 pages that nobody had looked at it spoke on none.

What to do
    Open the page that the search engine found the picture on, find its author there, ask, and
    print the name.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    Outcome,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import searches_only
from provenance.rules.kit.examples import example
from provenance.rules.kit.licenses import named_line

RULE = "search-engine-as-source"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE,)
PRECEDENCE = 50


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the credit names only a search engine."""
    if case.credit is None or not searches_only(case.credit) or _its_own_story(case):
        return
    text, html = named_line(case) or (None, None)
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            'The credit "{credit}" names a place where pictures are searched for, not '
            "who made or owns this one.",
            credit=case.credit.raw,
        ),
        evidence.credit(case),
        say("Print: {line}.", line=text)
        if text
        else say(
            "Open the page on which the search found the picture, find the author "
            "there and print that name."
        ),
        html,
        cause="platform",
        compared=False,
    )


def _its_own_story(case: Case) -> bool:
    """True where the story is about the company, which may have supplied it."""
    names = case.credit.organizations if case.credit else ()
    article = case.article
    told = "\n".join(part for part in (article.headline, article.lead, article.body) if part)
    return any(evidence.speaks_of(told, name) for name in names)


EXAMPLES = (
    example(
        "A picture credited to Google.",
        credit=Credit("Google", platform="google"),
        severity=Severity.ERROR,
    ),
    example(
        "A picture from the Internet.", credit=Credit("Photo: Internet"), severity=Severity.ERROR
    ),
    example(
        "An author is named.", credit=Credit("Kenji Arai / Google", ("Kenji Arai",), ("Google",))
    ),
    example(
        "A story about the company.",
        article="Google shows a new search box",
        credit=Credit("Google", organizations=("Google",)),
    ),
    example(
        "A story on a telephone of the company's.",
        article="The new telephone costs more",
        body="Google has raised the price.",
        credit=Credit("Google", organizations=("Google",)),
    ),
    example("An agency.", credit=Credit("Reuters", organizations=("Reuters",))),
)
