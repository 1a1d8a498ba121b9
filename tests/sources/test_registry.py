from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from provenance import sources
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.lexicon.suppliers import suppliers
from provenance.model import (
    Clues,
    Credit,
    Link,
    Locator,
    MatchBasis,
    Reason,
    Reference,
    SourceRecord,
    source_name,
)
from tests.stand_ins.fetcher import Answers, clues_from, with_keys

ALL = [(source.id, clue, id) for source in sources.all_sources() for clue, id in source.examples]


def test_every_source_in_the_folder_is_usable() -> None:
    assert sources.broken_sources() == ()
    folder = Path(sources.__file__).parent
    here = (p for p in folder.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists())
    names = {p.stem.replace("_", "-") for p in here} - {"--init--", "kit"} | {"newsroom-archive"}
    assert {source.id for source in sources.all_sources()} == names


@pytest.mark.parametrize(("source", "clue", "id"), ALL)
def test_each_example_is_claimed_by_its_source_and_nobody_else(
    source: str, clue: str, id: str
) -> None:
    found = sources.recognise(clues_from(clue))
    assert [(reference.source, reference.id) for reference in found] == [(source, id)]


@pytest.mark.parametrize("source", sources.all_sources(), ids=lambda s: s.id)
def test_a_page_without_clues_belongs_to_nobody(source: sources.Source) -> None:
    assert source.recognise(Clues()) == ()
    assert (
        source.recognise(
            Clues(urls=("http://[broken", "", "mailto:a@b.example"), file_names=("", "."))
        )
        == ()
    )


@pytest.mark.parametrize("source", sources.all_sources(), ids=lambda s: s.id)
def test_each_source_says_what_it_is_and_how_it_behaves(source: sources.Source) -> None:
    assert source.summary.endswith(".")
    assert len(source.page.splitlines()) > 2
    assert source.etiquette
    assert source.can
    assert source.examples or {"reverse", "pixels"} & set(source.can)
    assert source.searches == ("search" in source.can)
    assert source.knows_pixels == ("pixels" in source.can)


def test_importing_the_registry_imports_no_source() -> None:
    import subprocess

    code = (
        "import sys, provenance.sources; print([m for m in sys.modules if m in ('PIL', "
        "'requests', 'bs4', 'numpy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_references_come_once_and_the_strongest_first() -> None:
    credit = Credit(raw="Jane Example / Associated Press", organizations=("Associated Press",))
    url = "https://x.com/harbour_watch/status/1690000000000000000"
    found = sources.recognise(Clues(urls=(url, f"{url}/photo/1"), credit=credit))
    assert [(r.source, r.basis) for r in found] == [
        ("twitter", MatchBasis.SAME_ID),
        ("agencies", MatchBasis.NAME),
    ]


def test_a_credited_page_yields_to_the_source_that_knows_the_address() -> None:
    url = "https://x.com/harbour_watch/status/1690000000000000000"
    linked = Clues(credit=Credit(raw="Harbour Watch", links=(Link(url),)), urls=(url,))
    typed = Clues(credit=Credit(raw=f"Harbour Watch ({url.removeprefix('https://')})"))
    for clues in (linked, typed):
        assert [r.source for r in sources.recognise(clues)] == ["twitter"]


def plugin(name: str, **content: object) -> tuple[str, str]:
    module = ModuleType(f"plugin_{name}", content.pop("doc", "A source.\n\nMore."))  # type: ignore[arg-type]
    whole: dict[str, object] = {
        "TITLE": "Example",
        "NEEDS": (),
        "ETIQUETTE": "Polite.",
        "CAN": ("url",),
        "EXAMPLES": (),
        "recognise": lambda clues: (),
        "look_up": lambda reference, fetcher, config: (),
    }
    for key, value in {**whole, **content}.items():
        setattr(module, key, value)
    sys.modules[module.__name__] = module
    return name, module.__name__


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"doc": ""}, "no docstring"),
        ({"TITLE": None}, "TITLE must be a str"),
        ({"CAN": ("fly",)}, "CAN names 'fly'"),
        ({"look_up": None}, "no function look_up"),
    ],
)
def test_a_plugin_that_lacks_something_is_named_and_left_out(
    content: dict[str, object], said: str
) -> None:
    good, broken = sources.load([plugin("good"), plugin("bad", **content)])
    assert [s.id for s in good] == ["good"]
    assert broken[0].id == "bad"
    assert said in broken[0].detail


def test_a_plugin_that_cannot_be_imported_ends_nothing() -> None:
    good, broken = sources.load([("gone", "no_such_module_here"), plugin("good")])
    assert [s.id for s in good] == ["good"]
    assert "ModuleNotFoundError" in broken[0].detail


def test_a_plugin_from_elsewhere_is_loaded_but_replaces_nobody() -> None:
    _, module = plugin("elsewhere")
    points = [EntryPoint(n, module, "provenance.sources") for n in ("else_where", "twitter")]
    good, broken = sources.load([("twitter", "provenance.sources.twitter")], points)
    assert [s.id for s in good] == ["twitter", "else-where"]
    assert "the id twitter is taken" in broken[0].detail


def explode(*_: object) -> tuple[Reference, ...]:
    raise KeyError("secret detail")


def test_a_source_that_breaks_on_its_input_becomes_a_reason() -> None:
    good, _ = sources.load(
        [plugin("breaks", recognise=explode, look_up=explode, search=explode, by_bytes=explode)]
    )
    found, failed = sources.recognise_all(Clues(), good)
    assert found == ()
    assert (failed[0].source, failed[0].reason) == ("breaks", Reason.FAILED)
    reference = Reference("breaks", "1", MatchBasis.SAME_ID, "clue")
    with pytest.raises(NotFetched) as caught:
        good[0].look_up(reference, Answers({}), Config())
    assert caught.value.reason is Reason.FAILED
    assert "secret" not in caught.value.detail
    with pytest.raises(NotFetched):
        good[0].search(Clues(), Answers({}), Config())


def test_a_source_without_its_key_says_which_key_to_set() -> None:
    good, _ = sources.load([plugin("keyed", NEEDS=("EXAMPLE_KEY",))])
    reference = Reference("keyed", "1", MatchBasis.SAME_ID, "clue")
    with pytest.raises(NotFetched) as caught:
        good[0].look_up(reference, Answers({}), Config())
    assert caught.value.reason is Reason.NO_API_KEY
    assert "EXAMPLE_KEY" in caught.value.detail
    assert good[0].look_up(reference, Answers({}), with_keys(EXAMPLE_KEY="k")) == ()


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("facebook", "https://www.facebook.com/photo.php?fbid=1020000000000001"),
        ("instagram", "https://www.instagram.com/p/Bqvs0123456/"),
        ("telegram", "https://t.me/harbour_watch/1204"),
        ("bluesky", "https://bsky.app/profile/harbour.example.com/post/3kabcdefghi2k"),
        ("flickr", "https://www.flickr.com/photos/harbour/51000000001"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "({})", "[{}]", "{}.", "<{}>,"])
def test_an_address_typed_out_in_a_credit_is_read_whatever_stands_around_it(
    source: str, url: str, around: str
) -> None:
    for typed in (url, url.removeprefix("https://")):
        credit = Credit(raw=f"Harbour Watch {around.format(typed)}")
        assert {reference.source for reference in sources.recognise(Clues(credit=credit))} == {
            source
        }


def test_what_a_source_finds_carries_its_title_unless_it_names_a_better_one() -> None:
    source = next(s for s in sources.all_sources() if s.id == "twitter")
    (reference,) = source.recognise(Clues(urls=("https://twitter.com/desk/status/20",)))
    assert source_name(reference) == "Twitter/X"
    agencies = next(s for s in sources.all_sources() if s.id == "agencies")
    credit = Credit("Reuters", organizations=("Reuters",))
    (named,) = agencies.recognise(Clues(credit=credit))
    assert source_name(named) == "Reuters"


def test_a_plug_in_that_breaks_while_it_is_read_is_reported() -> None:
    """A generator raises only when somebody reads it."""

    def searches(*asked: object) -> Iterator[SourceRecord]:
        yield SourceRecord("flickr", "1", Locator("search"))
        raise ZeroDivisionError

    module = SimpleNamespace(search=searches)
    source = replace(next(s for s in sources.all_sources() if not s.needs), module=module)
    with pytest.raises(NotFetched) as told:
        source.search(Clues(), Answers({}), Config())
    assert told.value.reason is Reason.FAILED


@pytest.mark.parametrize("source", sources.all_sources(), ids=lambda s: s.id)
def test_a_source_that_is_a_platform_is_called_as_the_platform_is(source: sources.Source) -> None:
    row = suppliers().get(source.id)
    assert row is None or row.title == source.title


def test_a_source_says_whether_its_records_are_posts() -> None:
    module = SimpleNamespace(recognise=lambda clues: (), search=lambda *asked: [RECORD])
    of_posts = replace(next(s for s in sources.all_sources() if not s.needs), module=module)
    for posts in (True, False):
        source = replace(of_posts, posts=posts)
        (record,) = source.search(Clues(), Answers({}), Config())
        assert record.is_post is posts
        assert source.lookup(None, Reason.GONE, "gone").is_post is posts


RECORD = SourceRecord("harbour-wall", "1", Locator("$"))
