"""What the Commons source recognises, and what it makes of answers. The real MediaWiki is in
tests/components."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Kind
from provenance.model import (
    Clues,
    Credit,
    CreditKind,
    DateKind,
    Link,
    MatchBasis,
    Picture,
    PlaceKind,
    Precision,
    Reason,
    Reference,
    Retrieved,
    SourceRecord,
)
from provenance.sources import wikimedia_commons as commons
from provenance.sources.wikimedia_commons.addresses import md5_folder, pointer_in

API = "https://commons.wikimedia.org/w/api.php"
COMMONS_CREDIT = Credit("Wikimedia Commons", platform="wikimedia-commons", kind=CreditKind.COMMONS)


class Answers:
    """A fetcher that answers from a list of (what the parameters must contain, answer)."""

    offline = False

    def __init__(self, *answers: tuple[Mapping[str, str], object]) -> None:
        self.answers = answers
        self.asked: list[dict[str, str]] = []
        self.headers: dict[str, str] = {}

    def get(
        self,
        url: str,
        *,
        kind: Kind = "json",
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        accept_status: tuple[int, ...] = (),
        max_bytes: int | None = None,
    ) -> Exchange:
        asked = {"url": url, **(params or {})}
        self.asked.append(asked)
        for wanted, answer in self.answers:
            if all(value in asked.get(key, "") for key, value in wanted.items()):
                if isinstance(answer, NotFetched):
                    raise answer
                body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                return Exchange(
                    url, 200, self.headers, body, datetime(2026, 3, 1, tzinfo=UTC), Retrieved.LIVE
                )
        return Exchange(
            url,
            200,
            {},
            b'{"batchcomplete":true}',
            datetime(2026, 3, 1, tzinfo=UTC),
            Retrieved.LIVE,
        )

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        raise AssertionError("the Commons source never posts")


def meta(**fields: object) -> dict[str, Any]:
    return {key: {"value": value, "source": "commons-desc-page"} for key, value in fields.items()}


def page(
    title: str = "File:Harbour crane.jpg", *, number: int = 4711, **more: Any
) -> dict[str, Any]:
    name = title.removeprefix("File:").replace(" ", "_")
    folder = "/".join(md5_folder(name))
    base = "https://upload.wikimedia.org/wikipedia/commons"
    version = {
        "timestamp": "2013-06-02T08:00:00Z",
        "user": "Uploader77",
        "size": 1,
        "width": 3000,
        "height": 2000,
        "url": f"{base}/{folder}/{name}?utm_source=commons.wikimedia.org&utm_campaign=imageinfo",
        "thumburl": f"{base}/thumb/{folder}/{name}/500px-{name}?utm_source=commons.wikimedia.org",
        "descriptionurl": f"https://commons.wikimedia.org/wiki/{title.replace(' ', '_')}",
        "sha1": "a" * 40,
        "mime": "image/jpeg",
        "mediatype": "BITMAP",
        "extmetadata": more.pop("extmetadata", {}),
        **more.pop("version", {}),
    }
    return {
        "pageid": number,
        "ns": 6,
        "title": title,
        "imagerepository": "local",
        "imageinfo": [version],
        **more,
    }


def answer(*pages: dict[str, Any], **query: Any) -> dict[str, Any]:
    return {"batchcomplete": True, "query": {"pages": list(pages), **query}}


def looked_up(
    *answers: tuple[Mapping[str, str], object], id: str = "File:Harbour crane.jpg"
) -> SourceRecord:
    (record,) = commons.look_up(
        Reference(commons.SOURCE, id, MatchBasis.SAME_ID, "link"), Answers(*answers), Config()
    )
    return record


def record_with(**extmetadata: object) -> SourceRecord:
    return looked_up(({"prop": "imageinfo"}, answer(page(extmetadata=meta(**extmetadata)))))


# --- recognising ---


@pytest.mark.parametrize(("clue", "reference"), commons.EXAMPLES)
def test_every_documented_form_is_recognised(clue: str, reference: str) -> None:
    (found,) = commons.recognise(Clues(urls=(clue,)))
    assert (found.source, found.id, found.basis) == (
        "wikimedia-commons",
        reference,
        MatchBasis.SAME_ID,
    )


@pytest.mark.parametrize(
    ("url", "id"),
    [
        (
            "https://upload.wikimedia.org/wikipedia/commons/thumb/a/a9/Plan.svg/500px-Plan.svg.png",
            "File:Plan.svg",
        ),
        (
            "https://upload.wikimedia.org/wikipedia/commons/thumb/a/a9/A.pdf/page1-960px-A.pdf.jpg",
            "File:A.pdf",
        ),
        (
            "https://upload.wikimedia.org/wikipedia/commons/thumb/a/a9/Long.jpg/960px-thumbnail.jpg",
            "File:Long.jpg",
        ),
        ("https://commons.m.wikimedia.org/wiki/File:a_b.jpg?uselang=de#file", "File:A b.jpg"),
        ("https://commons.wikimedia.org/w/index.php?title=File:A%2Bb.jpg&oldid=7", "File:A+b.jpg"),
        ("https://commons.wikimedia.org/wiki/File:A%2520b.jpg", "File:A b.jpg"),
        ("https://commons.wikimedia.org/w/thumb.php?f=A.jpg&w=220", "File:A.jpg"),
        (
            "https://commons.wikimedia.org/w/index.php?title=Special:FilePath&file=A.jpg",
            "File:A.jpg",
        ),
        ("https://commons.wikimedia.org/wiki/Spezial:Dateipfad/A.jpg", "File:A.jpg"),
        ("https://commons.wikimedia.org/wiki/Special:Redirect/page/99", "M99"),
        ("https://commons.wikimedia.org/wiki/Image:A.jpg/", "File:A.jpg"),
        ("//upload.wikimedia.org/wikipedia/commons/a/a9/A.jpg?20120414093000", "File:A.jpg"),
        (
            "https://upload.wikimedia.org/wikipedia/commons/thumb/archive/a/a9/20120414093000!A.jpg/120px-A.jpg",
            "File:A.jpg",
        ),
        (
            "https://uk.wikipedia.org/wiki/%D0%A4%D0%B0%D0%B9%D0%BB:A.jpg",
            "uk.wikipedia.org/File:A.jpg",
        ),
        (
            "https://fr.wikipedia.org/wiki/Fichier:%C3%89t%C3%A9.jpg",
            "fr.wikipedia.org/File:Été.jpg",
        ),
        ("https://zh.wikipedia.org/zh-tw/File:A.jpg", "zh.wikipedia.org/File:A.jpg"),
        ("https://upload.wikimedia.org/wikivoyage/en/a/a9/A.jpg", "en.wikivoyage.org/File:A.jpg"),
    ],
)
def test_unusual_address_forms_are_understood(url: str, id: str) -> None:
    assert [r.id for r in commons.recognise(Clues(urls=(url,)))] == [id]


@pytest.mark.parametrize(
    "url",
    [
        "https://commons.wikimedia.org/wiki/Category:Cranes",
        "https://commons.wikimedia.org/wiki/Main_Page",
        "https://commons.wikimedia.org/wiki/File:Bad[name].jpg",
        "https://en.wikipedia.org/w/index.php?curid=12",
        "https://commons.wikimedia.org.example.net/wiki/File:A.jpg",
        "https://example.org/wiki/File:A.jpg",
        "https://example.org/a/a9/Holiday.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/archive/a/a9/Example.jpg",
        "https://[broken/wiki/File:A.jpg",
        "",
    ],
)
def test_other_addresses_are_left_alone(url: str) -> None:
    assert commons.recognise(Clues(urls=(url,))) == ()


def test_the_address_of_an_old_version_remembers_which() -> None:
    pointer = pointer_in(
        "https://upload.wikimedia.org/wikipedia/commons/archive/a/a9/20120414093000%21Example.jpg"
    )
    assert pointer is not None
    assert pointer.archived == "20120414093000"


def test_a_hashed_path_on_another_host_is_a_mirror_but_only_a_name() -> None:
    folder = "/".join(md5_folder("Harbour_crane.jpg"))
    (found,) = commons.recognise(
        Clues(urls=(f"https://mirror.example/images/{folder}/Harbour_crane.jpg",))
    )
    assert (found.id, found.basis) == ("File:Harbour crane.jpg", MatchBasis.NAME)


def test_the_reuse_text_commons_offers_is_read_from_the_credit() -> None:
    credit = Credit(
        "By Ada Roe - Own work, CC BY-SA 4.0, "
        "https://commons.wikimedia.org/w/index.php?curid=70000001."
    )
    assert [r.id for r in commons.recognise(Clues(credit=credit))] == ["M70000001"]
    credit = Credit("Photo: File:Harbour crane.jpg, Wikimedia Commons")
    assert [r.id for r in commons.recognise(Clues(credit=credit))] == ["File:Harbour crane.jpg"]


def test_a_file_name_counts_only_where_the_credit_names_commons_or_mediawiki_made_it() -> None:
    assert commons.recognise(Clues(file_names=("Harbour_crane-1024x683.jpg",))) == ()
    named = commons.recognise(
        Clues(file_names=("Harbour_crane-1024x683.jpg",), credit=COMMONS_CREDIT)
    )
    assert [(r.id, r.basis) for r in named] == [("File:Harbour crane.jpg", MatchBasis.NAME)]
    assert commons.recognise(Clues(file_names=("header-image.jpg",), credit=COMMONS_CREDIT)) == ()
    thumb = commons.recognise(Clues(file_names=("960px-Harbour_plan.svg.png",)))
    assert [r.id for r in thumb] == ["File:Harbour plan.svg"]


def test_an_address_outranks_a_name_for_the_same_file() -> None:
    clues = Clues(
        urls=("https://commons.wikimedia.org/wiki/File:Harbour_crane.jpg",),
        file_names=("Harbour_crane.jpg", "Other.jpg"),
        credit=COMMONS_CREDIT,
    )
    found = [(r.id, r.basis) for r in commons.recognise(clues)]
    assert found == [
        ("File:Harbour crane.jpg", MatchBasis.SAME_ID),
        ("File:Other.jpg", MatchBasis.NAME),
    ]


# --- the record ---


def test_a_record_keeps_author_uploader_and_dates_apart() -> None:
    record = record_with(
        ObjectName="Harbour crane",
        ImageDescription='A crane in <a href="//commons.wikimedia.org/wiki/Odense">Odense</a>',
        Artist='<a href="//commons.wikimedia.org/wiki/User:AdaRoe">Ada Roe</a>',
        Credit='<span class="int-own-work" lang="en">Own work</span>',
        DateTimeOriginal="2012-04-14 09:30:00",
        LicenseShortName="CC BY-SA 4.0",
        LicenseUrl='<a href="https://creativecommons.org/licenses/by-sa/4.0">licence</a>',
        Attribution="Ada Roe, Wikimedia Commons",
        Categories="Cranes in Odense|Denmark photographs taken on 2012-04-14",
    )
    assert [c.text for c in record.creators] == ["Ada Roe"]
    assert record.uploader == "Uploader77"
    assert record.title == "Harbour crane"
    assert record.description is not None
    assert record.description.text == "A crane in Odense"
    assert record.required_attribution is not None
    assert record.media_url is not None
    assert "utm_" not in record.media_url
    assert record.preview_url is not None
    assert record.preview_url.endswith("/500px-Harbour_crane.jpg")
    captured = [d for d in record.dates if d.kind is DateKind.CAPTURED]
    assert [(d.span.earliest, d.structured) for d in captured] == [
        (date(2012, 4, 14), True),
        (date(2012, 4, 14), False),
    ]
    (uploaded,) = [d for d in record.dates if d.kind is DateKind.UPLOADED]
    assert uploaded.moment == datetime(2013, 6, 2, 8, tzinfo=UTC)
    assert [(p.kind, p.text) for p in record.places] == [
        (PlaceKind.NAMED, "Odense"),
        (PlaceKind.NAMED, "Denmark"),
    ]


@pytest.mark.parametrize(
    ("artist", "authors"),
    [
        ("Ada Roe", ["Ada Roe"]),
        ("Roe, Ada; Doe, J. W.", ["Roe, Ada", "Doe, J. W."]),
        ("<p>Ada Roe\n</p>Harbour Museum", ["Ada Roe", "Harbour Museum"]),
        ('<a href="https://x.test/a">Ada</a> and <a href="https://x.test/b">Bo</a>', ["Ada", "Bo"]),
        ("Sand and Sons", ["Sand and Sons"]),
        (
            '<a href="https://www.flickr.com/people/1@N01">Ada Roe</a> from Odense, Denmark',
            ["Ada Roe"],
        ),
        ("Photo: Ada Roe (talk)", ["Ada Roe"]),
        ("U.S. Army photo by Sgt. Ada Roe/Released", ["Sgt. Ada Roe"]),
        ('<a href="https://en.wikipedia.org/wiki/User:Ada">Ada</a> at English Wikipedia', ["Ada"]),
        ("Ada at en.wikipedia", ["Ada"]),
        ("Ada Roe (1850–1920)", ["Ada Roe"]),
        ("Crane.jpg: Ada Roe<br>derivative work: Bo", ["Ada Roe", "Bo"]),
        (
            '<span lang="en">Unknown author</span><span style="display: none;">Unknown '
            "author</span>",
            [],
        ),
        ('<div class="boilerplate">This file is lacking <b>author</b> information.</div>', []),
        (
            'The original uploader was <a href="//en.wikipedia.org/wiki/User:Bo">Bo</a> at '
            "English Wikipedia.",
            [],
        ),
        ("Cutting, hochgeladen von Bo", []),
        ("", []),
    ],
)
def test_authors_are_read_and_uploaders_and_unknowns_are_not(
    artist: str, authors: list[str]
) -> None:
    assert [c.text for c in record_with(Artist=artist).creators] == authors


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "kind"),
    [
        ("2012-04-14", "2012-04-14", "2012-04-14", Precision.DAY, DateKind.CAPTURED),
        ("2012-04-14 09:30:00", "2012-04-14", "2012-04-14", Precision.SECOND, DateKind.CAPTURED),
        ("2012-04", "2012-04-01", "2012-04-30", Precision.MONTH, DateKind.CAPTURED),
        ("1931", "1931-01-01", "1931-12-31", Precision.YEAR, DateKind.CAPTURED),
        (
            "1931<div style='display: none;'>date QS:P,+1931-00-00T00:00:00Z/9</div>",
            "1931-01-01",
            "1931-12-31",
            Precision.YEAR,
            DateKind.CAPTURED,
        ),
        (
            "1930s <div style='display:none'>date QS:P,+1930-00-00T00:00:00Z/8</div>",
            "1930-01-01",
            "1939-12-31",
            Precision.DECADE,
            DateKind.CAPTURED,
        ),
        (
            "19th century <span style='display:none'>date QS:P,+1850-00-00T00:00:00Z/7</span>",
            "1801-01-01",
            "1900-12-31",
            Precision.CENTURY,
            DateKind.CAPTURED,
        ),
        (
            "circa 1931 <div style='display: none;'>date "
            "QS:P,+1931-00-00T00:00:00Z/9,P1480,Q5727902</div>",
            "1926-01-01",
            "1936-12-31",
            Precision.RANGE,
            DateKind.CAPTURED,
        ),
        (
            "between 1930 and 1935<div style='display:none'>date QS:P,+1930-00-00T00:00:00Z/8,"
            "P1319,+1930-00-00T00:00:00Z/9,P1326,+1935-00-00T00:00:00Z/9</div>",
            "1930-01-01",
            "1935-12-31",
            Precision.RANGE,
            DateKind.CAPTURED,
        ),
        (
            "Taken on 14 April 2012, 09:30",
            "2012-04-14",
            "2012-04-14",
            Precision.MINUTE,
            DateKind.CAPTURED,
        ),
        (
            "14 April 2012 (upload date)",
            "2012-04-14",
            "2012-04-14",
            Precision.DAY,
            DateKind.UPLOADED,
        ),
        ("published 1931", "1931-01-01", "1931-12-31", Precision.YEAR, DateKind.PUBLISHED),
        ("before 1931", "1826-01-01", "1931-12-31", Precision.RANGE, DateKind.CAPTURED),
        ("1617", "1617-01-01", "1617-12-31", Precision.YEAR, DateKind.CREATED),
    ],
)
def test_dates_keep_their_precision_and_kind(
    text: str, earliest: str, latest: str, precision: Precision, kind: DateKind
) -> None:
    stated = record_with(DateTimeOriginal=text).dates[0]
    assert (str(stated.span.earliest), str(stated.span.latest)) == (earliest, latest)
    assert (stated.precision, stated.kind) == (precision, kind)


@pytest.mark.parametrize(
    "text", ["", "unknown", "0000-00-00", "2012-02-31", "99999", "after 1931", "no 123456789012"]
)
def test_a_date_that_says_nothing_gives_no_fact(text: str) -> None:
    assert [d.kind for d in record_with(DateTimeOriginal=text).dates] == [DateKind.UPLOADED]


def test_both_forms_of_the_upload_time_are_read() -> None:
    body = page(extmetadata=meta(DateTime="2013-06-02 08:00:00"), version={"timestamp": ""})
    record = looked_up(({"prop": "imageinfo"}, answer(body)))
    assert record.dates[0].moment == datetime(2013, 6, 2, 8, tzinfo=UTC)


def test_a_file_without_any_metadata_is_still_a_record() -> None:
    record = looked_up(({"prop": "imageinfo"}, answer(page())))
    assert (record.creators, record.license, record.title) == ((), None, "Harbour crane")


def test_the_source_field_leads_to_the_next_hop_but_not_to_user_pages() -> None:
    record = record_with(
        Credit='<a href="https://www.flickr.com/photos/ada/52830949513/">Flickr</a>, moved by '
        '<a href="//commons.wikimedia.org/wiki/User:Bo">Bo</a>; cut from '
        '<a href="//commons.wikimedia.org/wiki/File:Whole_harbour.jpg">the whole</a>'
    )
    assert [link.url for link in record.links] == [
        "https://www.flickr.com/photos/ada/52830949513/",
        "https://commons.wikimedia.org/wiki/File:Whole_harbour.jpg",
    ]


def test_embedded_dates_and_positions_are_told_apart_from_the_pages() -> None:
    embedded = [
        {"name": "DateTimeOriginal", "value": "2009:01:02 03:04:05"},
        {"name": "GPSLatitude", "value": -33.86},
        {"name": "GPSLongitude", "value": 151.21},
    ]
    body = page(
        extmetadata=meta(DateTimeOriginal="2018-08-08", GPSLatitude="51.5", GPSLongitude="-0.12"),
        version={"commonmetadata": embedded},
    )
    record = looked_up(({"prop": "imageinfo"}, answer(body)))
    assert [(d.where.path, str(d.span.earliest)) for d in record.dates[:2]] == [
        ("extmetadata.DateTimeOriginal", "2018-08-08"),
        ("EXIF:DateTimeOriginal", "2009-01-02"),
    ]
    assert [(p.where.path, p.latitude) for p in record.places] == [
        ("extmetadata.GPSLatitude", 51.5),
        ("EXIF:GPSLatitude", -33.86),
    ]


@pytest.mark.parametrize(
    "date",
    ["2000:01:01 00:00:27", "1970:01:01 00:00:00", "0000:00:00 00:00:00", "1800:05:05 10:00:00"],
)
def test_a_camera_whose_clock_was_never_set_dates_nothing(date: str) -> None:
    body = page(version={"commonmetadata": [{"name": "DateTimeOriginal", "value": date}]})
    assert [d.kind for d in looked_up(({"prop": "imageinfo"}, answer(body))).dates] == [
        DateKind.UPLOADED
    ]


def test_what_the_page_says_about_the_file_itself_becomes_notes() -> None:
    body = page(
        extmetadata=meta(
            DeletionReason="not own work",
            Categories="Retouched pictures",
            Restrictions="personality",
        ),
        globalusage=[
            {
                "title": "Crane",
                "wiki": "da.wikipedia.org",
                "url": "https://da.wikipedia.org/wiki/Crane",
            }
        ],
    )
    said = " | ".join(n.text for n in looked_up(({"prop": "imageinfo"}, answer(body))).notes)
    for part in (
        "nominated for deletion: not own work",
        "retouched",
        "personality",
        "da.wikipedia.org: Crane",
    ):
        assert part in said


# --- structured data ---


def snak(name: str, value: object = None, **more: Any) -> dict[str, Any]:
    main = (
        {"snaktype": "value", "property": name, "datavalue": {"value": value}}
        if value is not None
        else {"snaktype": "somevalue", "property": name}
    )
    return {"mainsnak": main, "type": "statement", "rank": "normal", **more}


def item(number: int) -> dict[str, Any]:
    return {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}


STATEMENTS = {
    "P170": [snak("P170", qualifiers={"P2093": [snak("P2093", "Ada Roe")["mainsnak"]]})],
    "P571": [snak("P571", {"time": "+2012-04-00T00:00:00Z", "precision": 10})],
    "P1259": [
        snak(
            "P1259",
            {"latitude": 43.1, "longitude": 141.3, "globe": "http://www.wikidata.org/entity/Q2"},
        )
    ],
    "P9149": [
        snak(
            "P9149",
            {"latitude": 42.8, "longitude": 141.6, "globe": "http://www.wikidata.org/entity/Q2"},
        )
    ],
    "P1071": [snak("P1071", item(900001))],
    "P180": [snak("P180", item(900002)), snak("P180", item(900003), rank="deprecated")],
    "P275": [snak("P275", item(18199165))],
    "P7482": [
        snak(
            "P7482",
            item(74228490),
            qualifiers={"P973": [snak("P973", "https://x.test/p/1")["mainsnak"]]},
        )
    ],
    "P12120": [snak("P12120", "52830949513")],
}


def structured(statements: object, **extmetadata: object) -> SourceRecord:
    names = {"Q900001": "Chitose", "Q900002": "launcher", "Q900003": "never"}
    return looked_up(
        ({"prop": "imageinfo"}, answer(page(extmetadata=meta(**extmetadata)))),
        ({"ids": "M4711"}, {"entities": {"M4711": {"id": "M4711", "statements": statements}}}),
        (
            {"ids": "Q"},
            {"entities": {q: {"labels": {"en": {"value": name}}} for q, name in names.items()}},
        ),
    )


def test_structured_data_fills_gaps_and_keeps_kinds_apart() -> None:
    record = structured(STATEMENTS)
    assert [c.text for c in record.creators] == ["Ada Roe"]
    assert record.license is not None
    assert record.license.family == "cc-by-sa"
    assert record.depicts == ("launcher",)
    assert [link.url for link in record.links] == [
        "https://x.test/p/1",
        "https://flic.kr/p/2ouuqFT",
    ]
    created = [d for d in record.dates if d.kind is DateKind.CREATED]
    assert [(d.precision, d.span.latest) for d in created] == [(Precision.MONTH, date(2012, 4, 30))]
    assert [(p.kind, p.text, p.latitude) for p in record.places] == [
        (PlaceKind.CAMERA, "", 43.1),
        (PlaceKind.SHOWN, "", 42.8),
        (PlaceKind.CAMERA, "Chitose", None),
    ]


def test_the_pages_position_is_the_objects_where_structured_data_has_it_there() -> None:
    record = structured(STATEMENTS, GPSLatitude="42.8", GPSLongitude="141.6")
    (page_position,) = [p for p in record.places if p.where.path == "extmetadata.GPSLatitude"]
    assert page_position.kind is PlaceKind.SHOWN


def test_the_pages_author_wins_over_structured_data() -> None:
    assert [c.text for c in structured(STATEMENTS, Artist="Bo Doe").creators] == ["Bo Doe"]


@pytest.mark.parametrize(
    "statements", [[], {}, {"P170": []}, {"P170": [snak("P170")]}, {"P571": [None, 3]}, "x", None]
)
def test_empty_and_broken_structured_data_adds_nothing(statements: object) -> None:
    record = structured(statements)
    assert (record.creators, record.links, record.depicts) == ((), (), ())


def test_structured_data_that_cannot_be_read_is_a_note_not_an_end() -> None:
    record = looked_up(
        ({"prop": "imageinfo"}, answer(page())),
        ({"ids": "M4711"}, NotFetched(Reason.RATE_LIMITED, "come back later")),
    )
    assert "rate-limited" in record.notes[-1].text


# --- missing, renamed, deleted, elsewhere ---

MISSING = answer(
    {"ns": 6, "title": "File:Harbour crane.jpg", "missing": True, "imagerepository": ""}
)


def refused(
    *answers: tuple[Mapping[str, str], object], id: str = "File:Harbour crane.jpg"
) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        looked_up(*answers, id=id)
    return caught.value


def test_a_deleted_file_is_gone_and_says_when_and_why() -> None:
    entry = {
        "type": "delete",
        "action": "delete",
        "timestamp": "2024-06-26T02:06:08Z",
        "comment": "copyright violation",
    }
    error = refused(
        ({"list": "logevents"}, {"query": {"logevents": [entry]}}), ({"prop": "imageinfo"}, MISSING)
    )
    assert error.reason is Reason.GONE
    assert "2024-06-26: copyright violation" in error.detail


def test_a_file_that_never_was_is_not_called_gone() -> None:
    assert refused(({"prop": "imageinfo"}, MISSING)).reason is Reason.SOURCE_NOT_FOUND


def test_a_file_moved_without_a_redirect_is_followed() -> None:
    move = {"type": "move", "action": "move", "params": {"target_title": "File:Quay crane.jpg"}}
    record = looked_up(
        ({"titles": "Quay crane"}, answer(page("File:Quay crane.jpg"))),
        ({"list": "logevents"}, {"query": {"logevents": [move]}}),
        ({"prop": "imageinfo"}, MISSING),
    )
    assert record.id == "File:Quay crane.jpg"
    assert "renamed" in record.notes[0].text


def test_two_files_moved_onto_each_other_do_not_hang() -> None:
    move = {"type": "move", "action": "move", "params": {"target_title": "File:Harbour crane.jpg"}}
    error = refused(
        ({"list": "logevents"}, {"query": {"logevents": [move]}}),
        ({"prop": "imageinfo"}, MISSING),
    )
    assert error.reason is Reason.SOURCE_NOT_FOUND


def test_a_redirect_is_followed_and_noted() -> None:
    body = answer(page("File:New.jpg"), redirects=[{"from": "File:Old.jpg", "to": "File:New.jpg"}])
    record = looked_up(({"prop": "imageinfo"}, body), id="File:Old.jpg")
    assert record.id == "File:New.jpg"
    assert "File:Old.jpg" in record.notes[0].text


def test_a_hidden_file_is_gone() -> None:
    hidden = page()
    hidden["imageinfo"] = [{"filehidden": True}]
    assert refused(({"prop": "imageinfo"}, answer(hidden))).reason is Reason.GONE


def test_a_wikipedias_view_of_a_commons_file_is_looked_up_on_commons() -> None:
    shared = {
        "ns": 6,
        "title": "Datei:Harbour crane.jpg",
        "missing": True,
        "known": True,
        "imagerepository": "shared",
    }
    record = looked_up(
        ({"url": "de.wikipedia.org"}, answer(shared)),
        ({"url": "commons.wikimedia.org", "prop": "imageinfo"}, answer(page())),
        id="de.wikipedia.org/File:Harbour crane.jpg",
    )
    assert record.id == "File:Harbour crane.jpg"


def test_a_local_upload_is_not_passed_off_as_commons() -> None:
    local = page("Datei:Harbour crane.jpg")
    record = looked_up(
        ({"url": "de.wikipedia.org"}, answer(local)), id="de.wikipedia.org/File:Harbour crane.jpg"
    )
    assert record.id == "de.wikipedia.org/File:Harbour crane.jpg"
    assert any("local upload" in n.text for n in record.notes)


def test_a_short_address_is_followed_to_its_file() -> None:
    class Shortener(Answers):
        def get(self, url: str, **more: Any) -> Exchange:
            answered = super().get(url, **more)
            return replace(answered, url=self.led_to) if "w.wiki" in url else answered

        led_to = "https://commons.wikimedia.org/wiki/File:Harbour_crane.jpg"

    reference = Reference(commons.SOURCE, "w.wiki/9xYz", MatchBasis.SAME_ID, "")
    fetcher = Shortener(({"prop": "imageinfo"}, answer(page())))
    assert commons.look_up(reference, fetcher, Config())[0].id == "File:Harbour crane.jpg"
    fetcher.led_to = "https://en.wikipedia.org/wiki/Crane"
    with pytest.raises(NotFetched) as caught:
        commons.look_up(reference, fetcher, Config())
    assert caught.value.reason is Reason.SOURCE_NOT_FOUND


def test_an_old_version_is_the_one_that_was_asked_for() -> None:
    body = page()
    old = {
        **body["imageinfo"][0],
        "url": "https://upload.wikimedia.org/old.jpg",
        "sha1": "b" * 40,
        "archivename": "20120414093000!Harbour_crane.jpg",
        "timestamp": "2012-04-01T00:00:00Z",
    }
    body["imageinfo"].append(old)
    url = "https://upload.wikimedia.org/wikipedia/commons/archive/a/a9/20120414093000!Harbour_crane.jpg"
    (reference,) = commons.recognise(Clues(urls=(url,)))
    (record,) = commons.look_up(reference, Answers(({"prop": "imageinfo"}, answer(body))), Config())
    assert (record.sha1, record.media_url) == ("b" * 40, "https://upload.wikimedia.org/old.jpg")
    assert any("old version" in n.text for n in record.notes)
    current = looked_up(({"prop": "imageinfo"}, answer(body)))
    assert len(current.media_urls) == 2


# --- errors of the API ---


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("maxlag", Reason.RATE_LIMITED),
        ("ratelimited", Reason.RATE_LIMITED),
        ("readonly", Reason.NETWORK),
        ("internal_api_error_DBQueryError", Reason.NETWORK),
        ("readapidenied", Reason.GATED),
        ("invalidtitle", Reason.SOURCE_NOT_FOUND),
        ("badvalue", Reason.FAILED),
        ("toomanyvalues", Reason.FAILED),
    ],
)
def test_errors_that_arrive_as_success_get_the_right_reason(code: str, reason: Reason) -> None:
    assert refused(({}, {"error": {"code": code, "info": "words"}})).reason is reason


def test_maxlag_says_how_long_to_wait() -> None:
    answers = Answers(({}, {"error": {"code": "maxlag", "info": "lagged", "lag": 7}}))
    answers.headers = {"retry-after": "9"}
    with pytest.raises(NotFetched) as caught:
        commons.look_up(
            Reference(commons.SOURCE, "File:A.jpg", MatchBasis.SAME_ID, ""), answers, Config()
        )
    assert caught.value.retry_after == 9.0


@pytest.mark.parametrize(
    "body",
    [b"<html>busy</html>", b"[]", b"3", b'"x"', b"", b'{"query": 3}', b'{"query":{"pages":7}}'],
)
def test_answers_that_are_none_never_raise_anything_else(body: bytes) -> None:
    assert refused(({}, body)).reason in (Reason.FAILED, Reason.SOURCE_NOT_FOUND)


def test_every_request_is_polite() -> None:
    answers = Answers(({"prop": "imageinfo"}, answer(page())))
    commons.look_up(
        Reference(commons.SOURCE, "File:Harbour crane.jpg", MatchBasis.SAME_ID, ""),
        answers,
        Config(),
    )
    assert {asked["maxlag"] for asked in answers.asked} == {"5"}
    assert len(answers.asked) <= 3


def test_a_configured_server_is_asked_instead() -> None:
    config = Config(network=Network(endpoints={"wikimedia-commons": "http://wiki.test/api.php"}))
    answers = Answers(({"url": "http://wiki.test/api.php", "prop": "imageinfo"}, answer(page())))
    commons.look_up(
        Reference(commons.SOURCE, "File:Harbour crane.jpg", MatchBasis.SAME_ID, ""), answers, config
    )
    assert answers.asked[0]["url"] == "http://wiki.test/api.php"


# --- by bytes and by search ---


def picture(sha1: str) -> Picture:
    from provenance.model import Fingerprint

    return Picture(b"", sha1, "0" * 64, "JPEG", 1, 1, Fingerprint(1, "0" * 64, "0" * 64, "", 1.0))


def test_the_same_bytes_are_found_under_every_name_they_have() -> None:
    body = answer(page("File:One.jpg", number=1), page("File:Two.jpg", number=2))
    found = commons.by_bytes(
        picture("a" * 40), Answers(({"generator": "allimages"}, body)), Config()
    )
    assert [(r.id, r.basis) for r in found] == [
        ("File:One.jpg", MatchBasis.SAME_BYTES),
        ("File:Two.jpg", MatchBasis.SAME_BYTES),
    ]


def test_bytes_that_only_a_deleted_file_had_are_gone() -> None:
    archive = {"query": {"filearchive": [{"title": "File:Gone.jpg", "sha1": "a" * 40}]}}
    with pytest.raises(NotFetched) as caught:
        commons.by_bytes(picture("a" * 40), Answers(({"list": "filearchive"}, archive)), Config())
    assert caught.value.reason is Reason.GONE
    assert "File:Gone.jpg" in caught.value.detail


def test_a_wiki_that_does_not_tell_deleted_files_has_simply_none() -> None:
    denied = {"error": {"code": "permissiondenied", "info": "no"}}
    assert (
        commons.by_bytes(picture("a" * 40), Answers(({"list": "filearchive"}, denied)), Config())
        == ()
    )
    assert commons.by_bytes(picture("a" * 40), Answers(), Config()) == ()


def hits(*names: str, first: int = 1) -> dict[str, Any]:
    pages = [
        page(f"File:{n}.jpg", number=hash(n) % 10**6 + 1, index=first + at)
        for at, n in enumerate(names)
    ]
    return answer(*reversed(pages))


def test_a_search_merges_the_ranks_of_its_queries() -> None:
    clues = Clues(
        texts=("Patriot launcher near Kyiv on Tuesday", "A launcher in Chitose"),
        credit=COMMONS_CREDIT,
    )
    answers = Answers(
        ({"gsrsearch": "OR"}, hits("Launcher", "Crane")),
        ({"gsrsearch": "Patriot"}, hits("Launcher")),
    )
    found = commons.search(clues, answers, Config())
    assert [r.id for r in found] == ["File:Launcher.jpg", "File:Crane.jpg"]
    assert all(r.basis is MatchBasis.NAME and r.preview_url for r in found)
    assert all(
        "filetype:bitmap" in asked["gsrsearch"] and asked["gsrlimit"] == "50"
        for asked in answers.asked
    )
    assert len(answers.asked) <= 8


def test_a_search_goes_on_in_batches_until_it_has_enough() -> None:
    first = {
        **hits(*(f"A{n}" for n in range(50))),
        "continue": {"gsroffset": 50, "continue": "gsroffset||"},
    }
    answers = Answers(
        ({"gsroffset": "50"}, hits(*(f"B{n}" for n in range(50)), first=51)),
        ({"gsroffset": "0"}, first),
    )
    found = commons.search(Clues(texts=("harbour",)), answers, Config(candidates=80))
    assert len(found) == 80
    assert found[0].id == "File:A0.jpg"


@pytest.mark.parametrize("reason", [Reason.NETWORK, Reason.OFFLINE])
def test_one_query_that_fails_or_is_not_stored_does_not_end_the_search_but_all_do(
    reason: Reason,
) -> None:
    broken = NotFetched(reason, "broke off")
    clues = Clues(texts=("Patriot launcher Chitose",))
    some = commons.search(
        clues, Answers(({"gsrsearch": "OR"}, hits("Launcher")), ({}, broken)), Config()
    )
    assert [r.id for r in some] == ["File:Launcher.jpg"]
    with pytest.raises(NotFetched) as caught:
        commons.search(clues, Answers(({}, broken)), Config())
    assert caught.value.reason is reason


def test_a_page_without_words_cannot_be_searched_for() -> None:
    with pytest.raises(NotFetched):
        commons.search(Clues(), Answers(), Config())


def test_links_in_credits_are_recognised_too() -> None:
    credit = Credit(
        "Commons", links=(Link("https://commons.wikimedia.org/wiki/File:Harbour_crane.jpg"),)
    )
    assert [r.id for r in commons.recognise(Clues(credit=credit))] == ["File:Harbour crane.jpg"]


@pytest.mark.parametrize(
    "piece", ["<br>", "<a ", "<div style='display:none'>", "&amp;", "</", "a;", "<p>"]
)
def test_a_hostile_field_is_cut_and_read(piece: str) -> None:
    record = record_with(
        Artist=piece * 10_000, ImageDescription=piece * 10_000, DateTimeOriginal=piece * 10_000
    )
    assert len(record.creators) <= 20
    assert record.description is None or len(record.description.text) <= 5000


def places_in(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places_in(inner, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], new: object) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


@pytest.mark.slow
@pytest.mark.parametrize(
    "junk", [None, [], {}, "", "https://[", 2**70, True, [None], {"value": None}]
)
def test_no_shape_of_answer_raises_anything_but_a_reason(junk: object) -> None:
    whole = answer(
        page(
            extmetadata=meta(
                Artist="<b>A</b>", DateTimeOriginal="2012", Categories="A in B", GPSLatitude="1"
            ),
            globalusage=[{"wiki": "a", "title": "b"}],
            version={
                "commonmetadata": [{"name": "DateTimeOriginal", "value": "2009:01:01 01:01:01"}]
            },
        ),
        redirects=[{"from": "a", "to": "b"}],
        logevents=[{"type": "delete", "action": "delete", "timestamp": "2024", "comment": "x"}],
        filearchive=[{"title": "File:A.jpg", "sha1": "a" * 40}],
    )
    entity = {"entities": {"M4711": {"id": "M4711", "statements": STATEMENTS}}}

    def look_up(answers: Answers) -> tuple[SourceRecord, ...]:
        reference = Reference(commons.SOURCE, "File:A.jpg", MatchBasis.SAME_ID, "")
        return commons.look_up(reference, answers, Config())

    def search(answers: Answers) -> tuple[SourceRecord, ...]:
        return commons.search(Clues(texts=("harbour crane",)), answers, Config())

    def by_bytes(answers: Answers) -> tuple[SourceRecord, ...]:
        return commons.by_bytes(picture("a" * 40), answers, Config())

    asked = [
        (ask, replaced(whole, path, junk), entity)
        for path in places_in(whole)
        for ask in (look_up, search, by_bytes)
    ]
    asked += [(look_up, whole, replaced(entity, path, junk)) for path in places_in(entity)]
    for ask, body, data in asked:
        with contextlib.suppress(NotFetched):
            records = ask(Answers(({"action": "wbgetentities"}, data), ({}, body)))
            assert all(isinstance(record, SourceRecord) for record in records)
