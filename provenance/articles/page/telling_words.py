"""Words by which a text tells of a picture beside it, and of whose it is."""

from __future__ import annotations

from provenance import lazy_re as re

TELLS = re.compile(
    r"(?<!\w)(?:pictured|in the (?:photo|picture|image)|"
    r"(?:photo|picture|image) (?:above|below|left|right|shows)|"
    r"(?:above|below|left|right|top|bottom):|im bild|auf dem (?:foto|bild)|"
    r"(?:foto|bild) (?:oben|unten|links|rechts)|sur la photo|ci-dessus|ci-contre|"
    r"en la (?:foto|imagen)|na (?:foto|imagem)|nella foto|in foto|op de foto|på bilde[nt]|"
    r"на фото|на світлині|na zdjęciu|abb(?:ildung|\.)?\s?\d|fig(?:ure|\.)?\s?\d|"
    r"写真は|사진은|图为)",
    re.I,
)
"""What a text says that is of a picture beside it."""
SIGNED = re.compile(
    r"©|ⓒ|\(c\)\s|(?<!\w)(?:courtesy|screenshots?|screen ?grab|still from|captura(?:da|das|s)?|"
    r"bildschirmfoto|capture d['’]écran|скриншот|скріншот|handout|archive?|archiv|archivo|via)"
    r"(?!\w)|(?<![\w@.])@[A-Za-z]\w{2,}|"
    r"[/|(]\s?(?:fotos?|photos?|pictures?|images?|bild|фото)\.?\s(?-i:[A-ZÀ-ÞА-ЯІЇЄ])",
    re.I,
)
"""Words of a text that tell where a picture comes from."""
CREDITS_PICTURES = re.compile(
    r"(?:^\W{0,3}|[(\[|–—•·.;/]\s?|(?<=\w)\s(?=[\w-]{3,30}\s?[:：]))"
    r"(?i:(?:[\w.-]{1,14} ){0,2}[\w-]{0,20}"
    r"(?:photo(?:graph(?:er|e|s)?|s)?|fotos?|fotograf\w{0,4}|pictures?|images?|"
    r"bild(?:er|nachweise?|quellen?|rechte)?|immagin[ei]|imagen(?:es)?|imagem|"
    r"credits?|crédits?|фото\w{0,6}|світлин\w{0,4}|zdjęci[ea]|写真|摄影|사진)(?: credits?)?)"
    r"(?:\s?[:：©]\s?|\s[-–—]\s|\s(?:by|von|par|av|via|courtesy of)\s)\W{0,3}(?=[^\W\da-zа-я])",
)
"""A lead word of pictures where a line, a sentence or a bracket begins, with a name behind it."""
FOR_SEVERAL = re.compile(
    r"[\W_]{0,3}(?:[\w.-]{1,20}[ /&+]{1,3}){0,3}"
    r"(?:all (?:photos|images)|photos|photographs|fotos|pictures|images|bilder|"
    r"illustration(?:en|s)|fotografías|imágenes|imagens|immagini|фотографии|світлини|zdjęcia)(?!\w)",
    re.I,
)
"""How a credit begins that is for several pictures."""
LICENSED = re.compile(r"(?<!\w)(?:CC[ -]|GFDL|own work|licen[cs])", re.I)
"""Words of an attribution line: it may be long and is all credit."""
_POINTER = (
    r"(?:(?:image|photo|picture|bild|foto)[- ]?)?"
    r"(?:sources?|credits?|via|quellen?|fuente|fonte|джерело|источник|出典|来源|출처)"
)
POINTS = re.compile(
    rf"\A\W{{0,3}}{_POINTER}\W{{0,3}}\Z|"
    rf"(?:\A|[(.…]\s?)(?:{_POINTER}|from)[: ]{{1,2}}(?:here|hier|link)\W{{0,4}}\Z",
    re.I,
)
"""What leads to where the picture comes from and ends a line: "(Image source)", "From here."."""
CARRIES = re.compile(
    r"credit|copyright|photograph|author|source|byline|quelle|fotograf|licen[cs]e", re.I
)
"""Names of the attributes that hold whose a picture is."""
STATED = re.compile(
    r"[\"'](?:\w{0,20}(?:credit|copyright|photographer|fotograf|bildquelle|attribution)\w{0,12})"
    r"[\"']\s{0,3}[:=]\s{0,3}[\"']([^\"'<>{}\\]{3,120})[\"']",
    re.I,
)
"""A field of a script's data that holds it."""
FILE_PAGE = re.compile(r"/(?:wiki|w)/[^/?#:]{2,14}:[^/?#]{3,200}\.(?:jpe?g|png|gif|svg|webp)", re.I)
"""The address of a wiki's page of one file."""
CONNECTS = (
    ":",
    "：",
    "©",
    " by ",
    " von ",
    " par ",
    " av ",
    " via ",
    " courtesy ",
    " - ",
    " – ",
    " — ",
)
"""What stands in every line that credits pictures: most lines are passed over by it."""
