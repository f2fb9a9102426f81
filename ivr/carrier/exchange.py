"""The telephone exchange: who is on the line, and what the application is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from functools import partial
from itertools import count
from random import Random
from urllib.parse import urlsplit

from ivr.carrier.callbacks import Callbacks
from ivr.carrier.clock import Clock
from ivr.carrier.document import Document
from ivr.carrier.errors import DocumentRefused, Problem
from ivr.carrier.faults import Faults
from ivr.carrier.leg import Leg, Reporting
from ivr.carrier.life import inbound, live, outbound
from ivr.carrier.people import Person
from ivr.carrier.program import Ask
from ivr.carrier.queues import Queue
from ivr.carrier.recordings import Recordings
from ivr.carrier.rooms import Room
from ivr.carrier.sounds import find
from ivr.carrier.trace import Trace
from ivr.carrier.transport import Answer, Request, Transport, Unconnected, Undelivered

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "12345"
API = "https://api.twilio.com"


@dataclass
class Exchange:
    """All state of the carrier. Times are virtual seconds of its clock."""

    clock: Clock = field(default_factory=Clock)
    account: str = ACCOUNT
    token: str = TOKEN
    api: str = API
    strict: bool = True
    seed: int = 0
    trace: Trace = field(default_factory=Trace)
    faults: Faults = field(default_factory=Faults)
    legs: dict[str, Leg] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    past_rooms: dict[str, Room] = field(default_factory=dict)
    queues: dict[str, Queue] = field(default_factory=dict)
    messages: dict[str, dict[str, str]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    hosts: dict[str, Transport] = field(default_factory=dict)
    elsewhere: Transport | None = None
    problems: list[tuple[Leg | None, Problem]] = field(default_factory=list)
    expected: list[Person] = field(default_factory=list)
    numbers: dict[str, dict[str, str]] = field(default_factory=dict)
    undeliverable: set[str] = field(default_factory=set)
    next_call_at: float = 0.0
    failures: list[AssertionError] = field(default_factory=list)
    sounds: dict[str, tuple[float, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.tokens = Random(self.seed)
        self.recordings = Recordings(self)
        self.callbacks = Callbacks(self)

    def draw(self, bits: int) -> int:
        """Random bits that are the same in every run with the same seed."""
        return self.chance.getrandbits(bits)

    def sid(self, prefix: str) -> str:
        """A new identifier of the vendor's form."""
        return f"{prefix}{self.draw(128):032x}"

    def date(self, at: float) -> str:
        """A virtual second as the date that requests carry."""
        return format_datetime(self.clock.start + timedelta(seconds=round(at)))

    def person(self, address: str) -> Person:
        """The person who is reached at this address."""
        if address not in self.people:
            if self.expected:
                person = self.expected.pop(0)
                person.address = address
            else:
                person = Person(self, address)
            self.people[address] = person
        return self.people[address]

    def free_name(self, name: str, whose: Person) -> str:
        """The name, with a number if somebody of that name is on the line."""
        taken = {
            person.name
            for person in self.people.values()
            if person is not whose and person.leg is not None and person.leg.alive
        }
        numbered = (f"{name} {number}" for number in count(2))
        return (
            name if name not in taken else next(n for n in numbered if n not in taken)
        )

    def agent(self, name: str, number: str = "") -> Person:
        """The person of this name; a name without number is the next one rung."""
        if known := self.people.get(number):
            if known.name != name:
                known.is_called(name)
            return known
        for person in (*self.people.values(), *self.expected):
            if name in (person.name, person.address):
                return person
        for person in self.people.values():
            if person.name == person.address and person.is_ringing and not number:
                person.is_called(name)
                return person
        if number or name.startswith(("+", "sip:", "client:")):
            address = number or name
            self.people[address] = Person(self, address, name)
            return self.people[address]
        self.expected.append(Person(self, "", name))
        return self.expected[-1]

    def new_leg(
        self,
        from_: str,
        to: str,
        direction: str,
        parent: Leg | None = None,
        reporting: Reporting | None = None,
    ) -> Leg:
        """A new leg that nothing runs on yet."""
        person = self.person(from_ if direction == "inbound" else to)
        leg = Leg(self, self.sid("CA"), person.name, from_, to, direction, parent)
        leg.watchers.append(person.notices)
        if reporting is not None:
            leg.reporting = reporting
        self.legs[leg.sid] = leg
        return leg

    def call_in(self, leg: Leg, ask: Ask) -> None:
        """Somebody calls one of the application's numbers."""
        leg.start(live(leg, inbound(leg, ask)))

    def place(
        self, leg: Leg, timeout: float, ask: Ask | None, room: Room | None = None
    ) -> None:
        """The carrier calls somebody."""
        leg.start(live(leg, outbound(leg, timeout, ask, room)))

    def room(self, name: str) -> Room:
        """The conference of this name; a new one if none is going on."""
        if name not in self.rooms:
            room = Room(self, self.sid("CF"), name)
            room.created_at = self.clock.now
            self.rooms[name] = room
        return self.rooms[name]

    def forget_room(self, room: Room) -> None:
        """The conference is over; its name is free again."""
        if self.rooms.get(room.name) is room:
            del self.rooms[room.name]
            self.past_rooms[room.sid] = room

    def queue(self, name: str) -> Queue:
        """The queue of this name, made when it is first used."""
        if name not in self.queues:
            self.queues[name] = Queue(self.sid("QU"), name)
        return self.queues[name]

    def owns(self, number: str) -> dict[str, str]:
        """The settings of one of the account's numbers, added if it is new."""
        if number not in self.numbers:
            settings = {"sid": self.sid("PN"), "phone_number": number}
            self.numbers[number] = {**settings, "friendly_name": number}
        return self.numbers[number]

    def send_message(self, from_: str, to: str, body: str) -> dict[str, str]:
        """Sends a text message."""
        sid = self.sid("SM")
        message = {"sid": sid, "from": from_, "to": to, "body": body}
        self.messages[sid] = {**message, "date": self.date(self.clock.now)}
        person = self.person(to)
        person.messages.append(body)
        self.trace.add(
            self.clock.now, person.name, "message", f'gets the message "{body}"'
        )
        return self.messages[sid]

    def carry(self, request: Request, kind: str) -> Answer:
        """Carries one request to whoever has that host, with the faults in force."""
        self.clock.unsettle()
        url = request.url
        if self.faults.find("refuse", url):
            raise Unconnected("11205", "connection refused", request.connect_seconds)
        if fault := self.faults.find("answer", url):
            return Answer(int(fault.value), {"content-type": "text/plain"}, b"fault")
        transport = self.transport(url)
        if transport is None:
            raise Unconnected("11210", f"nobody knows the host of {url}")
        if kind != "callback" and self.faults.find("duplicate", url):
            self.clock.outside(partial(transport.send, request))
        answer = self.clock.outside(partial(transport.send, request))
        if fault := self.faults.find("answer_after", url):
            return Answer(int(fault.value), {"content-type": "text/plain"}, b"fault")
        if kind != "callback" and self.faults.find("lose", url):
            raise Undelivered("11205", "the answer was lost", request.read_seconds)
        if fault := self.faults.find("slow", url):
            seconds = answer.seconds + fault.value
            return Answer(
                answer.status, answer.headers, answer.body, seconds, answer.cookies
            )
        return answer

    def transport(self, url: str) -> Transport | None:
        """Who carries requests to the host of the URL."""
        parts = urlsplit(url)
        return self.hosts.get(f"{parts.scheme}://{parts.netloc}", self.elsewhere)

    def consider(self, leg: Leg, document: Document) -> None:
        """Notes what is odd in a document; a strict carrier refuses it."""
        odd = tuple(p for p in document.problems if p.weight == "schema")
        if odd and self.strict:
            raise DocumentRefused(document.problems)
        for problem in document.problems:
            self.report_problem(leg, problem)

    def report_problem(self, leg: Leg | None, problem: Problem) -> None:
        """Notes a problem."""
        self.problems.append((leg, problem))
        who = leg.who if leg is not None else "carrier"
        self.trace.add(self.clock.now, who, "problem", str(problem), code=problem.code)

    def sound(self, leg: Leg, url: str) -> tuple[float, str] | None:
        """Seconds and words of a sound file, or None where it cannot be had."""
        return find(self, leg, url)

    def heard_at(self, when: float) -> None:
        """Makes the clock stop at the second at which words have been heard."""
        self.clock.at(when, lambda: None)
