"""A sentence that can be translated: its template and what is put into it.

`say("The caption says {date}.", date=day)` is the English sentence, a text like any other, and
remembers how it was made. `provenance.lexicon.translation` writes it in another language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Part = str | int | float
"""What is put into a sentence: a name as it is, a number, or a phrase that is a sentence too."""


class Sentence(str):
    """A text in any language that keeps its English template and its parts."""

    __slots__ = ("parts", "template")

    template: str
    parts: dict[str, Part]

    def __new__(cls, text: str, template: str, parts: dict[str, Part]) -> Sentence:
        """The text, made of the template with the parts."""
        made = super().__new__(cls, text)
        made.template, made.parts = template, parts
        return made

    @property
    def english(self) -> str:
        """The same in English, whatever language it is in."""
        return self.template.format_map(self.parameters)

    @property
    def parameters(self) -> dict[str, str | int | float]:
        """What was put into it, in English: the same in every language."""
        return {name: english(part) for name, part in self.parts.items()}

    def with_parts(self, change: Callable[[str], str]) -> str:
        """The sentence with each text that was put into it changed, and then itself.

        In English, unless nothing changes. A plain text where the change reaches beyond the parts.
        """
        parts = {
            name: part.with_parts(change)
            if isinstance(part, Sentence)
            else change(part)
            if isinstance(part, str)
            else part
            for name, part in self.parts.items()
        }
        if parts == self.parts and change(str(self)) == self:
            return self
        made = Sentence(self.template.format_map(parts), self.template, parts)
        return made if change(str(made)) == made else change(str(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """How it travels to another process."""
        return Sentence, (str(self), self.template, self.parts)


def plain(value: object) -> str:
    """A sentence as a mere text: an encoder's `enc_hook`.

    Raises `TypeError` for all else.
    """
    if isinstance(value, Sentence):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be encoded")


def english(part: Part) -> Part:
    """A part as an English sentence has it."""
    return part.english if isinstance(part, Sentence) else part


def say(template: str, /, **parts: Part) -> Sentence:
    """The English sentence. Its template stands where it is used: tests look there."""
    return Sentence(template.format_map(parts), template, parts)


def templates(*texts: str) -> tuple[str, ...]:
    """Templates that are chosen from: `say` is called with one of them."""
    return texts


MAX_LISTED = 20
"""Names that one sentence lists; of more it says how many they are. Nobody reads a hundred."""


def join(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "Kyiv, Odesa and Lviv"."""
    if len(names) < 2:
        return names[0] if names else ""
    if len(names) > MAX_LISTED:
        return listing(names)
    return say("{first} and {last}", first=listing(names[:-1]), last=names[-1])


def listing(names: Sequence[str]) -> str:
    """The same without a last word between: "Kyiv, Odesa"."""
    if len(names) < 2:
        return names[0] if names else ""
    if len(names) > MAX_LISTED:
        told, left = listing(names[:MAX_LISTED]), len(names) - MAX_LISTED
        return say("{first} and {count:,} more", first=told, count=left)
    return say("{first}, {next}", first=listing(names[:-1]), next=names[-1])
