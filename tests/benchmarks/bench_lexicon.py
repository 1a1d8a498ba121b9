"""How many of the lexicon's words are found and read: `python tests/benchmarks/bench_lexicon.py`.

Prints, for each kind of supplier, the share of its names that are split off a caption behind a
sentence, behind a dash, in brackets and behind a person's name, the clear names apart from those
that are everyday words too; and for each list of lead words the share that open a credit and that
are read as lead words. Beside each share stands that of a floor in the same run: the text cut at
its last full stop, dash or bracket. The floor finds every name and every sentence alike, so the
last line tells what both make of captions that end in no credit.
"""

from __future__ import annotations

import re

from provenance.credits.split import split_credit
from provenance.lexicon.suppliers import SupplierKind
from tests.lexicon.shares import (
    CAPTION,
    ENDS,
    lead_words,
    led_share,
    read_share,
    spellings,
    split_share,
)

KINDS = (
    SupplierKind.AGENCY,
    SupplierKind.LIBRARY,
    SupplierKind.STOCK,
    SupplierKind.PLATFORM,
    SupplierKind.BODY,
)
WITHOUT = [
    f"{CAPTION}. It was late",
    f"{CAPTION} — a quiet night",
    f"{CAPTION} (left)",
    f"{CAPTION}. Boats stayed in port",
    f"{CAPTION} (archive picture)",
    f"{CAPTION}. Album of the year",
]
_LAST = re.compile(r"(?:(?<=\.)\s|\s—\s|\s(?=\())(?!.*(?:\.\s|\s—\s|\s\())")


def floor(text: str) -> tuple[str, str]:
    """The text cut at its last full stop, dash or bracket."""
    caption, *rest = _LAST.split(text, maxsplit=1)
    return caption, rest[0] if rest else ""


def main() -> None:
    print(f"{'names (ours / floor)':30}{'n':>6}  " + "  ".join(f"{e:>18}" for e in ENDS))
    for ambiguous in (False, True):
        for kind in KINDS:
            names = spellings(kind, ambiguous=ambiguous)
            label = f"{kind}, {'everyday words' if ambiguous else 'clear'}"
            shares = [
                f"{split_share(names, end):.2f} / {split_share(names, end, floor):.2f}"
                for end in ENDS
            ]
            if names:
                print(f"{label:30}{len(names):6}  " + "  ".join(f"{s:>18}" for s in shares))
    for label, words in lead_words().items():
        ours, base = led_share(words), led_share(words, floor)
        print(
            f"{'lead words: ' + label:30}{len(words):6}  opens {ours:.2f} / {base:.2f}, "
            f"read {read_share(words):.2f}"
        )
    cut = [sum(bool(split(text)[1]) for text in WITHOUT) for split in (split_credit, floor)]
    print(f"captions without a credit that are cut: {cut[0]} / {cut[1]} of {len(WITHOUT)}")


if __name__ == "__main__":
    main()
