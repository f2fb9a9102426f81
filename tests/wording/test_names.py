"""Who a prompt names, known or guessed."""

import pytest

from ivr.wording.names import names
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import read


def _named(text: str, language: str, **known: str) -> tuple[bool, bool, bool]:
    prompt = Prompt(text, language, PromptKind.GREETING_AGENT, **known)
    found = names(prompt, read(text, language))
    return tuple(name is not None for name in found)  # type: ignore[return-value]


COMPANY, DEPARTMENT, AGENT = (
    (True, False, False),
    (False, True, False),
    (False, False, True),
)
ALL, NOBODY = (True, True, True), (False, False, False)
GUESSES = [
    ("en", "Thank you for calling Acme.", COMPANY),
    ("en", "Northside Dental. How can I help you?", COMPANY),
    ("en", "You've reached the voicemail of Jamie.", AGENT),
    ("en", "Thank you for calling our company.", NOBODY),
    ("en", "Good morning, Harbour Hotel, reservations, Maria speaking.", ALL),
    ("en", "Customer service, how can I help you?", DEPARTMENT),
    ("nb", "Hansen Rørlegger, hva gjelder det?", COMPANY),
    ("nb", "Du snakker med Kari.", AGENT),
    ("nb", "Takk for at du ringer salgsavdelingen vår.", DEPARTMENT),
    ("ru", "Вы позвонили в аптеку «Ромашка».", COMPANY),
    ("ru", "Вы позвонили в отдел продаж.", DEPARTMENT),
    ("ru", "Меня зовут Ольга.", AGENT),
    ("fil", "Salamat po sa pagtawag sa Dalisay Catering.", COMPANY),
    ("fil", "Si Liza po ito.", AGENT),
    ("fil", "Magandang araw po, ito po ang Bulaklak Hardware.", COMPANY),
    ("en", "You've reached Quenby. I'm in a meeting.", AGENT),
    ("en", "Hi, this is Quenby. How can I help you?", COMPANY),
    ("en", "Thanks for calling Lakeside Motors, this is Quenby.", (True, False, True)),
    ("nb", "Dette er Quenby. Jeg kan ikke svare nå.", AGENT),
    ("nb", "Hamar kommune, parkering, det er Kari.", ALL),
    ("nb", "Resepsjonen på Hotell Solvang.", (True, True, False)),
    ("ru", "Салон «Лотос», косметика, меня зовут Ольга.", ALL),
    ("ru", "Гостиница «Лотос», администратор Ольга.", (True, False, True)),
    ("ru", "Регистратура, Сидорова, слушаю.", (False, True, True)),
    ("ru", "Школа «Глобус», помощник директора Ольга.", (True, False, True)),
    ("ru", "Это автобаза «Южная».", COMPANY),
    ("ru", "Скажите «оплата».", NOBODY),
    ("nb", "Personalavdelingen, Viborg.", (False, True, True)),
    ("nb", "Solheim Regnskap, lønn, du snakker med Tarald.", ALL),
    ("en", "Our shop at Lakeside Cycles is shut.", COMPANY),
    ("ru", "Фабрика «Заря» приветствует вас.", COMPANY),
    ("ru", "Назовите, пожалуйста, ваш вопрос.", NOBODY),
]


@pytest.mark.parametrize(("language", "text", "expected"), GUESSES)
def test_it_guesses_who_is_named(
    language: str, text: str, expected: tuple[bool, bool, bool]
) -> None:
    assert _named(text, language) == expected


def test_a_known_name_must_be_the_one_that_is_said() -> None:
    known = {"company": "Northside Dental"}

    assert _named("Thank you for calling Northside Dental.", "en", **known)[0]
    assert not _named("Thank you for calling Acme.", "en", **known)[0]


def test_a_known_russian_name_may_stand_in_another_case() -> None:
    known = {"company": "Клиника «Улыбка»"}

    assert _named("Вы позвонили в клинику «Улыбка».", "ru", **known)[0]
