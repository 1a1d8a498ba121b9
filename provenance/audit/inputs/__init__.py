"""What can be named as a target, and the articles in it: one file for each kind."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from provenance.audit.inputs import addresses, folders, lines
from provenance.audit.inputs.archives import ARCHIVES, Archives
from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.errors import UnreadableInput
from provenance.fetch import Fetches
from provenance.files import refuse_endless
from provenance.run.targets import is_address
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class Lister:
    """Finds the articles that targets name, each kind in its own way."""

    fetcher: Fetches
    archives: Archives
    """The web archives of this audit: opened here, asked by the workers."""

    def find(self, targets: Sequence[str]) -> Iterator[Item | LeftOut]:
        """Every article, in the order of the targets.

        Web archives are read first: whatever else is named may lie in them.
        """
        ordinary = [name for name in targets if not name.lower().endswith(ARCHIVES)]
        stored = [name for name in targets if name.lower().endswith(ARCHIVES)]
        for name in stored:
            yield from self._guarded(name, self.archives.read(Path(name)))
        for name in ordinary:
            yield from self._guarded(name, self._in(name))
        yield from self.archives.pages()

    def _in(self, name: str) -> Iterator[Item | LeftOut]:
        if is_address(name):
            yield from addresses.items_of(name, self.fetcher)
        elif os.path.isdir(name):
            for file in folders.files_in(Path(name)):
                if isinstance(file, LeftOut):
                    yield file
                elif str(file).lower().endswith(ARCHIVES):
                    yield from self.archives.read(file)
                elif str(file).lower().endswith(lines.ENDINGS):
                    yield from lines.items_of(file)
                else:
                    yield Item(str(file), ItemKind.FILE, str(file))
        elif name.lower().endswith(lines.ENDINGS):
            yield from lines.items_of(Path(name))
        else:
            yield from addresses.items_in_file(Path(name), self.fetcher)

    @staticmethod
    def _guarded(name: str, found: Iterator[Item | LeftOut]) -> Iterator[Item | LeftOut]:
        """What was found until it could not be read; then that, as a sentence."""
        try:
            if not is_address(name):
                refuse_endless(Path(name))
            yield from found
        except UnreadableInput as error:
            yield LeftOut(name, str(error))
        except OSError as error:
            yield LeftOut(name, f"{name} cannot be read: {error.strerror or error}.")
