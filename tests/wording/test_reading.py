"""Taking a prompt apart."""

import unicodedata

from ivr.wording.reading import read


def _sentences(text: str, language: str) -> list[str]:
    found = read(text, language).sentences
    return [text[sentence.start : sentence.end] for sentence in found]


def _forms(text: str, language: str) -> list[str]:
    return [token.form for token in read(text, language).tokens]


def test_it_parts_sentences_at_their_signs() -> None:
    said = "Good morning! Northside Dental. How can I help you?"

    assert _sentences(said, "en") == [
        "Good morning!",
        "Northside Dental.",
        "How can I help you?",
    ]


def test_it_keeps_a_sentence_together_around_an_abbreviation() -> None:
    said = "Vi er tilbake kl. 14 i dag. Takk."

    assert _sentences(said, "nb") == ["Vi er tilbake kl. 14 i dag.", "Takk."]


def test_it_keeps_times_numbers_and_afternoon_whole() -> None:
    said = "Open 9:30 to 5 p.m., 1,500 seats."

    assert _forms(said, "en") == ["open", "9:30", "to", "5", "p.m.", "1,500", "seats"]


def test_it_knows_a_question() -> None:
    asks, tells = read("May I put you through? Thank you.", "en").sentences

    assert asks.asks
    assert not tells.asks


def test_it_reads_norwegian_and_russian_letters_as_words() -> None:
    assert _forms("Rørlegger på Åsen", "nb") == ["rørlegger", "på", "åsen"]
    assert _forms("Ещё «Улыбка»", "ru") == ["еще", "улыбка"]


def test_it_reads_a_typographic_apostrophe_as_a_plain_one() -> None:
    assert _forms("You’ve reached us", "en") == ["you've", "reached", "us"]


def test_it_reads_decomposed_letters_as_composed_ones() -> None:
    said = unicodedata.normalize("NFD", "Hold linjen på Åsen")

    assert _forms(said, "nb") == ["hold", "linjen", "på", "åsen"]


def test_it_takes_a_slot_for_one_word() -> None:
    kinds = [
        token.kind for token in read("Hello {{company.name}} [x] ${y}", "en").tokens
    ]

    assert kinds == ["word", "slot", "slot", "slot"]


def test_it_puts_a_sentence_in_other_words() -> None:
    reading = read("Thank you. Please hold. Goodbye.", "en")

    said = reading.replaced(reading.sentences[1], "May I put you on hold?")

    assert said == "Thank you. May I put you on hold? Goodbye."


def test_it_reads_nothing_in_silence() -> None:
    reading = read("  … \n", "en")

    assert reading.tokens == []
    assert reading.sentences == []


def test_what_follows_begins_a_sentence_of_its_own() -> None:
    question = "How can I help you?"

    for said in ("Northside Dental", "Northside Dental.", "Northside Dental, "):
        assert (
            read(said, "en").followed_by(question)
            == "Northside Dental. How can I help you?"
        )
    assert read("", "en").followed_by(question) == question
