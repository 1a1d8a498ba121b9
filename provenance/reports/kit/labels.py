"""What a piece of evidence is, in the language of a report."""

from __future__ import annotations

from functools import lru_cache

from provenance import lazy_re as re
from provenance.lexicon.translation import ENGLISH, translate
from provenance.model.sentences import say, templates

_WORDS: dict[str, str] = {
    str(word): word
    for word in (
        say("Content Credentials"),
        say("Content Credentials found by the picture's fingerprint"),
        say("Content Credentials of the original"),
        say("account"),
        say("address of the picture"),
        say("all rights reserved"),
        say("alternative text"),
        say("archive time"),
        say("author"),
        say("banner in the picture"),
        say("camera position"),
        say("caption"),
        say("caption at the other place"),
        say("caption in the file"),
        say("caption it came with"),
        say("caption of the supplier"),
        say("capture date"),
        say("capture time"),
        say("country"),
        say("created time"),
        say("creator in the file"),
        say("credit"),
        say("credit at the other place"),
        say("credit in the file"),
        say("credit in the page's data"),
        say("credit in the structured data"),
        say("date"),
        say("date first seen"),
        say("date made"),
        say("date published"),
        say("date reviewed"),
        say("date saved"),
        say("date signed"),
        say("description"),
        say("digital source type"),
        say("disclaimer"),
        say("embargoed"),
        say("expires"),
        say("file name"),
        say("laid over the picture"),
        say("licence"),
        say("link"),
        say("mark in the file"),
        say("named"),
        say("note"),
        say("notice"),
        say("online since"),
        say("original"),
        say("person"),
        say("picture"),
        say("place"),
        say("place in the file"),
        say("place named"),
        say("post"),
        say("post time"),
        say("printed by this newsroom"),
        say("publishing status"),
        say("rating"),
        say("record"),
        say("review"),
        say("save time"),
        say("sent time"),
        say("sign in the picture"),
        say("stamp in the picture"),
        say("story"),
        say("suppression"),
        say("term of the licence in the file"),
        say("terms in the file"),
        say("terms of the supplier"),
        say("the file's own words"),
        say("upload"),
        say("upload time"),
        say("uploader"),
        say("wording asked for"),
        say("written in the picture"),
    )
}
"""What rules call their evidence. Others' words stay as they are."""
_FORMS = templates(
    "{what} in the Content Credentials",
    "{what} in the Content Credentials of the original",
    "{what} in the Content Credentials of the published file",
    "{what} in the published file",
    "{what} in the original",
    "{what} in the file's name",
    "{what} printed before",
    "{what} printed {date}",
    "{what} at {source}",
    "{what} in {source}",
    "answer of {source}",
)
"""What they add: where it stands, and when."""
_LONGEST = 400
"""Characters of a label that is looked up: one of the words, a form and a host's name of 253 fit.
The forms try each place in it."""
_PART = re.compile(r"\\\{(\w+)\\\}")


def label_in(label: str, language: str) -> str:
    """The label in a language that `translate` knows."""
    return label if language == ENGLISH else translate(_sentence_of(label), language)


@lru_cache(maxsize=512)
def _sentence_of(label: str) -> str:
    """The label as a sentence that can be translated; one that is unknown as it is."""
    if label in _WORDS:
        return _WORDS[label]
    if len(label) > _LONGEST:
        return label
    for form in _FORMS:
        found = _pattern(form).fullmatch(label)
        if found and found.groupdict().get("what", "date") in _WORDS:
            parts = {name: _WORDS.get(text, text) for name, text in found.groupdict().items()}
            return say(form, **parts)
    return label


@lru_cache(maxsize=512)
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(_PART.sub(r"(?P<\1>.+)", re.escape(form)))
