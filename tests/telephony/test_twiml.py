"""Documents: the verbs of each action, and what no name or word can change."""

from collections.abc import Sequence
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.flow.actions import (
    Action,
    Ask,
    Connect,
    Hangup,
    Listening,
    PlayMusic,
    PlayRingback,
    Record,
    Ring,
    Say,
    Words,
)
from ivr.speech.prompt import Prompt
from ivr.telephony.scrub import portions, scrub
from ivr.telephony.twiml import LARGEST, Direct, Document, finished

HOSTILE = {
    "markup": "</Say><Dial>+19005550100</Dial><Say>",
    "entity": "&amp;&lt;&#0;&xxe; %00",
    "cdata": "]]><!-- <![CDATA[ --> <?php ?>",
    "quotes": "\"'`${7*7}{{7*7}}=cmd|' /C calc'!A0",
    "controls": "Bo\x00b\x07\x1b[31m\x85\x9f\ufffe\uffff",
    "lines": "Bob\r\nX-Injected: 1\u2028\u2029\x0b\x0c",
    "bidi": "\u202eboB\u2066\u2069\u200f\ufeff",
    "surrogates": "B\ud800ob\udfff",
    "emoji": "Bob 👩‍👩‍👧 🇳🇴 \U000e0041",
    "combining": "B" + "\u0301" * 500 + "ob",
    "long": "Bob " * 2500,
    "unbroken": "б" * 10_000,
    "private": "\ue000\U000f0000Bob",
    "empty": "",
    "blank": " \t\u00a0\u3000 ",
}
LANGUAGES = ("en", "fil", "ru", "nb")


class Silent:
    """A voice without sounds of its own: Twilio's says everything."""

    def play(self, words: Words) -> str | None:
        return None

    def prompt(self, words: Words) -> Prompt:
        return Prompt(words.text, words.language)

    def seconds(self, words: Words) -> float:
        return 5.0

    def music(self, seconds: int) -> str | None:
        return f"https://line.example.com/audio/music-{seconds}.wav"

    def ringback(self, seconds: int) -> str | None:
        return f"https://line.example.com/audio/ringing-{seconds}.wav"


def link(cue: str, seconds: int) -> str:
    return f"https://line.example.com/voice/turn?t={cue}-{seconds}#ct=1000&rt=4000"


def said(text: str, language: str = "en") -> tuple[Words, ...]:
    return (Words(text, language, "hold-update.first"),)


def every_action(text: str, language: str = "en") -> dict[str, Sequence[Action]]:
    """A document of each kind, with the text wherever words are said."""
    words = said(text, language)
    keys = Listening(("1", "2"))
    return {
        "question": (Say(words), Ask(words, keys)),
        "number": (Ask(words, Listening(number=True)),),
        "hold": (Ask(words, keys), PlayMusic(15, Listening(("1",), speech=False))),
        "ringing": (Ring("desk/0", 18), Say(words), PlayRingback(18, keys)),
        "message": (Say(words), Record(120)),
        "talking": (Say(words), Connect("desk/0")),
        "goodbye": (Say(words), Hangup()),
    }


def written(actions: Sequence[Action], direct: Direct | None = None) -> str:
    document = Document("en", Silent(), link, lambda: "room-1", direct)
    return document.write(actions)


def shape(text: str) -> list[tuple[str, dict[str, str]]]:
    """Every element with its attributes; what a long text is split into counts once."""
    found: list[tuple[str, dict[str, str]]] = []
    for element in ElementTree.fromstring(text).iter():
        now = (element.tag, dict(element.attrib))
        if now[0] != "Say" or not found or found[-1] != now:
            found.append(now)
    return found


@pytest.mark.parametrize("kind", every_action("Bob"))
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_changes_what_the_document_does(kind: str, text: str) -> None:
    hostile = written(every_action(text)[kind])

    plain = [one for one in shape(written(every_action("Bob")[kind]))]
    assert [one for one in shape(hostile) if one[0] != "Say"] == [
        one for one in plain if one[0] != "Say"
    ]
    assert {one[0] for one in shape(hostile)} <= {one[0] for one in plain}


@pytest.mark.parametrize("kind", every_action("Bob"))
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_document_is_small_and_each_say_is_what_twilio_takes(
    kind: str, text: str
) -> None:
    document = written(every_action(text)[kind])

    assert len(document.encode()) <= LARGEST
    for say in ElementTree.fromstring(document).iter("Say"):
        assert say.text
        assert len(say.text.encode()) <= 3000
        assert len(quote(say.text, safe="")) <= 4500


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_is_split_and_nothing_of_it_is_lost(language: str) -> None:
    sentence = {
        "en": "We will call you back by a quarter past three. ",
        "fil": "Tatawagan ka namin bago mag-alas tres ng hapon. ",
        "ru": "Мы перезвоним вам до четверти четвёртого. ",
        "nb": "Vi ringer deg tilbake før kvart over tre på ettermiddagen. ",
    }[language]
    text = (sentence * 80).strip()

    document = written((Say(said(text, language)), Hangup()))

    parts = [say.text or "" for say in ElementTree.fromstring(document).iter("Say")]
    assert len(parts) > 1
    assert " ".join(parts) == text
    assert all(part.endswith(".") for part in parts)


def test_a_word_without_end_is_cut_where_it_must_be() -> None:
    parts = list(portions("б" * 2000))

    assert "".join(parts) == "б" * 2000
    assert max(len(quote(part)) for part in parts) <= 4500


def test_words_without_end_are_shortened_rather_than_left_unsaid() -> None:
    words = said("Привет всем. " * 700, "ru")

    document = written((Ask(words * 4, Listening()),))

    says = list(ElementTree.fromstring(document).iter("Say"))
    assert says
    assert len(document.encode()) <= LARGEST


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("  Bob \n\t Olsen ", "Bob Olsen"),
        ("e\u0301", "é"),
        ("\u202ea\u202c", "a"),
        ("a\x00b", "ab"),
        ("\ud800", ""),
        ("Åse Ødegård", "Åse Ødegård"),
        ("Ёлка", "Ёлка"),
    ],
)
def test_text_is_scrubbed_of_what_cannot_be_said(text: str, heard: str) -> None:
    assert scrub(text) == heard


def test_our_writer_writes_what_twilios_writes() -> None:
    response = VoiceResponse()
    gather = Gather(action=link("answer", 0), num_digits=1, finish_on_key="")
    gather.say('Åse & "Bob" <x>', voice="Polly.Liv", language="nb-NO")
    gather.pause(length=2)
    response.append(gather)
    response.record(play_beep=True, max_length=120)
    dial = Dial(hangup_on_star=False, timeout=18)
    dial.conference("room", beep="false", start_conference_on_enter=True)
    response.append(dial)
    response.redirect(link("empty", 0))

    ours = ElementTree.canonicalize(finished(response))

    assert ours == ElementTree.canonicalize(str(response))


GOLDEN = {
    "question": """<Response>
      <Gather action="ANSWER" method="POST" numDigits="1" finishOnKey=""
        input="dtmf speech" speechTimeout="1" language="en-US" timeout="4"
        actionOnEmptyResult="true">
        <Say voice="Polly.Joanna" language="en-US">Bob</Say>
        <Say voice="Polly.Joanna" language="en-US">Bob</Say>
      </Gather>
      <Redirect>SILENCE</Redirect>
    </Response>""",
    "number": """<Response>
      <Gather action="ANSWER" method="POST" input="dtmf" finishOnKey="#" timeout="4"
        actionOnEmptyResult="true">
        <Say voice="Polly.Joanna" language="en-US">Bob</Say>
      </Gather>
      <Redirect>SILENCE</Redirect>
    </Response>""",
    "hold": """<Response>
      <Gather action="ANSWER" method="POST" numDigits="1" finishOnKey=""
        input="dtmf speech" speechTimeout="1" language="en-US" timeout="4">
        <Say voice="Polly.Joanna" language="en-US">Bob</Say>
      </Gather>
      <Gather action="ANSWER" method="POST" numDigits="1" finishOnKey=""
        input="dtmf" timeout="1">
        <Play>https://line.example.com/audio/music-14.wav</Play>
      </Gather>
      <Redirect>ELAPSED-24</Redirect>
    </Response>""",
    "ringing": """<Response>
      <Gather action="ANSWER" method="POST" numDigits="1" finishOnKey=""
        input="dtmf speech" speechTimeout="1" language="en-US" timeout="1">
        <Say voice="Polly.Joanna" language="en-US">Bob</Say>
        <Play>https://line.example.com/audio/ringing-17.wav</Play>
      </Gather>
      <Redirect>ELAPSED-18</Redirect>
    </Response>""",
    "message": """<Response>
      <Say voice="Polly.Joanna" language="en-US">Bob</Say>
      <Record action="RECORDED" method="POST" maxLength="120" timeout="5"
        finishOnKey="#" playBeep="true"/>
      <Redirect>EMPTY</Redirect>
    </Response>""",
    "talking": """<Response>
      <Say voice="Polly.Joanna" language="en-US">Bob</Say>
      <Dial action="LEFT" method="POST" hangupOnStar="false">
        <Conference startConferenceOnEnter="true" endConferenceOnExit="false"
          beep="false" waitUrl="">room-1</Conference>
      </Dial>
    </Response>""",
    "goodbye": """<Response>
      <Say voice="Polly.Joanna" language="en-US">Bob</Say>
      <Hangup/>
    </Response>""",
}
LINKS = {
    "ANSWER": link("answer", 0),
    "SILENCE": link("silence", 0),
    "ELAPSED-24": link("elapsed", 24),
    "ELAPSED-18": link("elapsed", 18),
    "RECORDED": link("recorded", 0),
    "EMPTY": link("empty", 0),
    "LEFT": link("left", 0),
}


def canonical(text: str) -> str:
    return ElementTree.canonicalize(text, strip_text=True)


@pytest.mark.parametrize("kind", GOLDEN)
def test_each_kind_of_document_is_written_so(kind: str) -> None:
    golden = GOLDEN[kind]
    for name, url in LINKS.items():
        golden = golden.replace(f'"{name}"', f'"{quote_attribute(url)}"')
        golden = golden.replace(f">{name}<", f">{quote_attribute(url)}<")

    assert canonical(written(every_action("Bob")[kind])) == canonical(golden)


def test_without_a_store_the_document_itself_dials_the_agent() -> None:
    direct = Direct(
        ("+15035550101",), 18, "https://line.example.com/w?t=1", "+12135550100"
    )

    document = written(every_action("Bob")["ringing"], direct)

    assert canonical(document) == canonical(
        f"""<Response>
          <Say voice="Polly.Joanna" language="en-US">Bob</Say>
          <Dial action="{quote_attribute(link("dialed", 0))}" method="POST"
            timeout="18" callerId="+12135550100">
            <Number url="https://line.example.com/w?t=1"
              method="POST">+15035550101</Number>
          </Dial>
        </Response>"""
    )


def test_without_a_store_the_document_itself_dials_all_who_ring_at_once() -> None:
    phones = ("+15035550101", "+15035550102")

    document = written(every_action("Bob")["ringing"], Direct(phones, 18, "/w?t=1"))

    assert [n.text for n in ElementTree.fromstring(document).iter("Number")] == [
        "+15035550101",
        "+15035550102",
    ]


def quote_attribute(url: str) -> str:
    return url.replace("&", "&amp;")
