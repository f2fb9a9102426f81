"""What callers say is understood as they mean it, politeness and traps included."""

import re
from collections import Counter

import pytest

from ivr.flow.call import Call
from ivr.flow.flow import Edge, Flow, Kind, State
from ivr.languages import CODES, heard
from ivr.understanding import Listener

MEANINGS = [
    *("yes", "no", "hold", "callback", "message", "person", "manager", "hours"),
    *("address", "nothing-else", "repeat", "upset", "abuse"),
]
WISHES = {"person", "manager", "hours", "address"}
ANYWHERE = {"callback", "message", "upset", "abuse"}
YES_NO = {"yes", "no", *WISHES}
HOLD = {"hold", "callback", "message", "no", *WISHES}
MORE = {"nothing-else", "yes", "no", "message", "callback", *WISHES}


def meaning(language, words, expected):
    question = State(
        "question", Kind.QUESTION, edges=dict.fromkeys(expected, (Edge("next"),))
    )
    flow = Flow({"question": question}, {}, (language,), {}, "")
    return Listener(flow).meaning(Call("question", language), words)


@pytest.mark.parametrize("language", CODES)
def test_every_language_has_the_same_meanings(language):
    assert list(heard(language)) == [*MEANINGS, "negation"]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("name", MEANINGS)
def test_a_meaning_has_enough_ways_to_say_it(language, name):
    assert len(heard(language)[name]) >= 30


@pytest.mark.parametrize("language", CODES)
def test_no_saying_has_two_meanings(language):
    said = Counter(saying for name in MEANINGS for saying in heard(language)[name])

    assert [saying for saying, times in said.items() if times > 1] == []


@pytest.mark.parametrize("language", CODES)
def test_sayings_are_written_as_a_recogniser_writes_them(language):
    odd = [
        saying
        for sayings in heard(language).values()
        for saying in sayings
        if saying != saying.lower() or re.search(r"[^\w' -]|\s\s|^\s|\s$", saying)
    ]

    assert odd == []


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("name", MEANINGS)
def test_every_saying_is_understood_as_listed(language, name):
    expected = {*MEANINGS} - {"repeat"}
    wrong = {
        saying: understood
        for saying in heard(language)[name]
        if len(saying.split()) <= 5 or name in WISHES | ANYWHERE
        if (understood := meaning(language, saying, expected)) != name
    }

    assert wrong == {}


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "No problem.", "yes"),
        ("en", "No, go ahead.", "yes"),
        ("en", "Not now, thanks.", "no"),
        ("en", "Okay, not now.", "no"),
        ("en", "I'm not sure.", "repeat"),
        ("en", "That's not correct.", "no"),
        ("fil", "Opo.", "yes"),
        ("fil", "Sige po, salamat.", "yes"),
        ("fil", "Hindi naman, sige.", "yes"),
        ("fil", "Wala pong problema.", "yes"),
        ("fil", "Ayos lang po.", "yes"),
        ("fil", "Hindi na po, salamat.", "no"),
        ("fil", "Hindi po muna.", "no"),
        ("fil", "Hindi po ako sure.", "repeat"),
        ("ru", "Да, давайте.", "yes"),
        ("ru", "Нет проблем.", "yes"),
        ("ru", "Не возражаю.", "yes"),
        ("ru", "Нет, не сейчас.", "no"),
        ("ru", "Да нет.", "no"),
        ("ru", "Ну ладно, не надо.", "no"),
        ("ru", "Будьте добры, повторите.", "repeat"),
        ("ru", "Я не согласна.", "no"),
        ("nb", "Ja takk.", "yes"),
        ("nb", "Nei, det går fint.", "yes"),
        ("nb", "Ikke noe problem.", "yes"),
        ("nb", "Nei takk.", "no"),
        ("nb", "Ikke nå.", "no"),
        ("nb", "Det er ikke greit.", "no"),
        ("nb", "Jeg er ikke sikker.", "repeat"),
    ],
)
def test_an_answer_to_a_yes_or_no_question(language, words, expected):
    assert meaning(language, words, YES_NO) == expected


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "Yes please, that would be great.", "yes"),
        ("en", "No thank you, I would rather do that another day.", "no"),
        ("fil", "Opo, sige po, okay na okay po sa akin iyon.", "yes"),
        ("ru", "Да, конечно, буду вам за это очень благодарен.", "yes"),
        ("ru", "Нет, спасибо, я лучше потом сам к вам зайду.", "no"),
        ("nb", "Ja takk, det hadde vært veldig fint om du kunne.", "yes"),
    ],
)
def test_an_answer_that_begins_a_longer_sentence(language, words, expected):
    assert meaning(language, words, YES_NO) == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "how long would I be on hold please"),
        ("en", "I can wait until Monday but not on the phone"),
        ("nb", "jeg kan vente til mandag men ikke på telefonen"),
        ("ru", "я подожду до понедельника но не на телефоне"),
        ("en", "I don't want to hold"),
        ("en", "please don't hold me"),
        ("en", "no hold"),
        ("en", "I hate waiting"),
        ("en", "how long do I wait"),
        ("en", "wait a minute"),
        ("en", "I can't wait"),
        ("en", "hold on a second"),
        ("en", "don't put me on hold"),
        ("en", "I don't think I'll hold"),
        ("fil", "ayoko pong maghintay"),
        ("fil", "hindi po ako maghihintay"),
        ("fil", "teka lang po"),
        ("fil", "hindi yata maghihintay po ako"),
        ("fil", "gaano po katagal maghihintay"),
        ("fil", "huwag niyo po akong i hold"),
        ("ru", "не хочу ждать"),
        ("ru", "я не буду ждать"),
        ("ru", "сколько ждать"),
        ("ru", "подождите пожалуйста"),
        ("ru", "не могу подождать"),
        ("ru", "больше ждать не буду"),
        ("ru", "не думаю что буду ждать"),
        ("nb", "jeg vil ikke vente"),
        ("nb", "jeg venter ikke"),
        ("nb", "vent litt"),
        ("nb", "hvor lenge må jeg vente"),
        ("nb", "jeg orker ikke vente"),
        ("nb", "tror ikke jeg kan vente"),
        ("nb", "ikke sett meg på vent"),
    ],
)
def test_nobody_is_held_who_did_not_agree(language, words):
    assert meaning(language, words, HOLD) in {"no", "repeat", None}


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "No, I'll hold.", "hold"),
        ("en", "No problem, I'll wait.", "hold"),
        ("en", "I can't wait, call me back.", "callback"),
        ("en", "No, just call me back.", "callback"),
        ("en", "I'll leave a message then.", "message"),
        ("fil", "Sige po, maghihintay po ako.", "hold"),
        ("fil", "Hintayin ko na lang po.", "hold"),
        ("fil", "Tawagan niyo na lang po ako.", "callback"),
        ("fil", "Ayoko pong maghintay, tawagan niyo na lang ako.", "callback"),
        ("fil", "Mag-iiwan na lang po ako ng message.", "message"),
        ("fil", "Pakisabi po na tumawag ako.", "message"),
        ("ru", "Нет, я подожду.", "hold"),
        ("ru", "Ничего страшного, подожду.", "hold"),
        ("ru", "Лучше перезвоните.", "callback"),
        ("ru", "Некогда ждать, перезвоните.", "callback"),
        ("ru", "Запишите сообщение.", "message"),
        ("ru", "Передайте, что я звонила.", "message"),
        ("nb", "Nei, jeg venter.", "hold"),
        ("nb", "Det går fint, jeg venter.", "hold"),
        ("nb", "Bare ring meg tilbake.", "callback"),
        ("nb", "Jeg har ikke tid til å vente, ring meg.", "callback"),
        ("nb", "Jeg legger igjen en beskjed.", "message"),
    ],
)
def test_an_answer_to_the_hold_question(language, words, expected):
    assert meaning(language, words, HOLD) == expected


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "Hello, could I speak to a real person please?", "person"),
        ("en", "I would like to speak to the manager about my last visit", "manager"),
        ("en", "Hi, what time do you close on Fridays?", "hours"),
        ("en", "Hello, where are you located exactly?", "address"),
        ("fil", "Hello po, puwede po bang makausap ang manager ninyo?", "manager"),
        ("fil", "Good morning po, hanggang anong oras po kayo ngayon?", "hours"),
        ("fil", "Nasaan po kayo banda sa Malate?", "address"),
        ("ru", "Здравствуйте, соедините меня, пожалуйста, с оператором", "person"),
        ("ru", "Я хочу поговорить с вашим руководителем об этом", "manager"),
        ("ru", "Подскажите, пожалуйста, до скольки вы сегодня работаете", "hours"),
        ("ru", "Скажите, а где вы находитесь?", "address"),
        ("nb", "Hei, kan jeg få snakke med et menneske?", "person"),
        ("nb", "Jeg vil gjerne snakke med sjefen om dette her", "manager"),
        ("nb", "Hei, hvor lenge har dere åpent i dag?", "hours"),
        ("nb", "Hvor ligger dere egentlig hen i byen?", "address"),
    ],
)
def test_a_wish_within_a_longer_sentence(language, words, expected):
    assert meaning(language, words, WISHES) == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "I need to change my address"),
        ("en", "a table for one person tonight"),
        ("en", "my tooth has hurt for twelve hours"),
        ("en", "what does a filling cost"),
        ("fil", "limang tao po kami mamaya"),
        ("fil", "ano po ang presyo"),
        ("ru", "нас пять человек на субботу"),
        ("ru", "как записаться на прививку"),
        ("ru", "хочу изменить адрес доставки"),
        ("nb", "kan noen reparere kranen min"),
        ("nb", "et bord til en person"),
        ("nb", "hva koster en befaring"),
        ("nb", "kan jeg legge igjen bilen hos dere"),
        ("ru", "запишите меня к зубному на пятницу"),
        ("fil", "pakisabi po kung magkano ang lechon"),
    ],
)
def test_a_need_is_not_taken_for_a_wish(language, words):
    assert meaning(language, words, {*WISHES, "callback", "message"}) is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "No, that's all, thank you."),
        ("fil", "Wala na po, salamat."),
        ("ru", "Нет, это всё, спасибо."),
        ("nb", "Nei takk, det var alt."),
    ],
)
def test_a_caller_who_needs_nothing_else(language, words):
    assert meaning(language, words, MORE) == "nothing-else"
