"""Equal questions have one address: parameters sorted, secrets dropped."""

from __future__ import annotations

import random
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import pytest

from provenance.fetch.seed import SECRET_PARAMS, same_url


def slowly(url: str) -> str:
    """The same, every parameter read and written again."""
    parts = urlsplit(url)
    read = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted((k, v) for k, v in read if k not in SECRET_PARAMS))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "b=2&a=1",
        "a=1&a=0",
        "a",
        "a=",
        "=1",
        "a=1&&b=2",
        "a=x%20y&b=x+y",
        "a=%41&b=%2d&c=%2D",
        "a=%c3%a9&b=%C3%A9&c=%FF",
        "é=1&a=é",
        "a=1=2&b=a%3Db",
        "a=(1)&b=~x&c=x*y",
        "token=s&b=1&api_key=t",
        "a=%&b=%2",
        "a=1;b=2",
        "A=1&a=2&_=3",
        "a=x%00y&b=%7F%7e%7E",
    ],
)
def test_a_query_is_told_as_if_it_had_been_read_and_written_again(query: str) -> None:
    url = f"HTTPS://Example.org/w/api.php?{query}"
    assert same_url(url) == slowly(url)


def test_what_a_source_asks_is_the_same_in_any_order_and_spelling() -> None:
    dice = random.Random(3)
    signs = "ab Z0.~-_+&=%/|:,'()é中\n"
    for _ in range(2_000):
        asked = {
            dice.choice(("titles", "prop", "q", "key", "gsr.limit", "x")): "".join(
                dice.choices(signs, k=dice.randrange(6))
            )
            for _ in range(4)
        }
        turned = dict(sorted(asked.items(), reverse=True))
        base = "https://example.org/api"
        one, other = f"{base}?{urlencode(asked)}", f"{base}?{urlencode(turned, quote_via=quote)}"
        assert same_url(one) == same_url(other) == slowly(one)
