"""Where the caption ends and the credit begins, in one text."""

from __future__ import annotations

import time

import pytest

from provenance.credits.likeness import MAX_CREDIT
from provenance.credits.split import split_credit

SPLIT = [
    ("A boat leaves. (AP Photo/Ann Lee, File)", "A boat leaves.", "(AP Photo/Ann Lee, File)"),
    ("A boat leaves harbour [Reuters]", "A boat leaves harbour", "[Reuters]"),
    ("A boat leaves. Ann Lee/Getty Images", "A boat leaves.", "Ann Lee/Getty Images"),
    ("A boat leaves on Friday. Getty Images", "A boat leaves on Friday.", "Getty Images"),
    ("Ein Boot fährt aus. Foto: Ann Lee/dpa", "Ein Boot fährt aus.", "Foto: Ann Lee/dpa"),
    ("Un bateau part © Ann Lee", "Un bateau part", "© Ann Lee"),
    ("Лодка выходит в море. Фото: Анна Ли / ТАСС", "Лодка выходит в море.", "Фото: Анна Ли / ТАСС"),
    ("Човен виходить. Джерело: Укрінформ", "Човен виходить.", "Джерело: Укрінформ"),
    ("Βάρκα στο λιμάνι. Φωτογραφία: Άννα Λη", "Βάρκα στο λιμάνι.", "Φωτογραφία: Άννα Λη"),
    ("قارب في الميناء. تصوير: آنا لي", "قارب في الميناء.", "تصوير: آنا لي"),
    ("סירה בנמל. צילום: אנה לי", "סירה בנמל.", "צילום: אנה לי"),
    ("港を出る船＝東京で（山田太郎撮影）", "港を出る船＝東京で", "（山田太郎撮影）"),
    ("부산항을 떠나는 배. 사진=연합뉴스", "부산항을 떠나는 배.", "사진=연합뉴스"),
    ("A boat leaves the pier — AFP pic", "A boat leaves the pier", "AFP pic"),
    (
        "A boat leaves. Image courtesy of the Harbour Board",
        "A boat leaves.",
        "Image courtesy of the Harbour Board",
    ),
    (
        "Un barco sale. Cedida por la 'Plataforma del Puerto'",
        "Un barco sale.",
        "Cedida por la 'Plataforma del Puerto'",
    ),
    (
        "A boat leaves. Harbour Inn: Ann Lee, ann@lee.example",
        "A boat leaves.",
        "Harbour Inn: Ann Lee, ann@lee.example",
    ),
    (
        "嵐のあとの船＝2024年3月4日、港市、山田太郎撮影",
        "嵐のあとの船＝2024年3月4日、港市",
        "山田太郎撮影",
    ),
    ("風暴後的船。通讯社记者 李明 摄", "風暴後的船。", "通讯社记者 李明 摄"),
    ("港を出る船（4日、港市）＝共同", "港を出る船（4日、港市）", "共同"),
    ("배가 떠난다. /연합뉴스", "배가 떠난다.", "/연합뉴스"),
    ("قارب يغادر الميناء عند الفجر (رويترز)", "قارب يغادر الميناء عند الفجر", "(رويترز)"),
    ("Łódź wypływa (fot. Anna Lis)", "Łódź wypływa", "(fot. Anna Lis)"),
    ("The old town. Map: Harbour Post", "The old town.", "Map: Harbour Post"),
    (
        "The old town (map by the author, data © Street Map)",
        "The old town",
        "(map by the author, data © Street Map)",
    ),
    ("Una barca esce (Fotogramma)", "Una barca esce", "(Fotogramma)"),
    ("(AP Photo/Ann Lee) A boat leaves the pier.", "A boat leaves the pier.", "(AP Photo/Ann Lee)"),
    (
        "Un bateau part, mardi. ANNE LEROY POUR LE PORT",
        "Un bateau part, mardi.",
        "ANNE LEROY POUR LE PORT",
    ),
    ("Pier Ann (Ann Lee/AFP)", "Pier Ann", "(Ann Lee/AFP)"),
    ("Ann Lee (AFP/Getty Images)", "", "Ann Lee (AFP/Getty Images)"),
    ("Photo by Pedro Marsh / AFP", "", "Photo by Pedro Marsh / AFP"),
    ("Рада ухвалила план / Фото Новини", "Рада ухвалила план", "Фото Новини"),
    ("Der Rat berät den Plan / Foto Nordpresse", "Der Rat berät den Plan", "Foto Nordpresse"),
    ("Le conseil vote / Photo Presse du Nord", "Le conseil vote", "Photo Presse du Nord"),
    ("The council votes / Photo Northern Press", "The council votes", "Photo Northern Press"),
    ("Il consiglio vota / Foto Ann Lee", "Il consiglio vota", "Foto Ann Lee"),
    ("Рада голосує / Фото з фейсбуку Анни Лі", "Рада голосує", "Фото з фейсбуку Анни Лі"),
    ("Ana Rivera na câmara Agência/ANA EXEMPLO", "Ana Rivera na câmara", "Agência/ANA EXEMPLO"),
    (
        "Der Rat am Freitag in Nordstadt APA/ANN LEE",
        "Der Rat am Freitag in Nordstadt",
        "APA/ANN LEE",
    ),
    ("A fire rages in Rome | Ann Lee/AP", "A fire rages in Rome", "Ann Lee/AP"),
    ("Ein Feuer in Rom – Foto: Ann Lee / dpa", "Ein Feuer in Rom", "Foto: Ann Lee / dpa"),
    ("Incendio en Roma. ANN LEE (REUTERS)", "Incendio en Roma.", "ANN LEE (REUTERS)"),
    (
        "Un incendie à Rome © Crédit photo : ANN LEE",
        "Un incendie à Rome",
        "© Crédit photo : ANN LEE",
    ),
    (
        "The pier on Friday. Robert F. Lee / AP",
        "The pier on Friday.",
        "Robert F. Lee / AP",
    ),
    (
        "The pier on Jan. 27, 2023. AP Photo/Ann Lee",
        "The pier on Jan. 27, 2023.",
        "AP Photo/Ann Lee",
    ),
    ("Der Hafen am 11. Mai 2026 (AFP / Ann Lee)", "Der Hafen am 11. Mai 2026", "(AFP / Ann Lee)"),
    ("The pier opens on March 12. Unsplash", "The pier opens on March 12.", "Unsplash"),
    (
        "Boats in the bay. ANN LEE, AFP via Getty Images",
        "Boats in the bay.",
        "ANN LEE, AFP via Getty Images",
    ),
    (
        "Boats. Mandatory Credit: Ann Lee-USA TODAY Sports",
        "Boats.",
        "Mandatory Credit: Ann Lee-USA TODAY Sports",
    ),
    (
        "Kyiv on Tuesday “é” 東京 😀. Photo: Google",
        "Kyiv on Tuesday “é” 東京 😀.",
        "Photo: Google",
    ),
    (
        "A man rows. PRESS ASSOCIATION Photo. Picture date: Monday May 6, 2024. Photo credit "
        "should read: Ann Lee/PA Wire",
        "A man rows. PRESS ASSOCIATION Photo. Picture date: Monday May 6, 2024.",
        "Photo credit should read: Ann Lee/PA Wire",
    ),
    (
        "A man rows. (Photo credit should read ANN LEE/AFP via Getty Images)",
        "A man rows.",
        "(Photo credit should read ANN LEE/AFP via Getty Images)",
    ),
    ("Northbridge Tools, edited by the author", "", "Northbridge Tools, edited by the author"),
    ("De haven op vrijdag. AdobeStock", "De haven op vrijdag.", "AdobeStock"),
    ("The town hall. Drone photo: Ann Lee", "The town hall.", "Drone photo: Ann Lee"),
    ("Het stadhuis. Fotograaf: Ann Lee", "Het stadhuis.", "Fotograaf: Ann Lee"),
    ("Das Rathaus. Archivbild: Ann Lee", "Das Rathaus.", "Archivbild: Ann Lee"),
    ("A man rows. Image by jplenio7 from Pixabay", "A man rows.", "Image by jplenio7 from Pixabay"),
    ("A man rows a boat (Album)", "A man rows a boat", "(Album)"),
    ("Una barca nel porto (foto Ann Lee)", "Una barca nel porto", "(foto Ann Lee)"),
    ("Un bateau dans le port (photo Ann Lee)", "Un bateau dans le port", "(photo Ann Lee)"),
    ("A man rows a boat — Chronicle", "A man rows a boat", "Chronicle"),
    ("A man rows a boat. Ann Lee/Aurora", "A man rows a boat.", "Ann Lee/Aurora"),
    ("A man rows a boat. ALBUM", "A man rows a boat.", "ALBUM"),
    ("A man rows a boat. © Focus", "A man rows a boat.", "© Focus"),
    ("A man rows a boat. Photo: Contact", "A man rows a boat.", "Photo: Contact"),
]
WHOLE = [
    "Map of Kollam",
    "Photos from the harbour of Kollam",
    "Image of Ann Lee taking part in a boat race in Kollam",
    "上空から見た港、4日撮影",
    "Carte de France",
    "A boat leaves the harbour (left)",
    "A boat leaves the harbour (stock image)",
    "A boat leaves the harbour (photo left)",
    "A boat leaves the harbour (photo May 2021)",
    "Ein Boot verlässt den Hafen (Bild Mitte)",
    "He said it on Twitter",
    "Imagen de un barco situado en la dársena del puerto, en la edición de 2025.",
    "Image of a boat in the harbour",
    "Audio of the boat | 25.04.24 | Ann Lee",
    "A boat, pictured by its owner, leaves the harbour",
    "She was photographed: it was the last boat of the year to leave the harbour before the ice "
    "came in",
    "Prices rose by 3 % (2.1 % in May)",
    "A man rows a boat. Chronicle",
    "He kept it in an Album",
    "Two stars shine in this city. Aurora",
    "She scored 31 points (MIA)",
    "Fans cheer at a concert of AC/DC",
    "A choice of sizes / colours",
    "Karte von Kollam",
    "The data: three boats left the harbour before noon",
    "Der Autor: ein Mann aus dem Dorf",
    "The boat in the bay (archive picture)",
    'Plakat "Stopp" in London (Archivaufnahme)',
    "",
]


@pytest.mark.parametrize("number", ["Abb. 4:", "Ill. 2:", "Fig. 7:", "Obr. 3."])
def test_the_number_of_a_figure_is_no_lead_word(number):
    text = f"{number} Die Mühle am Bach um 1910 (Foto: Museum der Stadt Riva)"
    shown = f"{number} Die Mühle am Bach um 1910"
    assert split_credit(text) == (shown, "(Foto: Museum der Stadt Riva)")


@pytest.mark.parametrize(("text", "caption", "credit"), SPLIT)
def test_a_credit_at_the_end_is_separated_and_kept_as_printed(text, caption, credit):
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize("text", WHOLE)
def test_a_caption_without_credit_stays_whole(text):
    assert split_credit(text) == (text, "")


def test_a_bare_platform_at_the_end_counts_only_where_asked_for():
    text = "The pier hit by heavy waves last night Twitter"
    assert split_credit(text) == (text, "")
    assert split_credit(text, loose=True) == ("The pier hit by heavy waves last night", "Twitter")
    assert split_credit("The mayor posted the picture on Twitter", loose=True)[1] == ""


def test_a_credit_is_never_longer_than_any_printed_one():
    assert split_credit("Boats. Photo: " + "x" * (MAX_CREDIT + 50))[1] == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "(" * 50_000,
        "Photo: " * 20_000,
        "a. " * 30_000,
        "A / " * 20_000,
        "© " * 30_000,
        "| " * 30_000,
    ],
)
def test_hostile_text_takes_no_quadratic_time(text):
    started = time.process_time()
    split_credit(text)
    assert time.process_time() - started < 5
