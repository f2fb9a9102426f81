"""What the reader accepts, and the exact reason where it does not."""

import pytest

from ivr.carrier import DocumentRefused, read


def problems(verbs: str) -> list[str]:
    return [str(problem) for problem in read(f"<Response>{verbs}</Response>").problems]


def refusal(body: str | bytes, context="call") -> str:
    with pytest.raises(DocumentRefused) as refused:
        read(body, "", context)
    return str(refused.value)


def test_it_accepts_a_menu():
    verbs = """<Gather input="dtmf speech" timeout="5" speechTimeout="2" action="/menu"
    language="nb-NO" hints="regning, time" actionOnEmptyResult="true">
    <Say language="nb-NO" voice="Polly.Liv">Hei!</Say></Gather><Redirect>/</Redirect>"""

    assert problems(verbs) == []


@pytest.mark.parametrize(
    ("verbs", "expected"),
    [
        ("<Talk/>", "12200: <Talk> is not a verb (line 1)"),
        (
            '<Gather numdigits="1"/>',
            "12200: <Gather> has no attribute numdigits; it is written numDigits "
            "(line 1)",
        ),
        (
            "<Gather><Dial>1</Dial></Gather>",
            "12200: <Dial> may not stand in <Gather> (line 1)",
        ),
        (
            '<Record trim="no"/>',
            '12200: trim="no" of <Record> is none of do-not-trim, trim-silence '
            "(line 1)",
        ),
        (
            '<Gather language="tl-PH"/>',
            '13331: language="tl-PH" of <Gather> is a language that is not recognised '
            "(line 1)",
        ),
        (
            '<Gather speechTimeout="soon"/>',
            '13327: speechTimeout="soon" of <Gather> is neither auto nor a whole '
            "number of seconds (line 1)",
        ),
        (
            '<Gather speechTimeout="auto" speechModel="phone_call"/>',
            "13335: speechTimeout auto with a speechModel (line 1)",
        ),
        (
            '<Say voice="Nope.Voice">Hi</Say>',
            '13511: voice="Nope.Voice" of <Say> is a voice that does not exist '
            "(line 1)",
        ),
        (
            '<Say voice="Google.nb-NO-Wavenet-A" language="ru-RU">Hi</Say>',
            "13511: Google.nb-NO-Wavenet-A does not speak ru-RU (line 1)",
        ),
        ("<Say> </Say>", "13520: <Say> has no words (line 1)"),
        (
            '<Play loop="1001">/a.mp3</Play>',
            '12200: loop="1001" of <Play> is not a whole number up to 1000 (line 1)',
        ),
        ("<say>Hi</say>", "12200: <say> is not a verb (line 1)"),
        ("Hi<Say>Hi</Say>", "12200: <Response> takes no text (line 1)"),
        ("<Pause>1</Pause>", "12200: <Pause> takes no text (line 1)"),
        ("<Dial></Dial>", "12200: <Dial> dials nobody (line 1)"),
        (
            "<Hangup/><Say>Hi</Say>",
            "carrier-unreachable: <Say> stands after <Hangup>, which never ends "
            "(line 1)",
        ),
    ],
)
def test_it_names_what_is_wrong(verbs, expected):
    assert problems(verbs) == [expected]


def test_comments_and_character_data_are_read_as_xml_has_them():
    body = (
        "<Response><!-- a --><Say>Fish<!-- b --><![CDATA[ & <chips>]]></Say></Response>"
    )

    document = read(body)

    assert document.verbs[0].words == "Fish & <chips>"
    assert document.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "windows-1252"])
def test_it_reads_the_encoding_that_a_document_names(encoding):
    body = f'<?xml version="1.0" encoding="{encoding}"?><Response><Say>Hallå</Say>'

    document = read(f"{body}</Response>".encode(encoding))

    assert document.verbs[0].words == "Hallå"


def test_a_russian_say_ends_near_750_letters():
    short = problems(f"<Say>{'б' * 750}</Say>")
    long = problems(f"<Say>{'б' * 751}</Say>")

    assert short == []
    assert long == ["13521: 4506 characters once URL-encoded; 4500 go (line 1)"]


def test_a_polly_voice_takes_3000_characters():
    found = problems(f'<Say voice="Polly.Joanna">{"a" * 3001}</Say>')

    assert found == ["13521: 3001 characters; Polly.Joanna takes 3000 (line 1)"]


def test_words_of_speech_markup_are_read_in_order():
    verbs = '<Say>One <emphasis>two</emphasis> <sub alias="three">3</sub></Say>'
    say = read(f"<Response>{verbs}</Response>").verbs[0]

    assert say.words == "One two three"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "12100: the answer is empty"),
        ("hello", "12100: syntax error (line 1, column 1)"),
        (
            '\n<?xml version="1.0"?><Response/>',
            "12100: a blank stands before <?xml (line 2, column 1)",
        ),
        ("<html/>", "12100: <html> instead of <Response>"),
        (
            '<v:Response xmlns:v="urn:v"/>',
            "12100: <v:Response> instead of <Response>",
        ),
        (
            "<Response/><Response/>",
            "12100: junk after document element (line 1, column 12)",
        ),
        (
            b"<Response><Say>Gr\xfc\xdfe</Say></Response>",
            "12100: not well-formed (invalid token) (line 1, column 18)",
        ),
        (
            '<?xml version="1.0" encoding="klingon"?><Response/>',
            "12100: the answer cannot be decoded: unknown encoding: klingon",
        ),
        (
            "<Response><Say>&nbsp;</Say></Response>",
            "12100: undefined entity (line 1, column 16)",
        ),
        ("<Response><Say></Response>", "12100: mismatched tag (line 1, column 18)"),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><Response/>',
            "12100: a DOCTYPE is not allowed",
        ),
        (
            "<Response>" + "<Say>" * 40 + "</Say>" * 40 + "</Response>",
            "12100: nested deeper than 32 verbs",
        ),
        (
            b"<Response>" + b" " * 65536 + b"</Response>",
            "11750: 65557 bytes; 65536 are allowed",
        ),
    ],
)
def test_it_refuses_what_is_no_document(body, expected):
    assert refusal(body) == expected


@pytest.mark.parametrize("verb", ["Dial", "Gather", "Hangup", "Record"])
def test_a_conference_waits_without_these_verbs(verb):
    body = f"<Response><{verb}/></Response>"

    assert refusal(body, "conference-wait").startswith("13238")


def test_a_queue_waits_with_gather_but_not_with_record():
    read("<Response><Gather/><Leave/></Response>", "", "queue-wait")

    refused = refusal("<Response><Record/></Response>", "queue-wait")
    assert refused.startswith("carrier-not-allowed: <Record> is not allowed in what a")


def test_a_whisper_dials_nobody():
    body = "<Response><Dial>1</Dial></Response>"

    assert refusal(body, "whisper").startswith("carrier-not-allowed: <Dial>")
