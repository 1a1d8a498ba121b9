"""Sources of originals: one module or package each.

They are found by scanning this folder and the entry points `provenance.sources`. A source is a
module. Its id is its file name with hyphens, its docstring is its documentation page (the first
line is the summary), and it offers what `SourceModule` lists. `all_sources` turns each module into
a `Source`; a plug-in that cannot be used becomes a `Broken` and never ends a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field, replace
from functools import lru_cache
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from provenance import plugins
from provenance.config.files import KeyNames
from provenance.errors import NotFetched
from provenance.model import Clues, Lookup, MatchBasis, Picture, Reason, Reference, SourceRecord
from provenance.model.sentences import say
from provenance.plugins import Broken
from provenance.values import dataclass

if TYPE_CHECKING:
    from provenance.config import Config
    from provenance.fetch.exchange import Fetches

ABILITIES = ("url", "file-name", "credit", "bytes", "pixels", "search", "reverse", "archive")
"""What a source may say it can do: recognise a URL, a file name, a credit; find the same bytes;
find pictures with like hashes; search by words; search by picture; say when an address was first
seen (its `search` is then asked by address when one picture is traced)."""


class SourceModule(Protocol):
    """What a source's module must have.

    Optional are `search(clues, fetcher, config)`, which returns candidates, best first, each with
    a `preview_url`; `by_bytes(picture, fetcher, config)`, which returns what has the same bytes
    (or, for a source that can `reverse`, what a picture search found); `by_pixels(clues, fetcher,
    config)`, which returns references, of any source, to what has hashes like the picture's;
    `PLATFORMS`, the credit platforms it is the home of; `ASK`, what the desk must ask the author
    for when a credit names only the platform; `USES`, keys that widen what it can do; `POSTS =
    True` where its records are posts of accounts; `OWN = True` for the desk's own system, whose
    `search` is asked before every other source; `LAST_RESORT = True` to yield a clue that another
    source also recognises.
    """

    TITLE: str
    NEEDS: tuple[str, ...]
    ETIQUETTE: str
    CAN: tuple[str, ...]
    EXAMPLES: tuple[tuple[str, str], ...]

    def recognise(self, clues: Clues) -> tuple[Reference, ...]:
        """The references into this source that the clues hold. No I/O."""
        ...

    def look_up(
        self, reference: Reference, fetcher: Fetches, config: Config
    ) -> tuple[SourceRecord, ...]:
        """The records behind a reference.

        Raises `NotFetched` with the reason there is none.
        """
        ...


T = TypeVar("T", Reference, SourceRecord)


@dataclass(frozen=True, slots=True)
class Source:
    """One usable source.

    Its calls raise `NotFetched` and nothing else, whatever the plug-in does.
    """

    id: str
    title: str
    summary: str
    """The first line of its page."""
    page: str = field(repr=False)
    """Its documentation: the module's docstring."""
    etiquette: str
    can: tuple[str, ...]
    needs: tuple[str, ...]
    """Keys without which it answers nothing."""
    uses: tuple[str, ...]
    """Keys that widen what it can do."""
    examples: tuple[tuple[str, str], ...] = field(repr=False)
    platforms: tuple[str, ...]
    ask: str
    """What the desk must ask the author for when the credit names only this platform; empty
    where nothing is known."""
    last_resort: bool
    posts: bool
    """True where its records are posts of accounts."""
    own: bool
    """True for the desk's own system: searched first, for every picture."""
    module: Any = field(repr=False)

    def recognise(self, clues: Clues) -> tuple[Reference, ...]:
        """The references into this source that the clues hold.

        Raises `NotFetched(failed)` where the plug-in breaks.
        """
        return self._collect(self.module.recognise, clues)

    def look_up(
        self, reference: Reference, fetcher: Fetches, config: Config
    ) -> tuple[SourceRecord, ...]:
        """The records behind a reference.

        Raises `NotFetched` with the reason there is none.
        """
        self._require_keys(config)
        return self._collect(self.module.look_up, reference, fetcher, config)

    @property
    def searches(self) -> bool:
        """True where it can search by words."""
        return hasattr(self.module, "search")

    @property
    def knows_bytes(self) -> bool:
        """True where it can look for a picture's bytes, or for a picture like it."""
        return hasattr(self.module, "by_bytes")

    @property
    def knows_pixels(self) -> bool:
        """True where it can look for pictures with like hashes."""
        return hasattr(self.module, "by_pixels")

    def by_pixels(self, clues: Clues, fetcher: Fetches, config: Config) -> tuple[Reference, ...]:
        """References to what has hashes like the picture's; none where it knows no hashes.

        Raises `NotFetched`.
        """
        if not self.knows_pixels:
            return ()
        self._require_keys(config)
        return self._collect(self.module.by_pixels, clues, fetcher, config)

    def search(self, clues: Clues, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
        """Candidates for the clues' words, best first; none where it cannot search.

        Raises `NotFetched`.
        """
        if not self.searches:
            return ()
        self._require_keys(config)
        return self._collect(self.module.search, clues, fetcher, config)

    def by_bytes(
        self, picture: Picture, fetcher: Fetches, config: Config
    ) -> tuple[SourceRecord, ...]:
        """Records of the same bytes, or of a reverse search.

        Empty where it knows none. Raises `NotFetched`.
        """
        if not self.knows_bytes:
            return ()
        self._require_keys(config)
        return self._collect(self.module.by_bytes, picture, fetcher, config)

    def lookup(
        self, reference: Reference | None, reason: Reason | None, detail: str, tried: int = 0
    ) -> Lookup:
        """How one question to this source ended."""
        title = (reference and reference.source_title) or self.title
        return Lookup(
            self.id, reference, reason, detail, tried, source_title=title, is_post=self.posts
        )

    def _require_keys(self, config: Config) -> None:
        absent = [name for name in self.needs if not config.keys.get(name)]
        if absent:
            raise NotFetched(
                Reason.NO_API_KEY,
                say(
                    "{source} answers only with a key: set {keys}",
                    source=self.title,
                    keys=", ".join(absent),
                ),
            )

    def _own(self, found: T) -> T:
        title = found.source_title or self.title
        if isinstance(found, SourceRecord):
            post, own = found.is_post or self.posts, found.own or self.own
            return replace(found, source_title=title, is_post=post, own=own)
        return replace(found, source_title=title)

    def _collect(self, finder: Callable[..., Iterable[T]], *arguments: Any) -> tuple[T, ...]:
        """What the plug-in finds, under the source's title.

        Whatever a plug-in throws becomes a reason, so that the run goes on.
        """
        try:
            return tuple(self._own(found) for found in finder(*arguments))
        except NotFetched:
            raise
        except Exception as error:
            raise NotFetched(
                Reason.FAILED,
                f"the source {self.id} failed on what it was given: {type(error).__name__}",
            ) from error


def all_sources() -> tuple[Source, ...]:
    """Every usable source, ours first, in order of id; the last resorts at the end."""
    return _registry()[0]


def broken_sources() -> tuple[Broken, ...]:
    """Every source that could not be loaded.

    The pipeline reports each as `NotChecked(failed)`.
    """
    return _registry()[1]


def key_names() -> KeyNames:
    """The keys that all sources need or use, for `provenance.config.files.load`."""
    names = (name for source in all_sources() for name in (*source.needs, *source.uses))
    return KeyNames(frozenset(names), complete=not broken_sources())


def recognise(clues: Clues, sources: Iterable[Source] | None = None) -> tuple[Reference, ...]:
    """All references the clues hold, each once, strongest basis first.

    See `recognise_all` for what broke.
    """
    return recognise_all(clues, sources)[0]


def recognise_all(
    clues: Clues, sources: Iterable[Source] | None = None
) -> tuple[tuple[Reference, ...], tuple[Lookup, ...]]:
    """All references the clues hold, and how each broken source failed.

    A last resort yields: its reference is dropped where another source recognised the same clue.
    """
    found: list[Reference] = []
    resorts: list[Reference] = []
    failed: list[Lookup] = []
    for source in all_sources() if sources is None else sources:
        try:
            (resorts if source.last_resort else found).extend(source.recognise(clues))
        except NotFetched as error:
            failed.append(source.lookup(None, error.reason, error.detail))
    owned = {_bare(reference.clue) for reference in found}
    found += [reference for reference in resorts if _bare(reference.clue) not in owned]
    ladder = list(MatchBasis)
    found.sort(key=lambda reference: ladder.index(reference.basis))
    once = {(reference.source, reference.id): reference for reference in reversed(found)}
    return tuple(
        reference for reference in found if once.get((reference.source, reference.id)) is reference
    ), tuple(failed)


def _bare(clue: str) -> str:
    """A clue without what differs between a link and the same address typed out."""
    return clue.strip("()[]<>,.;").removeprefix("https://").removeprefix("http://").rstrip("/")


_OWN_ARCHIVE = ("newsroom-archive", "provenance.archive.source")
"""Lives with the archive, beside this package."""


@lru_cache(maxsize=1)
def _registry() -> tuple[tuple[Source, ...], tuple[Broken, ...]]:
    sources, broken = load(
        (*plugins.built_in(__name__, __path__), _OWN_ARCHIVE),
        plugins.third_party("provenance.sources"),
    )
    return tuple(sorted(sources, key=lambda s: s.last_resort)), broken


def load(
    modules: Iterable[tuple[str, str]], entries: Iterable[EntryPoint] = ()
) -> tuple[tuple[Source, ...], tuple[Broken, ...]]:
    """The usable sources and the broken ones.

    `modules` are pairs of id and module name, `entries` are entry points.
    """
    return plugins.load("source", modules, entries, _source_of)


def _source_of(id: str, module: ModuleType) -> Source:
    """The module as a `Source`. Raises `ValueError` naming what it lacks."""
    page = (module.__doc__ or "").strip()
    if not page:
        raise ValueError("it has no docstring, which is its documentation page")
    for name, kind in (
        ("TITLE", str),
        ("ETIQUETTE", str),
        ("NEEDS", tuple),
        ("CAN", tuple),
        ("EXAMPLES", tuple),
    ):
        if not isinstance(getattr(module, name, None), kind):
            # one error for one check
            raise ValueError(f"{name} must be a {kind.__name__}")  # noqa: TRY004
    for name in ("recognise", "look_up"):
        if not callable(getattr(module, name, None)):
            raise ValueError(f"it has no function {name}")  # noqa: TRY004 - as above
    unknown = set(module.CAN) - set(ABILITIES)
    if unknown:
        raise ValueError(f"CAN names {sorted(unknown)[0]!r}; known are {', '.join(ABILITIES)}")
    return Source(
        id=id,
        title=module.TITLE,
        summary=page.splitlines()[0],
        page=page,
        etiquette=module.ETIQUETTE,
        can=module.CAN,
        needs=module.NEEDS,
        uses=getattr(module, "USES", ()),
        examples=module.EXAMPLES,
        platforms=getattr(module, "PLATFORMS", ()),
        ask=getattr(module, "ASK", ""),
        last_resort=getattr(module, "LAST_RESORT", False),
        posts=getattr(module, "POSTS", False),
        own=getattr(module, "OWN", False),
        module=module,
    )
