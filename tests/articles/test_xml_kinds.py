"""NewsML-G2, RSS and Atom."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.articles import read_article, read_feed, recognise_kind
from provenance.errors import UnreadableInput
from provenance.model import InputKind, Role

NEWSML = b"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="tag:kestrel.example,2026:text" xml:lang="en">
 <itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-05-18T09:00:00Z</versionCreated></itemMeta>
 <contentMeta><headline>Harbour keeps its light</headline><language tag="en-GB"/></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
  <p>The harbour council voted on Monday to keep the old lighthouse burning.</p></body></html></inlineXML></contentSet>
</newsItem>
<newsItem guid="tag:kestrel.example,2026:pic">
 <itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
 <contentMeta><headline>LIGHTHOUSE</headline><description role="drol:caption">The lamp room.</description>
  <creator><name>Jo Berg</name></creator><creditline>Jo Berg / Kestrel</creditline></contentMeta>
 <contentSet><remoteContent href="https://cdn.example/t.jpg" width="200"/>
  <remoteContent href="https://cdn.example/lamp-room-night.jpg" width="2400" height="1600"/></contentSet>
</newsItem></itemSet></newsMessage>"""

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Kestrel</title><language>en-gb</language>
<item><title>Harbour keeps its light</title><link>https://kestrel.example/news/light</link>
 <pubDate>Mon, 18 May 2026 09:00:00 GMT</pubDate><description>&lt;p&gt;The council voted.&lt;/p&gt;</description>
 <media:group><media:content url="https://cdn.example/small-lamp-room.jpg" medium="image" width="300"/>
  <media:content url="https://cdn.example/clip.mp4" type="video/mp4"/>
  <media:description>The lamp room.</media:description><media:credit>Jo Berg / Kestrel</media:credit></media:group>
 <content:encoded><![CDATA[<p>The council voted to keep the light burning through the winter months.</p>
  <figure><img src="/p/pier-at-noon.jpg"><figcaption>The pier at noon. Photo: Ann Lee/AFP</figcaption></figure>]]></content:encoded></item>
<item><title>Ferry runs again</title><enclosure url="https://cdn.example/the-ferry-boat.jpg" type="image/jpeg" length="1"/></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Falke</title><entry><title>Licht bleibt</title>
<link rel="alternate" href="https://falke.example/licht"/><link rel="enclosure" type="image/png" href="/p/leuchtturm-nacht.png"/>
<published>2026-05-18T09:00:00Z</published><updated>2026-05-19T09:00:00Z</updated><summary>Kurz.</summary></entry></feed>"""


def test_newsml_pairs_its_picture_items_with_the_text_item():
    article = read_article(NEWSML, origin="m.xml")
    assert (article.kind, article.headline, article.language) == (
        "newsml",
        "Harbour keeps its light",
        "en-GB",
    )
    assert article.published.isoformat() == "2026-05-18T09:00:00+00:00"
    assert article.body.startswith("The harbour council")
    (image,) = article.images
    assert (image.caption.text, image.credit.text) == ("The lamp room.", "Jo Berg / Kestrel")
    assert (image.content_url, image.width) == ("https://cdn.example/lamp-room-night.jpg", 2400)
    assert (
        image.credit.where.path == "newsItem[tag:kestrel.example,2026:pic].contentMeta.creditline"
    )


def test_a_feed_gives_one_article_for_each_item():
    first, second = read_feed(RSS, origin="feed.xml")
    assert (first.headline, first.url) == (
        "Harbour keeps its light",
        "https://kestrel.example/news/light",
    )
    assert first.published.isoformat() == "2026-05-18T09:00:00+00:00"
    lamp, pier = first.images
    assert (lamp.caption.text, lamp.credit.text) == ("The lamp room.", "Jo Berg / Kestrel")
    assert pier.content_url == "https://kestrel.example/p/pier-at-noon.jpg"
    assert (pier.caption.text, pier.credit.text) == ("The pier at noon.", "Photo: Ann Lee/AFP")
    assert [i.content_url for i in second.images] == ["https://cdn.example/the-ferry-boat.jpg"]


def test_a_feed_as_one_article_has_every_items_pictures():
    article = read_article(RSS, origin="feed.xml")
    assert (article.kind, article.headline) == ("feed", "The Kestrel")
    assert [i.title for i in article.images] == [
        "Harbour keeps its light",
        "Harbour keeps its light",
        "Ferry runs again",
    ]
    assert [i.index for i in article.images] == [0, 1, 2]


def test_atom_entries_are_read():
    (article,) = read_feed(ATOM, origin="atom.xml")
    assert (article.headline, article.lead, article.language) == ("Licht bleibt", "Kurz.", "de")
    assert article.modified.day == 19
    assert article.images[0].content_url == "https://falke.example/p/leuchtturm-nacht.png"


@pytest.mark.parametrize(("data", "kind"), [(NEWSML, "newsml"), (RSS, "feed"), (ATOM, "feed")])
def test_the_kind_is_recognised(data, kind):
    assert recognise_kind(data, "x") == kind


BOMB = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'


@pytest.mark.parametrize("kind", [InputKind.FEED, InputKind.NEWSML])
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (BOMB, "entities"),
        (b"<rss><channel>", "broken XML"),
        (b"no xml at all", "broken XML"),
        (b"<other/>", "no RSS or Atom|no newsItem"),
    ],
)
def test_xml_that_cannot_be_used_is_refused_in_one_sentence(kind, data, why):
    with pytest.raises(UnreadableInput, match=why):
        read_article(data, origin="x.xml", kind=kind)


def test_xml_of_an_unknown_kind_is_named():
    with pytest.raises(UnreadableInput, match="<invoice>"):
        read_article(b'<?xml version="1.0"?><invoice/>', origin="x.xml")


@pytest.mark.parametrize("root", ["rss", "newsItem"])
def test_xml_nested_beyond_any_feed_is_refused(root):
    data = f"<{root}>" + "<item>" * 50_000 + "</item>" * 50_000 + f"</{root}>"
    with pytest.raises(UnreadableInput, match="deep"):
        read_article(data.encode(), origin="x")


def test_a_group_of_sizes_in_a_feed_is_one_picture():
    large = (
        b"<media:content url='https://cdn.example/lamp-wide-one.jpg' medium='image' width='900'/>"
    )
    feed = RSS.replace(b"<media:content url=", large + b"<media:content url=", 1)
    images = read_feed(feed, origin="f.xml")[0].images
    assert [i.content_url for i in images] == [
        "https://cdn.example/lamp-wide-one.jpg",
        "https://kestrel.example/p/pier-at-noon.jpg",
    ]
    assert images[0].candidates == ("https://cdn.example/small-lamp-room.jpg",)


def test_the_icon_of_a_video_item_is_its_poster():
    still = b"<icon href='https://cdn.example/still-of-it.jpg' width='640'/>"
    video = NEWSML.replace(b"ninat:picture", b"ninat:video").replace(
        b"<creator><name>", still + b"<creator><name>"
    )
    (image,) = read_article(video, origin="m.xml").images
    assert (image.content_url, image.role) == ("https://cdn.example/still-of-it.jpg", Role.POSTER)
    assert image.caption.text == "The lamp room."
