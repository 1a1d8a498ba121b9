"""Credit lines: taken apart, their licences read, and the line to print instead.

The words are data (`lexicon/*.toml`), the grammar is code. Names are imported when first
used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.credits.compose import credit_line
    from provenance.credits.licenses import license_url, parse_license
    from provenance.credits.parser import parse_credit
    from provenance.lexicon.folding import normalise
    from provenance.lexicon.phrases import Vocabulary, load_vocabulary

_HOME = {
    "parse_credit": "provenance.credits.parser",
    "Vocabulary": "provenance.lexicon.phrases",
    "load_vocabulary": "provenance.lexicon.phrases",
    "normalise": "provenance.lexicon.folding",
    "parse_license": "provenance.credits.licenses",
    "license_url": "provenance.credits.licenses",
    "credit_line": "provenance.credits.compose",
}

__all__ = [
    "Vocabulary",
    "credit_line",
    "license_url",
    "load_vocabulary",
    "normalise",
    "parse_credit",
    "parse_license",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
