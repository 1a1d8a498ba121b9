"""Videos at YouTube, by their address or a still's: what the interface for embedding tells."""

from __future__ import annotations

import pytest

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.model import Clues, MatchBasis, Reason, Reference
from provenance.sources import youtube
from tests.stand_ins.fetcher import Answers, status

VIDEO = Reference("youtube", "aB3dE5gH1j0", MatchBasis.SAME_ID, "")
ANSWER = {
    "title": "The pier after the storm",
    "author_name": "Harbour Watch",
    "author_url": "https://www.youtube.com/@harbourwatch",
    "thumbnail_url": "https://i.ytimg.com/vi/aB3dE5gH1j0/hqdefault.jpg",
}


def test_a_video_has_a_channel_a_title_and_its_stills() -> None:
    (record,) = youtube.look_up(
        VIDEO, Answers({"https://www.youtube.com/oembed": ANSWER}), Config()
    )
    assert (record.title, record.uploader) == ("The pier after the storm", "Harbour Watch")
    assert record.creators == ()
    assert record.media_urls == (
        "https://i.ytimg.com/vi/aB3dE5gH1j0/maxresdefault.jpg",
        "https://i.ytimg.com/vi/aB3dE5gH1j0/hqdefault.jpg",
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [(404, Reason.GONE), (400, Reason.GONE), (401, Reason.GATED), (403, Reason.GATED),
     (429, Reason.RATE_LIMITED), (500, Reason.NETWORK)],
)  # fmt: skip
def test_deleted_and_private_are_kept_apart(code: int, reason: Reason) -> None:
    with pytest.raises(NotFetched) as caught:
        youtube.look_up(VIDEO, Answers({"https://www.youtube.com/oembed": status(code)}), Config())
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    "address",
    ["https://www.youtube.com/@harbourwatch", "https://www.youtube.com/watch?list=PL123",
     "https://youtu.be/tooshort", "https://notyoutube.com/watch?v=aB3dE5gH1j0"],
)  # fmt: skip
def test_channels_and_lists_are_no_video(address: str) -> None:
    assert youtube.recognise(Clues(urls=(address,))) == ()


def test_an_answer_without_a_picture_is_a_record_all_the_same() -> None:
    (record,) = youtube.look_up(VIDEO, Answers({"https://www.youtube.com/oembed": {}}), Config())
    assert (record.media_url, record.media_urls) == (None, ())
