"""How a line begins that credits pictures from elsewhere: "Photos: …"."""

from __future__ import annotations

from functools import lru_cache

from provenance import lazy_re as re
from provenance.lexicon import patterns as words

_AND_TEXT = r"\s(?:and|&|und|et|y|e|og|och)\s(?:texts?|words|story|videos?|texte|texto|testo)"
_AUTHOR = (
    r"(?:(?:the|der|die|des|dem|den|le|la|les|el|los|las|il|gli|o|a|os|as|de)\s|l['’]\s?)?"
    r"(?:authors?|writers?|(?:ko)?autor(?:in|innen|en|s|a|as|es|ka|ki|ów|em)?|autor[ei]|"
    r"auteure?s?|autrices?|verfasser(?:in|s)?|författaren|forfatteren|auteurs|автор\w{0,3})(?!\w)"
)
"""What a line calls the story's own author."""
_ARE = r"(?:\s(?:are|were|is|was|sind|stammen|wurden|sont|son|sono|är|er))?(?:\s(?:taken|all))?"
_BY = (
    r"\s?[:：]\s?|\s(?:by|von|par|di|av|from|via|credit:?)\s|\s(?=courtesy\s|©|copyright\s)|"
    rf"\s(?:(?:vom|von|aus|de|del|do|da|du|van|von)\s|dell['’])?(?={_AUTHOR}\W{{0,3}}$)"
)


@lru_cache(maxsize=1)
def notice_opening() -> re.Pattern[str]:
    """What opens a notice; group 1 holds what opens one for the first picture only."""
    lead, every = words.notices("lead"), words.notices("all")
    return re.compile(
        rf"(?:^|(?<=[.;|•·,]\s))[\W_]{{0,3}}(?:({lead})(?:\scredits?)?|(?:{every})(?:{_AND_TEXT})?)"
        rf"{_ARE}(?:{_BY})",
        re.I,
    )


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


def without_exception(text: str) -> str:
    """The line without "unless otherwise noted"."""
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
