import re

import pytest

from ivr.languages import CODES, LANGUAGES, SLOT, grammar, phrase, phrasebook
from ivr.wording.measures import estimate_seconds
from tests.languages.samples import slots

NAMES = sorted(phrasebook("en"))
EVERY_PHRASE = [(language, name) for language in CODES for name in NAMES]

# Seconds of English speech with the sample names, at the pace of 140 words a minute;
# anything else has LONGEST. The other languages need longer for the same.
SECONDS = {
    "greeting-line.line": 5,
    "greeting-department.department": 5.5,
    "greeting-agent.agent": 8,
    "transfer-question": 8.5,
    "ringing": 6,
    "hold-question": 11,
    "hold-update": 8.5,
    "after-hours.closed": 14,
    "closing": 14.5,
    "answer.more": 3,
}
LONGEST = 15
STRETCH = {"en": 1.0, "fil": 1.33, "ru": 1.15, "nb": 1.25}


@pytest.mark.parametrize("language", CODES)
def test_every_phrasebook_has_the_same_phrases(language):
    assert sorted(phrasebook(language)) == NAMES


@pytest.mark.parametrize(("language", "name"), EVERY_PHRASE)
def test_a_phrase_has_the_slots_of_its_english_twin(language, name):
    expected = sorted(SLOT.findall(phrasebook("en")[name]))

    assert sorted(SLOT.findall(phrasebook(language)[name])) == expected


@pytest.mark.parametrize(("language", "name"), EVERY_PHRASE)
def test_a_phrase_can_be_said_with_everything_known(language, name):
    said = phrase(language, name, **slots(language))

    assert said[0] == said[0].upper()
    assert said[-1] in ".?"
    assert not re.search(r"[{}\[\]0-9!]|\s\s|\s[.,?]|[.?][^\s]|,[.?]", said)


@pytest.mark.parametrize(("language", "name"), EVERY_PHRASE)
def test_a_phrase_can_be_said_with_its_optional_parts_left_out(language, name):
    words = phrasebook(language)[name]
    needed = SLOT.findall(re.sub(r"\[[^\]]*\]", "", words))
    known = {slot: slots(language)[slot] for slot in needed}

    said = phrase(language, name, **known)

    assert not re.search(r"[{}\[\]]|\s\s|\s[.,?]|,[.?]", said)


@pytest.mark.parametrize(("language", "name"), EVERY_PHRASE)
def test_optional_parts_are_the_same_as_in_english(language, name):
    def optional(words):
        return sorted(SLOT.findall(" ".join(re.findall(r"\[[^\]]*\]", words))))

    assert optional(phrasebook(language)[name]) == optional(phrasebook("en")[name])


@pytest.mark.parametrize(("language", "name"), EVERY_PHRASE)
def test_a_prompt_is_short_enough_to_listen_to(language, name):
    bound = SECONDS.get(name) or SECONDS.get(name.split(".")[0], LONGEST)

    seconds = estimate_seconds(phrase(language, name, **slots(language)), language)

    assert seconds <= bound * STRETCH[language]


@pytest.mark.parametrize("name", NAMES)
def test_russian_is_written_in_russian_letters(name):
    words = SLOT.sub("", phrasebook("ru")[name])

    assert not re.search(r"[A-Za-z]", words)


@pytest.mark.parametrize("name", NAMES)
def test_every_filipino_sentence_to_a_caller_is_polite(name):
    if name.startswith("whisper"):
        pytest.skip("agents are spoken to, not callers")
    said = phrase("fil", name, **slots("fil"))

    impolite = [
        sentence
        for sentence in re.split(r"(?<=[.?])\s", said)
        if not re.search(r"\b(po|opo|pong)\b", sentence)
    ]

    assert impolite == []


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("closing.")])
@pytest.mark.parametrize(
    ("language", "thanks"),
    [
        ("en", "Thank you"),
        ("fil", "alamat po"),
        ("ru", "(Спасибо|благодарит)"),
        ("nb", "(Takk|Tusen takk)"),
    ],
)
def test_every_goodbye_thanks(language, thanks, name):
    assert re.search(thanks, phrasebook(language)[name])


WORN_OUT = {
    "en": r"please wait|important to us|unfortunately|unavailable|cannot|\bbusy\b",
    "fil": r"maghintay po|wal[ao]ng|sa kasamaang|hindi po namin|mahalaga",
    "ru": r"оставайтесь на линии|к сожалению|ваш звонок важен|ждите|занят|невозможно",
    "nb": r"vennligst|dessverre|opptatt|viktig for oss|kan ikke",
}


@pytest.mark.parametrize(("language", "name"), EVERY_PHRASE)
def test_no_worn_out_or_discouraging_words(language, name):
    assert not re.search(WORN_OUT[language], phrasebook(language)[name].casefold())


@pytest.mark.parametrize("language", CODES)
def test_the_hold_question_offers_hold_callback_and_message_in_this_order(language):
    offered = {
        "en": r"hold.*called back by quarter past three.*message\?$",
        "fil": r"maghintay.*tawagan.*bago mag-alas-tres kinse ng hapon.*message\?$",
        "ru": r"подождёте.*перезвонить вам до пятнадцати часов .*сообщение\?$",
        "nb": r"vente.*oppringt innen kvart over tre.*beskjed\?$",
    }

    assert re.search(
        offered[language], phrase(language, "hold-question.agent", **slots(language))
    )


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("name", ["hold-question.keys", "menu.option", "menu.person"])
def test_a_key_comes_after_its_meaning(language, name):
    press = {"en": "press", "fil": "pindutin", "ru": "нажмите", "nb": "trykk"}
    said = phrase(language, name, **slots(language)).casefold()

    assert press[language] in said
    for sentence in said.split(". "):
        assert sentence.index(press[language]) > len("to hold")


def test_a_callback_without_a_department_still_names_the_agent():
    said = phrase("nb", "transfer-question.agent", agent="Kari", department=None)

    assert said == "Skal jeg sette deg over til Kari?"


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        grammar("sv")


def test_every_language_has_a_name_in_its_own_tongue():
    assert [LANGUAGES[code].name for code in CODES] == [
        "English",
        "Filipino",
        "русский",
        "norsk",
    ]
