"""The Commons source against a real MediaWiki, through the real fetcher, with and without
faults in between."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

import provenance
from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch import Fetcher
from provenance.model import (
    Clues,
    Credit,
    CreditKind,
    DateKind,
    MatchBasis,
    PlaceKind,
    Reason,
    Reference,
    Retrieved,
    SourceRecord,
)
from provenance.pictures import compare, read_picture
from provenance.sources import all_sources
from provenance.sources import wikimedia_commons as commons

pytestmark = pytest.mark.component
CREDIT = Credit("Wikimedia Commons", platform="wikimedia-commons", kind=CreditKind.COMMONS)


def config_for(endpoint: str, cache: Path, **network: Any) -> Config:
    return Config(
        cache=cache,
        network=Network(
            endpoints={"wikimedia-commons": endpoint},
            allowed_addresses=("127.0.0.1/32",),
            contact="desk@newsroom.example",
            **network,
        ),
    )


@pytest.fixture
def config(wiki: Any, tmp_path: Path) -> Config:
    return config_for(wiki.endpoint, tmp_path / "cache")


@pytest.fixture
def fetcher(config: Config) -> Iterator[Fetcher]:
    with Fetcher(config) as fetcher:
        yield fetcher


def look_up(name: str, fetcher: Fetcher, config: Config) -> SourceRecord:
    (record,) = commons.look_up(
        Reference(commons.SOURCE, f"File:{name}", MatchBasis.SAME_ID, name), fetcher, config
    )
    return record


def reason_of(name: str, fetcher: Fetcher, config: Config) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        look_up(name, fetcher, config)
    return caught.value


# --- files and their pages ---


def test_a_file_page_becomes_a_record(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2012:04:14 09:30:05"
    text = wikis.file_page(
        "Launcher at [[Chitose]]",
        "2012-04-14 09:30:05",
        "[[User:AdaRoe|Ada Roe]]",
        extra="{{Location|42.8|141.65}}\n[[Category:Military exercises in "
        "Japan]]\n[[Category:April 2012 in Chitose]]",
        source="[https://www.flickr.com/photos/ada/52830949513/ Flickr]",
    )
    sha1 = wiki.upload("Record.jpg", wikis.jpeg(wikis.drawn(5001, 900, 600), exif=exif), text)
    record = look_up("Record.jpg", fetcher, config)
    assert [c.text for c in record.creators] == ["Ada Roe"]
    assert record.uploader == "Admin"
    assert record.license is not None
    assert (record.license.family, record.license.version) == ("cc-by-sa", "4.0")
    assert (record.license.url or "").rstrip(
        "/"
    ) == "https://creativecommons.org/licenses/by-sa/4.0"
    assert record.description is not None
    assert record.description.text == "Launcher at Chitose"
    assert (record.sha1, record.width, record.height) == (sha1, 900, 600)
    assert [link.url for link in record.links] == ["https://www.flickr.com/photos/ada/52830949513/"]
    captured = [
        (d.where.path, str(d.span.earliest)) for d in record.dates if d.kind is DateKind.CAPTURED
    ]
    assert captured == [
        ("extmetadata.DateTimeOriginal", "2012-04-14"),
        ("EXIF:DateTimeOriginal", "2012-04-14"),
        ("category", "2012-04-01"),
    ]
    assert any(d.kind is DateKind.UPLOADED and d.moment for d in record.dates)
    assert [(p.kind, p.text, p.latitude) for p in record.places] == [
        (PlaceKind.CAMERA, "", 42.8),
        (PlaceKind.NAMED, "Japan", None),
        (PlaceKind.NAMED, "Chitose", None),
    ]
    assert record.preview_url is not None
    assert record.preview_url.startswith(wiki.base)
    preview = read_picture(fetcher.get(record.preview_url, kind="picture").body)
    assert preview.width == 500


def test_names_in_any_script_are_found_by_their_addresses(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    for number, name in enumerate(
        ("日本の写真.jpg", "Été à l'Église (1900), 50 percent + x.jpg", 'Ünï "quoted" & so.jpg')
    ):
        wiki.upload(
            name, wikis.jpeg(wikis.drawn(5010 + number)), wikis.file_page("x", "2017", "Ada Roe")
        )
        record = look_up(name, fetcher, config)
        assert record.id == f"File:{name}"
        assert record.media_url is not None
        assert record.preview_url is not None
        # the wiki's own file addresses lead back to the file, original and thumbnail
        for url in (record.media_url, record.preview_url):
            assert [r.id for r in commons.recognise(Clues(urls=(url,)))] == [f"File:{name}"]


def test_a_renamed_file_is_found_by_its_old_name(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    wiki.upload(
        "Old name.jpg", wikis.jpeg(wikis.drawn(5020)), wikis.file_page("Renamed", "2014", "Ada Roe")
    )
    wiki.move("Old name.jpg", "New name.jpg")
    record = look_up("Old name.jpg", fetcher, config)
    assert record.id == "File:New name.jpg"
    assert any("renamed" in note.text and "Old name" in note.text for note in record.notes)


def test_a_rename_that_left_no_redirect_is_found_in_the_log(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    wiki.upload(
        "Lost name.jpg",
        wikis.jpeg(wikis.drawn(5021)),
        wikis.file_page("Renamed", "2014", "Ada Roe"),
    )
    wiki.move("Lost name.jpg", "Kept name.jpg", redirect=False)
    assert look_up("Lost name.jpg", fetcher, config).id == "File:Kept name.jpg"


def test_a_deleted_file_is_gone_and_one_that_never_was_is_not(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    data = wikis.jpeg(wikis.drawn(5022))
    wiki.upload("Deleted.jpg", data, wikis.file_page("To be deleted", "2014", "Ada Roe"))
    wiki.delete("Deleted.jpg", "copyright violation")
    error = reason_of("Deleted.jpg", fetcher, config)
    assert error.reason is Reason.GONE
    assert "copyright violation" in error.detail
    assert reason_of("Never was.jpg", fetcher, config).reason is Reason.SOURCE_NOT_FOUND
    with pytest.raises(NotFetched) as caught:
        commons.by_bytes(read_picture(data), fetcher, config)
    assert caught.value.reason is Reason.GONE
    assert "File:Deleted.jpg" in caught.value.detail


def test_a_nomination_for_deletion_is_told(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    text = wikis.file_page("Nominated", "2014", "Ada Roe", extra="{{Delete|reason=not own work}}")
    wiki.upload("Nominated.jpg", wikis.jpeg(wikis.drawn(5023)), text)
    notes = [n.text for n in look_up("Nominated.jpg", fetcher, config).notes]
    assert notes == ["nominated for deletion: not own work"]


def test_an_old_version_is_found_by_its_address(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    first = wiki.upload(
        "Twice.jpg", wikis.jpeg(wikis.drawn(5024)), wikis.file_page("v1", "2016", "Ada Roe")
    )
    time.sleep(1.1)  # versions are kept apart by the second
    second = wiki.upload("Twice.jpg", wikis.jpeg(wikis.drawn(5025)))
    current = look_up("Twice.jpg", fetcher, config)
    assert current.sha1 == second
    assert len(current.media_urls) == 2
    history = wiki.api(
        action="query", prop="imageinfo", titles="File:Twice.jpg", iiprop="url|sha1", iilimit="5"
    )
    archived = history["query"]["pages"][0]["imageinfo"][1]["url"]
    (reference,) = commons.recognise(Clues(urls=(archived,)))
    (old,) = commons.look_up(reference, fetcher, config)
    assert old.sha1 == first
    assert any("old version" in note.text for note in old.notes)


def test_duplicates_are_all_found_by_the_same_bytes(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    data = wikis.jpeg(wikis.drawn(5026))
    for name, author in (("Copy one.jpg", "Ada Roe"), ("Copy two.jpg", "Bo Doe")):
        wiki.upload(name, data, wikis.file_page("The same", "2014", author))
    found = commons.by_bytes(read_picture(data), fetcher, config)
    assert sorted((r.id, r.creators[0].text, r.basis) for r in found) == [
        ("File:Copy one.jpg", "Ada Roe", MatchBasis.SAME_BYTES),
        ("File:Copy two.jpg", "Bo Doe", MatchBasis.SAME_BYTES),
    ]
    assert (
        commons.by_bytes(read_picture(wikis.jpeg(wikis.drawn(5026), quality=50)), fetcher, config)
        == ()
    )


def test_a_page_without_any_template_is_still_a_record(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    wiki.upload("Bare.jpg", wikis.jpeg(wikis.drawn(5027)), "only words")
    record = look_up("Bare.jpg", fetcher, config)
    assert (record.title, record.creators, record.license) == ("Bare", (), None)


def test_names_that_no_file_can_have_end_in_a_reason(fetcher: Fetcher, config: Config) -> None:
    assert reason_of("Bad[name].jpg", fetcher, config).reason is Reason.SOURCE_NOT_FOUND
    assert reason_of("x" * 300 + ".jpg", fetcher, config).reason is Reason.SOURCE_NOT_FOUND


# --- search ---


def test_a_search_goes_on_over_several_batches(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    assert wikis.BULK == 1000
    clues = Clues(texts=("harbour",), credit=CREDIT)
    first = commons.search(clues, fetcher, config.with_(candidates=20))
    assert len(first) == 20
    many = commons.search(clues, fetcher, config.with_(candidates=120))
    assert len({record.id for record in many}) == 50  # what there is
    all_of_odense = Clues(texts=("harbour launcher crane ferry tram",), credit=CREDIT)
    assert len(commons.search(all_of_odense, fetcher, config.with_(candidates=120))) == 120


def test_nothing_found_is_no_error(wiki: Any, fetcher: Fetcher, config: Config) -> None:
    assert commons.search(Clues(texts=("zzyzx quux",), credit=CREDIT), fetcher, config) == ()


def test_a_crop_credited_to_commons_alone_is_found_among_a_thousand_files(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    name, _ = wikis.bulk(640)
    original = wikis.drawn(640)
    width, height = original.size
    crop = original.crop((width // 8, height // 10, width, height - height // 12))
    published = read_picture(
        wikis.jpeg(crop.resize((820, round(820 * crop.height / crop.width))), quality=70)
    )
    clues = Clues(
        texts=(
            "A launcher stands ready after Tuesday's strike on Kyiv",
            "Ukraine asks for more launchers",
        ),
        file_names=("article-header-3.jpg",),
        credit=CREDIT,
        picture=published,
    )
    assert commons.recognise(clues) == ()
    candidates = commons.search(clues, fetcher, config)
    assert 0 < len(candidates) <= 50
    confirmed = []
    for record in candidates:
        assert record.preview_url is not None
        candidate = read_picture(fetcher.get(record.preview_url, kind="picture").body)
        if compare(published, candidate).relation.linked:
            confirmed.append(record.id)
    assert confirmed == [f"File:{name}"]


# --- the API's own errors ---


def test_lag_is_rate_limited_and_not_remembered(
    wiki: Any, wikis: ModuleType, fetcher: Fetcher, config: Config
) -> None:
    wiki.upload("Lag.jpg", wikis.jpeg(wikis.drawn(5030)), wikis.file_page("x", "2014", "Ada Roe"))
    # on a wiki with one database the lag is reported as -1, so only -2 is exceeded
    api = commons.commons(fetcher, config)
    for _ in range(2):
        with pytest.raises(NotFetched) as caught:
            api.ask({"action": "query", "titles": "File:Lag.jpg", "prop": "info", "maxlag": "-2"})
        assert caught.value.reason is Reason.RATE_LIMITED
        assert caught.value.retry_after == 5.0
    kept = fetcher.get(wiki.endpoint, params={"action": "query", "format": "json", "maxlag": "-2"})
    assert kept.retrieved is Retrieved.LIVE


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"action": "nonsense"}, Reason.FAILED),
        ({"action": "query", "list": "allimages", "aisha1": "xyz"}, Reason.FAILED),
        (
            {"action": "query", "titles": "|".join(f"File:X{n}.jpg" for n in range(60))},
            Reason.FAILED,
        ),
        ({"action": "query", "list": "logevents", "letitle": "File:"}, Reason.SOURCE_NOT_FOUND),
        ({"action": "parse", "page": "File:Never was.jpg"}, Reason.SOURCE_NOT_FOUND),
    ],
)
def test_errors_of_the_real_api_arrive_as_reasons(
    params: dict[str, str], reason: Reason, fetcher: Fetcher, config: Config
) -> None:
    with pytest.raises(NotFetched) as caught:
        commons.commons(fetcher, config).ask(params)
    assert caught.value.reason is reason
    assert caught.value.status == 200


# --- faults in between ---

DEADLINE = 2.0


@pytest.fixture
def proxy(wiki: Any, faults: ModuleType) -> Iterator[Any]:
    with faults.proxy_before("127.0.0.1", wiki.port) as proxy:
        yield proxy


@pytest.fixture
def beyond(proxy: Any, tmp_path: Path) -> Iterator[tuple[Fetcher, Config]]:
    config = config_for(f"{proxy.base}/api.php", tmp_path / "cache", deadline=DEADLINE)
    with Fetcher(config) as fetcher:
        yield fetcher, config


FAULTS = [
    ({"kind": "stall"}, Reason.NETWORK),
    ({"kind": "truncate"}, Reason.NETWORK),
    ({"kind": "reset"}, Reason.NETWORK),
    ({"kind": "refuse"}, Reason.NETWORK),
    ({"kind": "drip", "seconds": 0.02}, Reason.NETWORK),
    ({"kind": "latency", "seconds": 6.0}, Reason.NETWORK),
    ({"kind": "status", "status": 429}, Reason.RATE_LIMITED),
    ({"kind": "status", "status": 429, "headers": (("Retry-After", "60"),)}, Reason.RATE_LIMITED),
    ({"kind": "status", "status": 500}, Reason.NETWORK),
    ({"kind": "status", "status": 503, "headers": (("Retry-After", "30"),)}, Reason.NETWORK),
    ({"kind": "status", "status": 403}, Reason.GATED),
    ({"kind": "html"}, Reason.FAILED),
    ({"kind": "redirect", "location": "http://10.1.2.3/api.php"}, Reason.BLOCKED_ADDRESS),
    (
        {"kind": "redirect", "location": "http://169.254.169.254/latest/meta-data/"},
        Reason.BLOCKED_ADDRESS,
    ),
    ({"kind": "redirect", "location": "file:///etc/passwd"}, Reason.BLOCKED_ADDRESS),
]


@pytest.mark.parametrize(
    ("fault", "reason"),
    FAULTS,
    ids=[f"{f['kind']}-{f.get('status', '')}{n}" for n, (f, _) in enumerate(FAULTS)],
)
def test_every_fault_ends_as_its_reason_in_time_and_is_forgotten(
    fault: dict[str, Any],
    reason: Reason,
    proxy: Any,
    faults: ModuleType,
    beyond: tuple[Fetcher, Config],
    wikis: ModuleType,
) -> None:
    fetcher, config = beyond
    name, _ = wikis.bulk(7)
    proxy.fault = faults.Fault(**fault)
    started = time.monotonic()
    error = reason_of(name, fetcher, config)
    assert error.reason is reason
    # asking again after a 429 or 503 happens within one more deadline, no longer
    assert time.monotonic() - started < 3 * DEADLINE + 1
    if fault["kind"] != "redirect":
        proxy.fault = faults.Fault()
        assert look_up(name, fetcher, config).id == f"File:{name}"


def test_a_redirect_into_a_private_network_is_forgotten(
    proxy: Any, faults: ModuleType, beyond: tuple[Fetcher, Config], wikis: ModuleType
) -> None:
    fetcher, config = beyond
    name, _ = wikis.bulk(13)
    proxy.fault = faults.Fault("redirect", location="http://10.1.2.3/login")
    assert reason_of(name, fetcher, config).reason is Reason.BLOCKED_ADDRESS
    proxy.fault = faults.Fault()
    assert look_up(name, fetcher, config).id == f"File:{name}"


@pytest.mark.parametrize("headers", [(), (("Retry-After", "1"),)])
def test_a_busy_host_is_asked_again_politely(
    headers: tuple[tuple[str, str], ...],
    proxy: Any,
    faults: ModuleType,
    tmp_path: Path,
    wikis: ModuleType,
) -> None:
    proxy.fault = faults.Fault("status", status=429, headers=headers, times=1)
    config = config_for(f"{proxy.base}/api.php", tmp_path / "cache", deadline=15.0)
    name, _ = wikis.bulk(8)
    with Fetcher(config) as fetcher:
        started = time.monotonic()
        assert look_up(name, fetcher, config).id == f"File:{name}"
        assert time.monotonic() - started >= 1.0


def test_the_operator_is_named_in_every_request(
    proxy: Any, beyond: tuple[Fetcher, Config], wikis: ModuleType
) -> None:
    fetcher, config = beyond
    look_up(wikis.bulk(9)[0], fetcher, config)
    assert proxy.seen
    assert all("maxlag=5" in line for line in proxy.seen)


def test_a_broken_preview_does_not_spoil_the_record(
    proxy: Any, faults: ModuleType, beyond: tuple[Fetcher, Config], wikis: ModuleType, wiki: Any
) -> None:
    fetcher, config = beyond
    record = look_up(wikis.bulk(11)[0], fetcher, config)
    assert record.preview_url is not None
    proxy.fault = faults.Fault("truncate")
    url = record.preview_url.replace(wiki.base, proxy.base)
    with pytest.raises(NotFetched) as caught:
        fetcher.get(url, kind="picture")
    assert caught.value.reason is Reason.NETWORK
    proxy.fault = faults.Fault()
    whole = fetcher.get(url, kind="picture")
    assert whole.retrieved is Retrieved.LIVE
    assert Image.open(io.BytesIO(whole.body)).size[0] == 500


# --- the whole line ---


def test_the_whole_check_finds_the_crop_and_says_how_many_were_tried(
    wiki: Any, wikis: ModuleType, config: Config, tmp_path: Path
) -> None:
    number = 641 + 19  # a launcher again, at another place
    name, _ = wikis.bulk(number)
    original = wikis.drawn(number)
    width, height = original.size
    crop = original.crop((0, height // 9, width - width // 7, height))
    (tmp_path / "story.jpg").write_bytes(
        wikis.jpeg(crop.resize((760, round(760 * crop.height / crop.width))), 72)
    )
    (tmp_path / "story.html").write_text(
        '<html lang="en"><head><title>Strike on Kyiv</title></head><body><article><h1>Strike on '
        "Kyiv</h1>"
        '<p>KYIV — Missiles hit the capital on Tuesday.</p><figure><img src="story.jpg" alt="A '
        'launcher">'
        "<figcaption>A launcher in Kyiv on Tuesday <span class='credit'>Wikimedia "
        "Commons</span></figcaption>"
        "</figure></article></body></html>",
        encoding="utf-8",
    )
    others = tuple(source.id for source in all_sources() if source.id != commons.SOURCE)
    report = provenance.check(
        tmp_path / "story.html",
        images=tmp_path,
        config=config.with_(sources_off=others, budget=120.0),
    )
    (image,) = report.images
    confirmed = [original.record.id for original in image.originals if original.confirmed]
    assert confirmed == [f"File:{name}"]
    (told,) = [
        lookup
        for lookup in image.lookups
        if lookup.source == commons.SOURCE and lookup.reason is None
    ]
    assert 1 <= told.tried <= 50
    assert str(told.tried) in told.detail
    found = {finding.rule for finding in image.findings}
    assert "cropped-image" in found
    assert {"license-author-missing", "platform-as-author"} & found


def test_a_wiki_that_fails_leaves_the_rest_of_the_article_checked(
    proxy: Any, faults: ModuleType, wikis: ModuleType, tmp_path: Path
) -> None:
    config = config_for(f"{proxy.base}/api.php", tmp_path / "cache", deadline=DEADLINE)
    proxy.fault = faults.Fault("reset")
    for number in (1, 2):
        (tmp_path / f"{number}.jpg").write_bytes(wikis.jpeg(wikis.drawn(7000 + number)))
    (tmp_path / "story.html").write_text(
        "<html lang='en'><body><article><h1>Strike on Kyiv</h1><p>Missiles hit Kyiv on Tuesday.</p>"
        "<figure><img src='1.jpg'><figcaption>A crane in Kyiv. Photo: Wikimedia "
        "Commons</figcaption></figure>"
        "<figure><img src='2.jpg'><figcaption>A ferry near "
        "Kyiv.</figcaption></figure></article></body></html>",
        encoding="utf-8",
    )
    others = tuple(source.id for source in all_sources() if source.id != commons.SOURCE)
    report = provenance.check(
        tmp_path / "story.html", images=tmp_path, config=config.with_(sources_off=others)
    )
    first, second = report.images
    assert {n.reason for n in first.not_checked} >= {Reason.NETWORK}
    assert not [f for f in first.findings if f.rule == "dead-source"]
    assert "missing-credit" in {f.rule for f in second.findings}
