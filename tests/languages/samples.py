"""Sample values for the slots, as a call would fill them."""

from ivr.languages import grammar, phrase
from ivr.languages.spoken_time import SpokenTime

NAMES = {
    "en": ("Bright Smile Dental", "Accounts", "Maria Santos", "English"),
    "fil": ("Dalisay Catering", "Reservations", "Liza Ramos", "Filipino"),
    "ru": ("Аптека на Садовой", "отдел заказов", "Анна Петрова", "русский"),
    "nb": ("Nordvik Rørservice", "verkstedet", "Kari Nordmann", "norsk"),
}
SAID = {
    "en": ("a question about a bill", "my tooth hurts"),
    "fil": ("tanong tungkol sa bill", "masakit ang ngipin ko"),
    "ru": ("вопрос по счёту", "есть ли лекарство"),
    "nb": ("spørsmål om fakturaen", "kranen drypper"),
}
ADDRESSES = {
    "en": "twelve Main Street",
    "fil": "Mabini Street, Malate",
    "ru": "Садовая улица, дом пять",
    "nb": "Storgata fem",
}
WEEK = (((0, 1, 2, 3, 4), "08:00", "17:00"), ((5,), "10:00", "14:00"))


def slots(language: str) -> dict[str, str]:
    """Every slot of the phrasebooks, filled for a language."""
    say = grammar(language)
    company, department, agent, tongue = NAMES[language]
    return {
        "company": company,
        "department": department,
        "team": department,
        "agent": agent,
        "colleague": agent,
        "manager": agent,
        "boss": agent,
        "regret": phrase(language, "answer.sorry"),
        "previous": agent,
        "language": tongue,
        "need": SAID[language][0],
        "examples": say.either(SAID[language]),
        "address": ADDRESSES[language],
        "daypart": say.daypart(9),
        "key": say.key("1"),
        "by": say.by(SpokenTime("today", 15, 15)),
        "at": say.at(SpokenTime("tomorrow", 8)),
        "within": say.within(4),
        "place": say.place(2),
        "still": say.still(2),
        "waiting": say.waiting(2),
        "waited": say.duration(3),
        "minutes": say.about_minutes(5),
        "hours": say.hours(WEEK),
    }
