"""Credit lines as desks print them, and what an editor expects to be read out of each."""

from __future__ import annotations

import pytest

from provenance.credits import load_vocabulary, parse_credit
from provenance.model import CreditFlag, CreditKind, Link


def read(line: str) -> tuple[list[str], list[str]]:
    credit = parse_credit(line)
    return list(credit.creators), list(credit.organizations)


@pytest.mark.parametrize(
    ("line", "creators", "organizations"),
    [
        ("Foto: Mira Holm/dpa", ["Mira Holm"], ["dpa"]),
        ("(OLGA BRANDT/REUTERS)", ["OLGA BRANDT"], ["REUTERS"]),
        ("AP Photo/Dana Whitlock", ["Dana Whitlock"], ["AP Photo"]),
        ("Tom Baker | Getty Images", ["Tom Baker"], ["Getty Images"]),
        ("Ines Duarte, Associated Press", ["Ines Duarte"], ["Associated Press"]),
        ("Leo Kirsch (REUTERS)", ["Leo Kirsch"], ["REUTERS"]),
        ("Photo by Nora Quist/AFP via Getty Images", ["Nora Quist"], ["AFP", "Getty Images"]),
        ("Photograph: Vera Stone; Getty Images", ["Vera Stone"], ["Getty Images"]),
        ("Mandatory Credit: Ray Ortiz-USA TODAY Sports", ["Ray Ortiz"], ["USA TODAY Sports"]),
        ("Editorial credit: Iris Vale / Shutterstock.com", ["Iris Vale"], ["Shutterstock.com"]),
        ("Foto Mira Holm Reuters", ["Mira Holm"], ["Reuters"]),
    ],
)
def test_photographer_and_agency_are_told_apart_whatever_divides_them(
    line: str, creators: list[str], organizations: list[str]
) -> None:
    assert read(line) == (creators, organizations)


@pytest.mark.parametrize(
    ("line", "creator"),
    [
        ("Φωτογραφία: Νίκος Αλεξίου / Eurokinissi", "Νίκος Αλεξίου"),
        ("Фото: Олена Коваль / УНІАН", "Олена Коваль"),
        ("Снимка: Петър Колев, БТА", "Петър Колев"),
        ("צילום: נועה לוי", "נועה לוי"),
        ("تصوير: سامي حداد / رويترز", "سامي حداد"),
        ("عکس: مینا رضایی", "مینا رضایی"),
        ("新华社记者李青摄", "李青"),
        ("撮影：鈴木花子", "鈴木花子"),
        ("사진=박민수 기자", "박민수"),
        ("फोटो: अनिल शर्मा / पीटीआई", "अनिल शर्मा"),
        ("Ảnh: Trần Thị Mai", "Trần Thị Mai"),
        ("Fot. Ewa Lis / PAP", "Ewa Lis"),
        ("Kuva: Aino Salo / Lehtikuva", "Aino Salo"),
        ("Fotoğraf: Cem Aksoy/AA", "Cem Aksoy"),
        ("Nuotr. Jonas Petrauskas / BNS", "Jonas Petrauskas"),
        ("Ljósmynd/Sigrún Ósk", "Sigrún Ósk"),
        ("Crédit photo : Luc Moreau / AFP", "Luc Moreau"),
        ("Foto de Marta Gil", "Marta Gil"),
    ],
)
def test_lead_words_of_many_scripts_are_read_and_dropped(line: str, creator: str) -> None:
    assert parse_credit(line).creators == (creator,)


def test_the_live_desk_of_a_stock_library_is_an_agency() -> None:
    stock = parse_credit("Credit: Gail Moss/Alamy Stock Photo")
    live = parse_credit("Credit: Gail Moss/Alamy Live News")
    assert (stock.kind, stock.flags) == (CreditKind.STOCK, (CreditFlag.STOCK,))
    assert (live.kind, live.flags) == (CreditKind.AGENCY, ())


def test_an_editorial_number_tells_news_from_stock_at_shutterstock() -> None:
    assert parse_credit("Photo by Gail Moss/Shutterstock (14001234b)").kind is CreditKind.AGENCY
    assert parse_credit("Gail Moss/Shutterstock").kind is CreditKind.STOCK


def test_a_shop_of_getty_makes_the_line_stock() -> None:
    assert parse_credit("iStock/Getty Images").kind is CreditKind.STOCK
    assert parse_credit("Getty Images").kind is CreditKind.AGENCY


@pytest.mark.parametrize(
    ("line", "platform", "kind"),
    [
        ("Twitter", "twitter", CreditKind.PLATFORM),
        ("X", "twitter", CreditKind.PLATFORM),
        ("Photo via X", "twitter", CreditKind.PLATFORM),
        ("Wikimedia Commons", "wikimedia-commons", CreditKind.COMMONS),
        ("Фото: Вікіпедія", "wikimedia-commons", CreditKind.COMMONS),
        ("Source: Internet", "internet", CreditKind.PLATFORM),
        ("Google Images", "google", CreditKind.PLATFORM),
        ("Pinterest", "pinterest", CreditKind.PLATFORM),
        ("Foto: Facebook", "facebook", CreditKind.PLATFORM),
        ("Photo by Unsplash", "unsplash", CreditKind.STOCK),
        ("圖／翻攝自臉書", "facebook", CreditKind.PLATFORM),
    ],
)
def test_a_platform_is_neither_author_nor_organisation(
    line: str, platform: str, kind: CreditKind
) -> None:
    credit = parse_credit(line)
    assert (credit.platform, credit.kind) == (platform, kind)
    assert credit.creators == credit.organizations == ()


def test_google_alone_is_the_company_and_not_a_search() -> None:
    credit = parse_credit("Photograph: Google")
    assert credit.platform is None
    assert credit.organizations == ("Google",)


def test_a_handle_is_kept_as_printed_beside_its_platform() -> None:
    credit = parse_credit("(Image: @harbour_watch / Twitter)")
    assert credit.handles == ("@harbour_watch",)
    assert credit.platform == "twitter"
    assert CreditFlag.SOCIAL_MEDIA in credit.flags


def test_a_handle_alone_names_no_platform() -> None:
    credit = parse_credit("Photo: @harbour_watch")
    assert credit.platform is None
    assert credit.kind is CreditKind.PLATFORM


def test_a_mail_address_is_no_handle() -> None:
    credit = parse_credit("Rita Vale, rita@vale.example")
    assert credit.handles == ()
    assert credit.creators == ("Rita Vale",)
    assert credit.remainder == "rita@vale.example"


def test_a_screengrab_names_its_platform() -> None:
    credit = parse_credit("Screengrab from YouTube/Harbour TV")
    assert credit.platform == "youtube"
    assert credit.organizations == ("Harbour TV",)
    assert {CreditFlag.SCREENSHOT, CreditFlag.SOCIAL_MEDIA} <= set(credit.flags)


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ("AP Photo/Dana Whitlock, File", CreditFlag.FILE),
        ("Foto: Mira Holm (Archiv)", CreditFlag.FILE),
        ("चित्र: फाइल फोटो", CreditFlag.FILE),
        ("資料写真", CreditFlag.FILE),
        ("Fire Service/Handout via REUTERS", CreditFlag.HANDOUT),
        ("fot. materiały prasowe", CreditFlag.HANDOUT),
        ("Courtesy of Harbour Museum", CreditFlag.COURTESY),
        ("Bild: zVg", CreditFlag.SUPPLIED),
        ("ছবি: সংগৃহীত", CreditFlag.SUPPLIED),
        ("Capture d'écran", CreditFlag.SCREENSHOT),
        ("Скриншот видео", CreditFlag.SCREENSHOT),
        ("коллаж: Анна Белова", CreditFlag.COMPOSITE),
        ("Symbolbild: Mira Holm/dpa", CreditFlag.ILLUSTRATION),
        ("ภาพประกอบ", CreditFlag.ILLUSTRATION),
        ("KI-generiert", CreditFlag.AI_GENERATED),
        ("Image: Midjourney", CreditFlag.AI_GENERATED),
        ("Leo Kirsch/Pool/AFP", CreditFlag.POOL),
        ("（代表撮影）", CreditFlag.POOL),
        ("Фото: соцсети", CreditFlag.SOCIAL_MEDIA),
        ("© Mira Holm", CreditFlag.COPYRIGHT),
    ],
)
def test_what_a_line_says_about_the_picture_becomes_a_flag(line: str, flag: CreditFlag) -> None:
    assert flag in parse_credit(line).flags


def test_a_surname_that_is_also_a_flag_word_stays_a_name() -> None:
    credit = parse_credit("Photo: Martin Pool")
    assert credit.creators == ("Martin Pool",)
    assert credit.flags == ()


def test_who_lends_a_picture_is_not_said_to_have_taken_it() -> None:
    credit = parse_credit("Photo courtesy of Ellen Marsh")
    assert credit.creators == ()
    assert credit.remainder == "Ellen Marsh"
    assert credit.kind is CreditKind.HANDOUT


def test_the_seller_is_the_party_after_via_or_the_agency_printed_last() -> None:
    assert parse_credit("Mira Holm/AFP/Getty Images").distributor == "Getty Images"
    assert parse_credit("Coast Guard via AP/Ray Ortiz").distributor == "AP"
    assert parse_credit("Mira Holm/Harbour Gazette").distributor is None


def test_for_names_the_house_and_not_a_second_author() -> None:
    assert read("Photo by Nora Quist for The Harbour Tribune") == (
        ["Nora Quist"],
        ["The Harbour Tribune"],
    )
    assert read("PHOTO: NORA QUIST FOR THE HARBOUR TRIBUNE") == (
        ["NORA QUIST"],
        ["THE HARBOUR TRIBUNE"],
    )


def test_a_service_member_and_the_service_are_told_apart() -> None:
    assert read("U.S. Army photo by Staff Sgt. Ruth Adler") == (["Ruth Adler"], ["U.S. Army"])


def test_two_photographers_joined_by_and_are_two() -> None:
    assert read("Foto: Kari Lie og Odd Dahl (Fjordavisen)") == (
        ["Kari Lie", "Odd Dahl"],
        ["Fjordavisen"],
    )


def test_a_ministry_of_two_things_is_one_organisation() -> None:
    assert read("Ministry of Roads and Bridges") == ([], ["Ministry of Roads and Bridges"])


def test_the_same_name_twice_is_kept_once_in_its_first_full_form() -> None:
    assert read("Quelle: Max P. Ohm/dpa/Max P Ohm") == (["Max P. Ohm"], ["dpa"])
    assert read("IMAGO / Mira Holm | imago") == (["Mira Holm"], ["IMAGO"])


def test_job_titles_and_house_codes_are_no_names() -> None:
    assert read("Mira Holm, STF / Associated Press") == (["Mira Holm"], ["Associated Press"])
    assert read("Photo by STR/NurPhoto") == ([], ["NurPhoto"])
    assert parse_credit("Mira Holm | Staff Photographer").kind is CreditKind.STAFF


def test_the_ones_that_sign_up_at_a_stock_library_are_authors() -> None:
    assert read("quietpixel - stock.adobe.com") == (["quietpixel"], ["stock.adobe.com"])
    assert read("Image by North Light Studio from Pixabay") == (["North Light Studio"], [])


def test_a_single_word_is_a_house_unless_its_place_says_otherwise() -> None:
    assert read("Photograph: Kestrel") == ([], ["Kestrel"])
    assert read("Photo by kestrel") == (["kestrel"], [])
    assert read("WDR / Ohlsen") == (["Ohlsen"], ["WDR"])


def test_one_name_stays_one_in_spite_of_commas_and_brackets() -> None:
    assert read("Lee Ray, Jr./Harbour Gazette") == (["Lee Ray, Jr"], ["Harbour Gazette"])
    assert read("Institute for Tides (INX), Norway") == ([], ["Institute for Tides (INX)"])
    assert read("U.S. Court, Northern District of Utah") == (
        [],
        ["U.S. Court, Northern District of Utah"],
    )


def test_the_wikimedia_form_yields_author_licence_and_address() -> None:
    line = "By Ana Brix - Own work, CC BY-SA 4.0, https://commons.wikimedia.org/w/index.php?curid=1"
    credit = parse_credit(line)
    assert credit.creators == ("Ana Brix",)
    assert credit.platform == "wikimedia-commons"
    assert credit.license is not None
    assert credit.license.name == "CC BY-SA 4.0"
    assert [link.url for link in credit.links] == [
        "https://commons.wikimedia.org/w/index.php?curid=1"
    ]


def test_a_dual_licence_keeps_both_names() -> None:
    credit = parse_credit("Ana Brix [GFDL or CC-BY-SA-3.0], via Wikimedia Commons")
    assert credit.license is not None
    assert credit.license.name == "GFDL or CC BY-SA 3.0"
    assert credit.creators == ("Ana Brix",)


def test_a_link_to_the_deed_completes_the_printed_licence() -> None:
    link = Link("https://creativecommons.org/licenses/by/2.0/", "CC BY")
    credit = parse_credit("Ana Brix / Flickr, CC BY", links=[link])
    assert credit.license is not None
    assert credit.license.name == "CC BY 2.0"
    assert credit.links == (link,)


def test_a_picture_number_and_its_title_go_to_the_remainder() -> None:
    credit = parse_credit("Fotolia 4711001 – morning tea")
    assert credit.organizations == ("Fotolia",)
    assert credit.remainder == "4711001 morning tea"


def test_an_ai_prompt_is_not_a_name() -> None:
    credit = parse_credit("Midjourney („old harbour, oil painting“)")
    assert credit.creators == credit.organizations == ()
    assert credit.remainder is not None
    assert "Midjourney" in credit.remainder


def test_an_editor_adds_the_names_of_the_house() -> None:
    words = load_vocabulary(
        agencies=["Tidewater Pix"], stock_libraries=["Pebble"], platforms={"Chirper": "chirper"}
    )
    assert parse_credit("Mira Holm/Tidewater Pix", vocabulary=words).kind is CreditKind.AGENCY
    assert parse_credit("Mira Holm/Pebble", vocabulary=words).kind is CreditKind.STOCK
    assert parse_credit("Photo: Chirper", vocabulary=words).platform == "chirper"
    assert parse_credit("Photo: Chirper").platform is None
    assert load_vocabulary(agencies=["Tidewater Pix"]) is load_vocabulary(
        agencies=["Tidewater Pix"]
    )


def test_nothing_is_read_out_of_nothing() -> None:
    for line in ("", "   ", "()", "/ / /", "\x00"):
        credit = parse_credit(line)
        assert credit.raw == line
        assert credit.creators == credit.organizations == ()
        assert credit.kind is CreditKind.UNKNOWN


@pytest.mark.parametrize(
    ("line", "organizations"),
    [
        ("Kremlin Pool Photo via AP", ("Kremlin", "AP")),
        ("Dmitri Volkov, Kremlin Pool Photo via AP", ("Kremlin", "AP")),
        ("Pool Photo via AP", ("AP",)),
        ("Pool via Reuters", ("Reuters",)),
    ],
)
def test_a_pool_picture_names_its_pool_and_its_agency(
    line: str, organizations: tuple[str, ...]
) -> None:
    credit = parse_credit(line)
    assert credit.organizations == organizations
    assert credit.distributor == organizations[-1]
    assert CreditFlag.POOL in credit.flags


@pytest.mark.parametrize(
    "line",
    [
        "YouTube screenshot",
        "Screenshot/YouTube",
        "YouTube screengrab",
        "Youtube-Screenshot",
        "Screengrab: YouTube",
    ],
)
def test_a_screenshot_of_a_platform_is_both(line: str) -> None:
    credit = parse_credit(line)
    assert (credit.platform, credit.creators, credit.organizations) == ("youtube", (), ())
    assert CreditFlag.SCREENSHOT in credit.flags


@pytest.mark.parametrize(
    "line",
    ["Jane Doe's Facebook page", "Jane Doe’s Facebook", "Photo: Jane Doe's Facebook page"],
)
def test_somebodys_page_at_a_platform_names_both(line: str) -> None:
    credit = parse_credit(line)
    assert (credit.platform, credit.creators, credit.organizations) == (
        "facebook",
        ("Jane Doe",),
        (),
    )


def test_a_house_keeps_its_possessive_name_beside_a_platform() -> None:
    credit = parse_credit("Marlow's via Facebook")
    assert (credit.platform, credit.organizations) == ("facebook", ("Marlow's",))


@pytest.mark.parametrize(
    "line", ["Foto: Müller", "Photo: SMITH", "Foto: Nowak", "Photo: García", "Фото: Іваненко"]
)
def test_a_frequent_surname_alone_is_a_persons(line: str) -> None:
    credit = parse_credit(line)
    assert len(credit.creators) == 1
    assert credit.organizations == ()


@pytest.mark.parametrize(
    "line",
    [
        "Foto: Polizei",
        "Photo: Samsung",
        "Home Depot",
        "Black Diamond",
        "Deep Silver",
        "Photo: Virgin Galactic",
        "Best Western",
        "Open Door",
        "United Parcel",
        "Smith College",
        "Universal Robina",
    ],
)
def test_a_brand_is_no_person(line: str) -> None:
    credit = parse_credit(line)
    assert credit.creators == ()
    assert len(credit.organizations) == 1


@pytest.mark.parametrize(
    ("line", "platform"),
    [
        ("Facebook page of Jane Doe", "facebook"),
        ("Photo: Facebook page of Jane Doe", "facebook"),
        ("Photo from the official Facebook page of Jane Doe", "facebook"),
        ("Instagram account of Jane Doe", "instagram"),
        ("Telegram channel of Jane Doe", "telegram"),
        ("Twitter feed of Jane Doe", "twitter"),
        ("X post by Jane Doe", "twitter"),
        ("Post by Jane Doe on Facebook", "facebook"),
        ("The account of Jane Doe on Instagram", "instagram"),
        ("Jane Doe's YouTube channel", "youtube"),
        ("Jane Doe, Instagram story", "instagram"),
        ("Telegram channel Jane Doe", "telegram"),
        ("Facebook-Seite von Jane Doe", "facebook"),
        ("Telegram-Kanal von Jane Doe", "telegram"),
        ("compte Instagram de Jane Doe", "instagram"),
        ("Page Facebook de Jane Doe", "facebook"),
        ("cuenta de Instagram de Jane Doe", "instagram"),
        ("perfil no Facebook de Jane Doe", "facebook"),
        ("profilo Facebook di Jane Doe", "facebook"),
        ("Facebook-pagina van Jane Doe", "facebook"),
    ],
)
def test_whose_page_on_a_platform_it_is_is_the_creator(line: str, platform: str) -> None:
    credit = parse_credit(line)
    assert (credit.creators, credit.organizations, credit.platform) == (("Jane Doe",), (), platform)
    assert credit.flags == (CreditFlag.SOCIAL_MEDIA,)
    assert credit.kind is CreditKind.PLATFORM


@pytest.mark.parametrize(
    ("line", "organization"),
    [
        ("Facebook page of the Kyiv City Council", "Kyiv City Council"),
        ("Telegram-канал Генштабу", "Генштабу"),
        ("Facebook-Seite der Polizei Berlin", "Polizei Berlin"),
        ("Telegram channel Readovka", "Readovka"),
    ],
)
def test_the_page_of_a_house_is_the_houses(line: str, organization: str) -> None:
    credit = parse_credit(line)
    assert (credit.creators, credit.organizations) == ((), (organization,))
    assert CreditFlag.SOCIAL_MEDIA in credit.flags


@pytest.mark.parametrize(
    "line",
    ["Vine Video Productions", "The Signal Post", "Photo page of Jane Doe", "Page of Jane Doe"],
)
def test_a_name_that_begins_like_a_platforms_page_stays_whole(line: str) -> None:
    credit = parse_credit(line)
    assert credit.platform is None
    assert CreditFlag.SOCIAL_MEDIA not in credit.flags


def test_the_page_alone_names_the_platform_and_nobody() -> None:
    for line in (
        "Facebook page",
        "Telegram channel",
        "Instagram account @janedoe",
        "Page Facebook",
    ):
        credit = parse_credit(line)
        assert (credit.creators, credit.organizations) == ((), ())
        assert credit.platform in ("facebook", "telegram", "instagram")


@pytest.mark.parametrize(
    ("line", "creators", "organizations"),
    [
        ("Image by jplenio7 from Pixabay", ["jplenio7"], []),
        ("Image by riverboat from Pixabay", ["riverboat"], []),
        ("Bild von riverboat auf Pixabay", ["riverboat"], []),
        ("Image par riverboat de Pixabay", ["riverboat"], []),
        ("Imagen de riverboat en Pixabay", ["riverboat"], []),
        ("Immagine di riverboat da Pixabay", ["riverboat"], []),
        ("Obraz autorstwa riverboat z Pixabay", ["riverboat"], []),
        ("Изображение riverboat с сайта Pixabay", ["riverboat"], []),
        ("Photo by riverboat on Pexels", ["riverboat"], []),
        ("Foto di Mira Holm su Unsplash", ["Mira Holm"], []),
    ],
)
def test_a_platforms_own_line_names_its_user(
    line: str, creators: list[str], organizations: list[str]
) -> None:
    assert read(line) == (creators, organizations)


@pytest.mark.parametrize(
    "line",
    [
        "© 2014 Mira Holm",
        "© 2014-2016 Mira Holm",
        "Image © 2014 Mira Holm. All rights reserved",
        "Mira Holm © 2016",
        "(c) 2020, Mira Holm",
        "Copyright 2019 by Mira Holm",
        "Photo credit should read: Mira Holm",
        "(Photo credit should read Mira Holm)",
        "Holm, Mira, photographer",
        "Holm, Mira (1857-1927), photographer",
        "Foto: Holm, Mira (hol)",
        "Mira Holm (photographer)",
        "Maker: Mira Holm",
        "From left: Mira Holm",
        "V.l.n.r.: Mira Holm",
        "Mira Holm/Files",
        "Mira Holm/Released",
        "Photo by Mira Holm shows the bridge",
        "Bild erstellt mit KI: Mira Holm",
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(line: str) -> None:
    assert read(line) == (["Mira Holm"], [])


@pytest.mark.parametrize(
    ("line", "creator"),
    [
        ("Foto: Jane van der Berg / ANP", "Jane van der Berg"),
        ("Carlos de la Cruz/EFE", "Carlos de la Cruz"),
        ("Foto: Lukas von der Heide/dpa", "Lukas von der Heide"),
        ("Maria dos Santos/Lusa", "Maria dos Santos"),
        ("Mohammed bin Rashid/WAM", "Mohammed bin Rashid"),
        ("Anna zu Stolberg/dpa", "Anna zu Stolberg"),
    ],
)
def test_small_words_inside_a_name_are_part_of_it(line: str, creator: str) -> None:
    assert parse_credit(line).creators == (creator,)


@pytest.mark.parametrize(
    ("line", "creators"),
    [
        ("Bundesarchiv, Bild 146-2000-070-61 / Holm, Mira / CC-BY-SA 3.0", ("Mira Holm",)),
        ("Bundesarchiv, B 145 Bild-F078072-0004 / Holm, Mira / CC-BY-SA 3.0", ("Mira Holm",)),
        ("Foto: Becker, Karl", ("Karl Becker",)),
        ("Foto: Müller, Schmidt", ("Müller", "Schmidt")),
        ("Mira Holm, Jo Lee", ("Mira Holm", "Jo Lee")),
        ("Photo: Müller, Reuters", ("Müller",)),
    ],
)
def test_a_surname_in_front_is_put_behind(line: str, creators: tuple[str, ...]) -> None:
    assert parse_credit(line).creators == creators


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ("Mira Holm/Harbour Gazette/Files", CreditFlag.FILE),
        ("Bild erstellt mit KI in Bing Designer durch Nordblatt", CreditFlag.AI_GENERATED),
        ("Dieses Bild wurde mit KI erstellt", CreditFlag.AI_GENERATED),
        ("Image créée par IA", CreditFlag.AI_GENERATED),
        ("Immagine creata con l'IA", CreditFlag.AI_GENERATED),
        ("This image obtained from social media on May 5, 2024.", CreditFlag.SOCIAL_MEDIA),
        ("fot. archiwum prywatne", CreditFlag.SUPPLIED),
    ],
)
def test_a_flag_in_other_words_is_one_too_and_nobodys_name(line: str, flag: CreditFlag) -> None:
    credit = parse_credit(line)
    assert flag in credit.flags
    assert "prywatne" not in credit.creators
    assert not any("erstellt" in name or "obtained" in name for name in credit.organizations)


def test_an_archive_of_the_internet_is_not_the_internet() -> None:
    for line in ("Photo: Internet Archive", "Harbour Museum, via Internet Archive"):
        credit = parse_credit(line)
        assert credit.platform is None
        assert "Internet Archive" in credit.organizations
        assert CreditFlag.FILE not in credit.flags
    assert parse_credit("Photo: Internet").platform == "internet"


def test_an_edited_picture_is_still_its_houses() -> None:
    credit = parse_credit("Northbridge Tools, edited by the author")
    assert credit.organizations == ("Northbridge Tools",)
    assert credit.remainder == "edited by the author"


def test_a_sentence_about_the_picture_names_only_who_gave_it() -> None:
    credit = parse_credit("This photo provided by the Harbour Police shows the bridge.")
    assert (credit.creators, credit.organizations) == ((), ("Harbour Police",))
    assert credit.remainder == "shows the bridge"


def test_an_initial_is_no_copyright_sign() -> None:
    credit = parse_credit("Foto: C. Manzoni")
    assert credit.creators == ("C. Manzoni",)
    assert credit.flags == ()


def test_marks_that_nobody_sees_are_no_part_of_a_name() -> None:
    credit = parse_credit("©\ufeff Jai\u00adro Dí\u00adez / Har\u200bbour Tribune")
    assert credit.creators == ("Jairo Díez",)
    assert credit.organizations == ("Harbour Tribune",)
