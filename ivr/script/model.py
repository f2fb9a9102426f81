"""The call script: company, departments, agents, hours, hold, callback, voicemail."""

from typing import Annotated, Literal

from pydantic import Field

from ivr.script.spoken import Examples, Frozen, Sayings, Spoken, says
from ivr.script.voices import Voices

LanguageCode = Literal["en", "fil", "ru", "nb"]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Digit = Annotated[str, Field(pattern=r"^[1-9]$")]
Telephone = Annotated[str, Field(max_length=40)]
RingOrder = Literal["in order", "round robin", "least recent", "all at once"]
RingSeconds = Annotated[int, Field(ge=5, le=60)]
HoldMusic = Literal["first-light", "harbour", "lanterns"]
Pronounced = Annotated[str, Field(min_length=1, max_length=60)]

# Three rings of the country's cadence (ring cycle: Asterisk indications.conf).
THREE_RINGS = {"US": 18, "CA": 18, "GB": 9}
THREE_RINGS_ELSEWHERE = 15

NUMBER = "+1 503 555 0100"


class Agent(Frozen):
    """A person who answers: the name as spoken, and the telephone that rings."""

    name: Annotated[Spoken, says("The name as callers hear it.", "Maria")]
    phone: Annotated[
        Telephone,
        says(
            "The telephone that rings, with its country code. Emergency, "
            "premium-rate and shared-cost numbers are refused.",
            "+1 503 555 0101",
        ),
    ]


class Department(Frozen):
    """A department by its spoken name, what callers want of it, and its agents."""

    name: Annotated[
        Spoken,
        says("The name as callers hear it, short.", "the front desk"),
    ]
    key: Annotated[
        Digit | None,
        says("The digit that asks for this department; given out if left out.", "1"),
    ] = None
    handles: Annotated[
        Examples,
        says(
            "What callers say when they need this department, five sentences or "
            "more. The first ones are offered as examples.",
            ["I would like to make an appointment"],
        ),
    ] = Sayings()
    agents: Annotated[
        tuple[Agent, ...],
        says(
            "Who answers, in the order in which they are rung.",
            [{"name": "Maria", "phone": "+1 503 555 0101"}],
        ),
    ] = ()
    ring: Annotated[
        RingOrder,
        says(
            "Whose telephone rings first: in order, round robin (after the one rung "
            "last) or least recent (who has rested longest). With all at once every "
            "free agent's telephone rings, and whoever accepts first has the call.",
            "round robin",
        ),
    ] = "in order"
    ring_seconds: Annotated[
        RingSeconds | None,
        says("Seconds that each telephone of this department rings.", 20),
    ] = None


class Number(Frozen):
    """A number of the line; it answers as the line, a department or an agent."""

    number: Annotated[Telephone, says("A number that callers dial.", "+1 503 555 0100")]
    department: Annotated[
        Key | None,
        says("The department whose greeting this number speaks.", "front-desk"),
    ] = None
    agent: Annotated[
        str | None,
        says("The agent, by name, whose greeting this number speaks.", "Maria"),
    ] = None


class Greetings(Frozen):
    """Texts that take the place of the composed greetings."""

    line: Annotated[
        Spoken | None,
        says(
            "What callers of the line hear first. May hold {company} and {daypart}.",
            "{daypart}, {company}. How can I help you?",
        ),
    ] = None
    department: Annotated[
        Spoken | None,
        says(
            "What a department's number says first. May also hold {department}.",
            "{company}, {department}. How can I help you?",
        ),
    ] = None
    agent: Annotated[
        Spoken | None,
        says(
            "What an agent's number says first. May also hold {agent}.",
            "{company}, {department}. This is {agent}. How can I help you?",
        ),
    ] = None
    voicemail: Annotated[
        Spoken | None,
        says(
            "What an agent's voicemail says. May hold {agent}, {company} and {within}.",
            "This is {agent}. How can I help you? I will reply {within}.",
        ),
    ] = None
    after_hours: Annotated[
        Spoken | None,
        says(
            "What callers hear while we are closed. May hold {company}, {at} and {by}.",
            "{company} opens again {at}. Would you like to be called back {by}?",
        ),
    ] = None


class Hold(Frozen):
    """How callers hold: seconds between updates, minutes before we ask again."""

    update_every: Annotated[
        int,
        Field(ge=28, le=45),
        says("Seconds between two spoken updates.", 30),
    ] = 30
    ask_again_after: Annotated[
        int,
        Field(ge=2, le=30),
        says("Minutes after which the caller is asked again.", 10),
    ] = 10
    music: Annotated[
        HoldMusic,
        says(
            "What plays between the updates: first-light, harbour or lanterns. Music "
            "of your own takes its place.",
            "harbour",
        ),
    ] = "first-light"


class WrapUp(Frozen):
    """Seconds in which an agent's telephone does not ring after a call."""

    after_call: Annotated[
        int,
        Field(ge=0, le=600),
        says("Seconds to write things down after a call.", 20),
    ] = 0
    after_hard_call: Annotated[
        int,
        Field(ge=0, le=1800),
        says("Seconds to take a breath after a call with an upset caller.", 120),
    ] = 120


class Callback(Frozen):
    """When we call back: earliest minutes from now, how many a quarter of an hour."""

    offered: Annotated[
        Literal["true", "false"], says("Whether callbacks are offered.", "true")
    ] = "true"
    earliest: Annotated[
        int,
        Field(ge=5, le=480),
        says("Minutes from now until the first time that is offered.", 30),
    ] = 30
    each_quarter_hour: Annotated[
        int,
        Field(ge=1, le=20),
        says("How many callbacks are promised for one quarter of an hour.", 2),
    ] = 2
    attempts: Annotated[
        int, Field(ge=1, le=3), says("How often we try to reach the caller.", 3)
    ] = 3


class Voicemail(Frozen):
    """Messages: business hours until we reply, and the longest recording in seconds."""

    reply_within: Annotated[
        int,
        Field(ge=1, le=8),
        says("Opening hours within which every message is answered.", 4),
    ] = 4
    longest: Annotated[
        int, Field(ge=30, le=300), says("Seconds of the longest message.", 120)
    ] = 120


class Abuse(Frozen):
    """What happens when a caller is abusive: warnings before the call may end."""

    warnings: Annotated[
        int,
        Field(ge=1, le=5),
        says(
            "How often an abusive caller is warned, each time with the consequence, "
            "before the call ends politely.",
            2,
        ),
    ] = 2


class WordingSettings(Frozen):
    """Wording rules that this script silences, each with its reason."""

    ignore: Annotated[
        dict[str, Annotated[str, Field(min_length=3)]],
        says(
            "Rules, by code, that are not applied, each with the reason.",
            {"LEN101": "The law prescribes these words."},
        ),
    ] = Field(default_factory=dict)


class Script(Frozen):
    """One phone line as its owner describes it."""

    company: Annotated[
        Spoken, says("The company's name as callers hear it.", "Northside Dental")
    ]
    languages: Annotated[
        tuple[LanguageCode, ...],
        Field(min_length=1, max_length=4),
        says(
            "The languages of the line: en, fil, ru, nb. Callers are greeted in the "
            "first and offered the others.",
            ["en", "fil"],
        ),
    ]
    country: Annotated[
        str,
        Field(pattern=r"^[A-Z]{2}$"),
        says(
            "The country in two capital letters: how telephone numbers without a "
            "country code are read, and how long three rings are.",
            "US",
        ),
    ] = "US"
    timezone: Annotated[
        str,
        says("Needed with 'hours', unless the country has one only.", "Asia/Manila"),
    ] = "UTC"
    hours: Annotated[
        dict[str, str],
        says(
            "Opening hours by day or range of days; several times with commas "
            "between, or closed. A day left out is closed. Always open if there are "
            "no hours.",
            {"monday-friday": "08:00-12:00, 13:00-17:00", "saturday": "closed"},
        ),
    ] = Field(default_factory=dict)
    holidays: Annotated[
        tuple[str, ...],
        says("Closed days, of one year or of every year.", ["2026-12-24", "12-25"]),
    ] = ()
    address: Annotated[
        Spoken | None,
        says(
            "Where you are, as a caller hears it after 'at'.",
            "214 Alder Street, next to the library",
        ),
    ] = None
    departments: Annotated[
        dict[Key, Department],
        Field(min_length=1),
        says(
            "The departments, each under a short key of your choice.",
            {"front-desk": {"name": "the front desk"}},
        ),
    ]
    operator: Annotated[
        Key | None,
        says(
            "The department that answers when a caller asks for a person; the first "
            "one if left out.",
            "front-desk",
        ),
    ] = None
    manager: Annotated[
        Agent | None,
        says(
            "Who answers when a caller asks for the manager.",
            {"name": "Helen Park", "phone": "+1 503 555 0190"},
        ),
    ] = None
    voices: Annotated[
        Voices,
        says(
            "The voice of each language: one of ours, or one of Twilio's; the best "
            "that is installed if left out.",
            {"en": "Polly.Matthew"},
        ),
    ] = Voices()
    pronounce: Annotated[
        dict[Pronounced, Spoken],
        says(
            "Names that a voice misreads, each with a spelling that it reads well; "
            "the words themselves stay as they are.",
            {"Nguyen": "Win"},
        ),
    ] = Field(default_factory=dict)
    numbers: Annotated[
        tuple[Number, ...],
        says(
            "The numbers that callers dial. One without department and agent answers "
            "as the line.",
            [{"number": NUMBER}],
        ),
    ] = ()
    greetings: Annotated[
        Greetings,
        says(
            "Your own words in place of the composed greetings.",
            {"line": "{company}. How can I help you?"},
        ),
    ] = Greetings()
    emergency: Annotated[
        Spoken | None,
        says(
            "What callers hear after hours about emergencies.",
            "If this is an emergency, please hang up and dial 911.",
        ),
    ] = None
    ring_seconds: Annotated[
        RingSeconds | None,
        says("Seconds that a telephone rings; three rings if left out.", 18),
    ] = None
    hold: Annotated[
        Hold, says("How callers hold.", {"update_every": 30, "ask_again_after": 10})
    ] = Hold()
    wrap_up: Annotated[
        WrapUp,
        says(
            "The agents' time after a call.",
            {"after_call": 20, "after_hard_call": 120},
        ),
    ] = WrapUp()
    callback: Annotated[
        Callback, says("When we call back.", {"offered": "true", "earliest": 30})
    ] = Callback()
    voicemail: Annotated[
        Voicemail,
        says("Messages that callers leave.", {"reply_within": 4, "longest": 120}),
    ] = Voicemail()
    abuse: Annotated[
        Abuse, says("Your policy for abusive callers.", {"warnings": 2})
    ] = Abuse()
    feedback: Annotated[
        Literal["true", "false"],
        says(
            "Whether callers are asked, after a talk, if we helped; never upset ones.",
            "true",
        ),
    ] = "false"
    remember_callers: Annotated[
        int,
        Field(ge=0, le=3650),
        says(
            "Days for which it is remembered who helped a caller last, who is then "
            "offered first; 0 remembers nobody.",
            90,
        ),
    ] = 90
    wording: Annotated[
        WordingSettings,
        says("Wording rules that this script silences.", {"ignore": {}}),
    ] = WordingSettings()

    @property
    def three_rings(self) -> int:
        """Seconds that a telephone rings before the caller hears from us again."""
        return self.ring_seconds or THREE_RINGS.get(self.country, THREE_RINGS_ELSEWHERE)
