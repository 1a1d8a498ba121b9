"""How a line begins that credits pictures from elsewhere: "Photos: …"."""

from __future__ import annotations

from functools import lru_cache

from provenance import lazy_re as re
from provenance.articles.page.near_text import is_date_line
from provenance.credits.wording import NAMES
from provenance.lexicon import patterns as words
from provenance.lexicon.listed import key_of

_TEXT = (
    r"(?:texts?|words|story|stories|report(?:age)?|article|textes?|textos?|test[oi]|tekst[ye]?|"
    r"bericht|interview|reportaje|reportagem|текст)"
)
"""What the writing of a story is called beside its pictures."""
_JOINS = r"\s?(?:and|&|\+|und|et|y|e|og|och|en|i|та|и)\s?"
_AND = rf"(?:{_JOINS}|\s?[/,]\s?)"
_WRITING = r"(?:texts?|words|textes?|textos?|test[oi]|tekst[ye]?|текст)"
"""The text and nothing that also names what is told of: a report, an interview, a story."""
_PICTURE = r"(?:photo|foto|picture|image|bild|bilde|zdjęcie|фото)"
"""A picture or more beside the text that the same person made: "Text und Foto"."""
_HERE = (
    r"(?:\s(?:on|in|of|auf|sur|dans|en|de|di|op|på)\s"
    r"(?:this|the|diese[rmns]?|dem|der|cette?|esta|este|questa|questo|dit|deze|denne?)\s\w{3,14})?"
)
"""For which pictures a line speaks: those "on this page"."""
_AUTHOR = (
    r"(?:(?:the|der|die|des|dem|den|le|la|les|el|los|las|il|gli|o|a|os|as|de)\s|l['’]\s?)?"
    r"(?:authors?|writers?|(?:ko)?autor(?:in|innen|en|s|a|as|es|ka|ki|ów|em)?|autor[ei]|"
    r"auteure?s?|autrices?|verfasser(?:in|s)?|författaren|forfatteren|auteurs|автор\w{0,3})(?!\w)"
)
"""What a line calls the story's own author."""
_ARE = r"(?:\s(?:are|were|is|was|sind|stammen|wurden|sont|son|sono|är|er))?(?:\s(?:taken|all))?"
_BY = (
    r"\s?[:：]\s?|"
    r"\s(?:used|reprinted|reproduced) (?:with|by) (?:kind )?permission (?:from|of|by)\s|"
    r"\s(?:by|von|par|di|av|from|via|credit:?)\s|\s(?=courtesy\s|©|copyright\s)|"
    rf"\s(?:(?:vom|von|aus|de|del|do|da|du|van|von)\s|dell['’])?(?={_AUTHOR}\W{{0,3}}$)"
)

_AND_TEXT = (
    rf"{_JOINS}(?:{_WRITING}|story|videos?)|"
    rf"(?:{_JOINS}{_TEXT}|\s?[/,]\s?{_WRITING})(?=\s?[:：]|\s(?:by|von|par|di|av)\s)"
)
"""What else the maker of all pictures made. Behind a comma it must be signed: "Photos, interview
from the fair" lists what a page has."""


@lru_cache(maxsize=1)
def notice_opening() -> re.Pattern[str]:
    """What opens a notice; group 1 holds what opens one for the first picture only."""
    lead, every = words.notices("lead"), words.notices("all")
    return re.compile(
        rf"(?:^|(?<=[.;|•·,/–—]\s))[\W_]{{0,3}}(?:({lead})(?:\scredits?)?|"
        rf"{_TEXT}{_AND}(?:{every}|{_PICTURE})|(?:{every})(?:{_AND_TEXT})?{_HERE})"
        rf"{_ARE}(?:{_BY})",
        re.I,
    )


_SIGNED = re.compile(rf"\W{{0,3}}(?:by|von|par|por|di|{_TEXT})(?!\w)", re.I)
_OTHER = (
    r"(?:videos?|films?|illustrations?|illustrationen|graphics?|grafik(?:en)?|infografik|maps?|"
    r"karten?|styling|stylist|design|layout|production|produktion|edit(?:ing|ed|or)|research|"
    r"recherche|translat(?:ion|ed)|übersetzung|redaktion|audio|music|musik|make-?up|hair)"
)
"""What else somebody may have made of a story, beside its text and its pictures."""
_OF_OTHERS = re.compile(
    rf"(?:\s?[,;|/·•–—+&]\s?|\s(?:(?:and|und|et|y|e|og|och|en)\s)?)(?:{_TEXT}|{_OTHER})"
    r"\s?(?::|(?:by|von|par|por|di)\s).{0,100}$",
    re.I,
)
_LAST = re.compile(r"\s?[•|·,–—]\s?([^•|·,–—]{1,60})$")
_DAY = re.compile(
    r"(?:\d{1,2}\.?\s(?:de\s)?)?(?:jan|feb|f[eé]v|m[aä]r|apr|avr|abr|ma[iyj]|ju[nl]|juin|juil|aug|ago|"
    r"ao[uû]|sep|set|o[ck]t|out|nov|de[czs]|déc)[^\W\d_]{0,7}\.?(?:\s\d{1,2}(?:st|nd|rd|th)?)?",
    re.I,
)
"""A day without its year."""
_ROLE = re.compile(rf"(?<!\w)(?:{_TEXT}|{_OTHER})(?!\w)", re.I)


_MARK = re.compile(r"[:：©]| (?:by|von|par|di|av|from|via) |courtesy")


def may_open(line: str) -> bool:
    """True for a line with one of the marks by which a notice opens, told at one look."""
    return _MARK.search(line) is not None


def signs_text(line: str) -> bool:
    """True for a line that begins as one does that says who wrote a story."""
    return _SIGNED.match(line) is not None


def writer_of(line: str) -> str:
    """Who wrote a story, of the part of a line that says so: "Text: Ann Lee, "."""
    return _SIGNED.sub("", line, count=1).strip(" .:：,;|/•·–—")


def without_others(source: str) -> str:
    """A credit without who else made the story, and when: "Jo Berg, Text: Ann Lee"."""
    source = _OF_OTHERS.sub("", source)
    while (found := _LAST.search(source)) and (is_date_line(found[1]) or _DAY.fullmatch(found[1])):
        source = source[: found.start()]
    return source


@lru_cache(maxsize=1)
def _roles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    every = words.notices("all")
    pictures = rf"(?:{every}|{_PICTURE})"
    behind = rf"(?:{_TEXT}{_AND}{pictures}|{every}|({_PICTURE}))"
    before = rf"{_TEXT}\s(?:by\s)?[^:]{{3,60}}?\s?[·•|/,]?\s{pictures}\s(?:by\s)?([^:|/·•]{{3,60}})"
    return re.compile(behind, re.I), re.compile(before, re.I)


_BEFORE_NAMES = re.compile(r"[\W_]*(?:(?:by|von|par|por|di|and|und|et|y|e|og|och|en)\s)?", re.I)
_JOINED = re.compile(r"[,;&+]|\s(?:and|und|et|y|e|og|och|en)\s", re.I)
_BRACKET = re.compile(r"([^()]{0,100})\(([^()]{2,40})\)")


def signed_for_pictures(line: str) -> str:
    """Who a byline says took the pictures, by roles.

    "Ann Lee (text) and Jo Berg (photos)"."""
    behind, before = _roles()
    if line.endswith(")"):
        return _signed_in_brackets(line, behind)
    found = before.fullmatch(line) if signs_text(line) else None
    return found[1].strip() if found is not None and not _ROLE.search(found[1]) else ""


def _signed_in_brackets(line: str, behind: re.Pattern[str]) -> str:
    """Who took the pictures in a line of names, each with a role in brackets.

    Empty where the line says more, or does not tell which of its names are meant: "(photo)" alone
    tells who is shown, and of "By Ann Lee and Jo Berg (photos)" one may have written only.
    """
    parts = _BRACKET.findall(line)
    named = [_BEFORE_NAMES.sub("", before, count=1).strip() for before, _ in parts]
    whole = sum(len(before) + len(role) + 2 for before, role in parts) == len(line)
    if not whole or not all(map(NAMES.fullmatch, named)):
        return ""
    for at, (names, (_, role)) in enumerate(zip(named, parts, strict=True)):
        found = behind.fullmatch(role)
        if found is None:
            continue
        shown = len(parts) == 1 and found[1]
        return "" if shown or (at == 0 and _JOINED.search(names)) else names
    return ""


@lru_cache(maxsize=1)
def _lead_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{words.notices('lead')})(?:\scredits?)?", re.I)


def opens_lead(label: str) -> bool:
    """True for what the picture that opens a story is called, and nothing more."""
    return _lead_label().fullmatch(label) is not None


def credits_first_picture(text: str) -> bool:
    """True for a line that credits the page's first picture, wherever it stands."""
    found = notice_opening().match(text)
    return found is not None and found.group(1) is not None


_NOTED = (
    r"(?:noted|stated|indicated|credited|mentioned|specified|marked|attributed|labell?ed|shown)"
)
_EXCEPTION = re.compile(
    r"[\s,;(–—-]{0,4}(?<!\w)(?:"
    rf"(?:unless|except (?:where|when|as)|if not|where not)(?: otherwise)?(?: is)? {_NOTED}"
    r"(?: otherwise)?|"
    r"(?:wenn|sofern|soweit|falls|so|wo) nicht (?:anders|anderweitig|gesondert|anderes)"
    r"(?: \w{1,14})?|"
    r"sauf (?:mentions?|indications?|précisions?) (?:contraires?|autres?)|"
    r"(?:salvo|excepto|a menos)(?: en caso de)?(?: que se)? "
    r"(?:(?:indicación|mención|indicação|menção|indicazione|diversa) (?:em )?(?:contrari[oa]|"
    r"contrári[oa]|indicazione)|(?:indique|especifique|mencione|diga) lo contrario|"
    r"(?:diversamente|dove|altrimenti) \w{1,12})|"
    r"(?:se|ove|dove) non (?:diversamente|altrimenti) \w{1,12}|"
    r"tenzij anders \w{1,12}|(?:om|där|der|hvor|hvis) (?:inget|ikke) (?:annat|annet|andet) "
    r"(?:är |er )?\w{1,12}|(?:o ile|jeśli) nie \w{1,12} inaczej|"
    r"якщо не (?:вказано|зазначено) (?:інше|інакше)|если не (?:указано|отмечено) (?:иное|иначе)"
    r")(?!\w)[\s,:).]{0,3}",
    re.I,
)
"""The words by which a line for all pictures leaves out those with a credit of their own."""
_EXCEPTING = (
    "unless", "except", " not ", "nicht", "sauf", "salvo", "menos", " non ", "tenzij", " inget ",
    " ikke ", " nie ", " не ",
)  # fmt: skip
"""Of which every such exception holds one; a line without any is most lines."""


@lru_cache(maxsize=64)
def without_exception(text: str) -> str:
    """The line without "unless otherwise noted"."""
    key = key_of(text)
    if not any(word in key for word in _EXCEPTING):
        return text.strip()
    return _EXCEPTION.sub(" ", text, count=1).strip()


def credits_the_rest(text: str) -> bool:
    """True for "All photos by Jo Berg unless otherwise noted", wherever it stands."""
    rest = without_exception(text)
    found = notice_opening().match(rest) if rest != text.strip() else None
    return found is not None and found.group(1) is None


def names_author(text: str) -> bool:
    """True for "the author" and nothing more."""
    return _AUTHOR_ALONE.fullmatch(text.strip(" .")) is not None


_AUTHOR_ALONE = re.compile(_AUTHOR, re.I)


_JOINT = re.compile(
    r"[\W_]{0,3}(?:(?:counter|anti)?-?clockwise|"
    r"(?:left|right|top|bottom) to (?:left|right|top|bottom)|"
    r"from (?:the )?(?:top |bottom |upper |lower |far )?(?:left|right|top|bottom)|"
    r"(?:im|gegen den) uhrzeigersinn|von (?:ganz )?(?:(?:oben|unten) )?(?:links|rechts|oben|unten)|"
    r"v\. ?l\. ?n\. ?r\.|dans le sens|de (?:gauche|droite|haut en bas|bas en haut)|"
    r"(?:de|desde|en el|no) (?:la )?(?:izquierda|derecha|arriba|abajo|sentido|esquerda|direita)|"
    r"da(?:lla)? (?:sinistra|destra|alto|esquerda|direita)|in senso (?:anti)?orario|"
    r"van(?:af)? (?:links|rechts)|met de klok|medurs|med klok\w{1,4}|"
    r"fr(?:ån|a) (?:vänster|venstre|høyre)|"
    r"od (?:lewej|prawej|góry)|zgodnie z ruchem|zleva|"
    r"(?:за|по|проти|против) (?:годинников|часов)\w{1,4}|зліва|слева|справа|згори|сверху)(?!\w)",
    re.I,
)


def speaks_for_several(text: str) -> bool:
    """True for a caption of several pictures: "Clockwise from left: …"."""
    return _JOINT.match(text) is not None
