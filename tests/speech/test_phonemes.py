"""Letters to phonemes in Filipino, Norwegian and Russian."""

import pytest

from ivr.speech.phonemes import filipino, norwegian, reading, russian
from ivr.speech.phonemes.loan_words import english_word


def fil(text: str) -> str:
    return filipino.phonemes(text, lambda word: None)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Salamat po.", "salˈamat po."),
        ("ang mga tawag ng kapatid", "aŋ maŋˈa tˈawaɡ naŋ kapˈatid"),
        ("Gusto ninyong maghintay?", "ɡustˈo nˈinjoŋ maɡhintˈaj?"),
        ("Maria", "maɾˈija"),
        ("otso", "ˈoʧo"),
        ("mag-iwan", "maɡˈiwan"),
        ("12", "labindalawˈa"),
        ("bukás", "bukˈas"),
        ("búkas", "bˈukas"),
    ],
)
def test_filipino(written, read):
    import unicodedata

    assert fil(unicodedata.normalize("NFD", written)) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("спасибо", "spasʲˈibə"),
        ("Здравствуйте!", "zdrˈastvujtʲɪ!"),
        ("что", "ʂtˈo"),
        ("сегодня", "sʲɪvˈodnʲə"),
        ("перезвоним до трёх", "pʲɪrʲɪzvanʲˈim da trʲˈox"),
        ("ещё", "jɪʃʃˈo"),
        ("еще", "jɪʃʃˈo"),
        ("записаться", "zəpʲisˈaʦə"),
        ("много", "mnˈoɡə"),
        ("доброго", "dˈobrəvə"),
        ("21", "dvˈaʦətʲ adʲˈin"),
        ("все", "fsʲˈe"),
    ],
)
def test_russian(written, read):
    assert russian.phonemes(written) == read


def test_a_mark_in_the_text_decides_the_stress():
    assert russian.phonemes("замо\u0301к") == "zamˈok"
    assert russian.phonemes("за\u0301мок") == "zˈamək"


def test_a_word_that_is_not_listed_still_has_one_stress():
    assert russian.phonemes("бормоталка").count("ˈ") == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Hva kan jeg hjelpe deg med?", "ʋaː kan jæj ˈjɛlpə dæj meː?"),
        ("bestille time", "bəˈstilə ˈtiːmə"),
        ("informasjon", "infɔrmaʃˈuːn"),
        ("regnskapsavdelingen", "ˈræjnskaːpsˌaːʋdeːliŋən"),
        ("kjøpe", "çˈøːpə"),
        ("hyggelig", "hˈyɡəli"),
        ("14", "ˈfjurtən"),
    ],
)
def test_norwegian(written, read):
    assert norwegian.phonemes(written) == read


def test_english_words_in_filipino_are_read_as_english():
    pytest.importorskip("hibari")

    assert english_word("booking") == "bˈukiŋ"
    assert english_word("message") == "mˈesiʤ"
    assert english_word("salamat") is None
    assert english_word("villanueva") is None


def test_sentences_are_read_one_by_one():
    assert list(reading("Takk. Hei!", "nb")) == ["tak.", "hæj!"]


def test_a_language_without_a_module_is_refused():
    with pytest.raises(ValueError, match="'de'"):
        list(reading("Hallo", "de"))


@pytest.mark.parametrize("language", ["fil", "nb", "ru"])
@pytest.mark.parametrize(
    "text", ["", "…", "🙂", "</Say>", "a" * 5000, "\u0301", "-", "ъ"]
)
def test_any_text_can_be_read(language, text):
    list(reading(text, language))
