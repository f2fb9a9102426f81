"""Words that look like a fault and are none, and the reverse."""

import pytest

from ivr.wording.check import check_text

INNOCENT = [
    ("negative-words", "fil", "closing", "Walang anuman po! Salamat po sa pagtawag."),
    ("negative-words", "nb", "greeting", "Avdelingen er åpen fra klokken åtte."),
    ("negative-words", "nb", "answer", "Opplysningen svarer hele døgnet."),
    ("negative-words", "en", "menu", "To hear the unavailable message, press two."),
    ("negative-words", "en", "menu", "If it cannot wait until morning, press zero."),
    ("negative-words", "ru", "menu", "Да — нажмите один. Нет — нажмите два."),
    ("wait-without-time", "en", "hold", "Please hold. You are number 3 in the queue."),
    ("wait-without-time", "nb", "hold", "Vent litt. Du er nummer to i køen."),
    ("wait-without-time", "ru", "hold", "Подождите. Перед вами два человека."),
    ("wait-without-time", "fil", "hold", "Pakihintay po. Ikatlo po kayo sa pila."),
    ("hold-without-asking", "en", "menu", "For sales press 1, or stay on the line."),
    ("hold-without-asking", "en", "hold", "You waited one minute. Thank you."),
    ("keyword-robot", "en", "answer", "Please say your name after the tone."),
    ("keyword-robot", "ru", "answer", "Назовите, пожалуйста, ваше имя."),
    ("command-tone", "en", "after-hours", "If in danger, hang up and dial 112."),
    ("command-tone", "en", "menu", "For sales, press 1."),
    ("command-tone", "en", "voicemail", "Please leave your name and number."),
    ("cliche", "en", "greeting", "This call may be recorded for training."),
    (
        "reply-time-missing",
        "en",
        "closing",
        "We will reply within 24 hours. Thank you.",
    ),
    ("unfilled-slot", "nb", "menu", "For resepsjonen, trykk null."),
    ("jargon", "en", "menu", "To dial an extension, press the pound key."),
    ("overpromise", "ru", "menu", "Вопросы о гарантии — нажмите два."),
    ("overpromise", "nb", "menu", "Gjelder det garanti, trykk to."),
    ("reply-time-missing", "en", "voicemail", "I will call you that same evening."),
    ("hold-without-asking", "en", "menu", "To stay on hold, press one."),
    ("transfer-without-asking", "en", "answer", "We will send you a text message."),
    ("negative-words", "nb", "answer", "Vi er nede i resepsjonen."),
    ("command-tone", "nb", "closing", "Ha en riktig fin helg."),
    ("question-missing", "nb", "greeting", "Solvang Bakeri. Hva lurer du på?"),
    ("question-missing", "ru", "greeting", "Это «Лотос». Я вас внимательно слушаю."),
    ("question-missing", "fil", "greeting", "Bulaklak po. Sino po ang hanap ninyo?"),
    ("jargon", "nb", "answer", "Frokosten serveres fra sju."),
    ("jargon", "en", "menu", "For tickets to the museum, press two."),
    ("keyword-robot", "en", "greeting", "Say what you need in your own words."),
    ("command-tone", "en", "greeting", "Please pay attention to the step."),
    ("hold-without-asking", "fil", "hold", "Kayo na po, mga isang minuto na lang."),
    ("jargon", "fil", "answer", "Nasa Tanggapan ng Rehistro po ang dokumento."),
    ("command-tone", "fil", "voicemail", "Mag-iwan po ng mensahe."),
    ("command-tone", "nb", "voicemail", "Oppgi gjerne navn og nummer."),
    ("command-tone", "ru", "voicemail", "Назовите ваше имя, пожалуйста."),
    ("negative-words", "en", "voicemail", "Please leave a summary of the problem."),
    ("thanks-missing", "en", "closing", "We hope to hear from you again."),
    ("hours-missing", "en", "after-hours", "I'm sorry for the trouble."),
]
GUILTY = [
    ("reply-time-missing", "en", "closing", "We will call as soon as possible."),
    ("company-missing", "en", "greeting", "Welcome to our company. How can I help?"),
    ("keyword-robot", "nb", "menu", "Si «salg» eller «service»."),
    ("hold-without-asking", "ru", "hold", "Не отключайтесь."),
    ("hold-without-asking", "nb", "hold", "Du står i kø."),
    ("hold-without-asking", "fil", "hold", "Wala pong iba, huwag po kayong bababa."),
    ("hold-without-asking", "en", "hold", "You have been placed on hold."),
    ("hold-without-asking", "ru", "hold", "Держите трубку."),
    ("hold-without-asking", "nb", "hold", "Heng på litt."),
    ("hold-without-asking", "fil", "hold", "I-hold ko po muna kayo."),
    ("wait-without-time", "fil", "hold", "Sandali lang po, ilang minuto na lang."),
    ("negative-words", "nb", "answer", "Systemet er nede."),
    ("negative-words", "ru", "answer", "Свободных операторов нет."),
    ("keyword-robot", "nb", "menu", "For saldo, si saldo."),
    ("negative-words", "fil", "answer", "May problema po sa aming linya."),
    ("overpromise", "ru", "answer", "Гарантируем решение."),
    ("cliche", "en", "menu", "Listen to the following options, as they have changed."),
    ("keyword-robot", "ru", "menu", "Скажите, что вас интересует: свет или газ."),
    ("key-before-meaning", "en", "menu", "Say or press one for account details."),
    ("command-tone", "en", "voicemail", "Speak at the beep."),
    ("command-tone", "fil", "voicemail", "Mag-iwan ng mensahe."),
    ("command-tone", "nb", "voicemail", "Oppgi navn og nummer."),
    (
        "reply-time-missing",
        "nb",
        "after-hours",
        "Vi åpner igjen i morgen klokken åtte.",
    ),
    ("reply-time-missing", "ru", "after-hours", "Мы откроемся завтра в восемь утра."),
    ("unfilled-slot", "ru", "answer", "Осталось ждать inf секунд."),
    ("unfilled-slot", "en", "greeting", "Welcome to {{flow.variables.CITY}}."),
]


def _names(text: str, language: str, kind: str) -> set[str]:
    return {found.name for found in check_text(text, language, kind)}


@pytest.mark.parametrize(("rule", "language", "kind", "text"), INNOCENT)
def test_it_lets_the_innocent_go(
    rule: str, language: str, kind: str, text: str
) -> None:
    assert rule not in _names(text, language, kind)


@pytest.mark.parametrize(("rule", "language", "kind", "text"), GUILTY)
def test_it_catches_the_guilty(rule: str, language: str, kind: str, text: str) -> None:
    assert rule in _names(text, language, kind)
