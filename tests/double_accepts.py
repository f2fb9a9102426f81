"""Two agents, each served by a process of its own, accept one caller at one moment."""

import logging
import multiprocessing
from collections import Counter
from multiprocessing.synchronize import Barrier
from pathlib import Path

from ivr.carrier.exchange import ACCOUNT, TOKEN
from ivr.config import Settings
from ivr.flow import events
from ivr.flow.machine import start, step
from ivr.store import calls, published, rings
from ivr.store.database import open_database, reading, writing
from ivr.telephony.line import open_line
from ivr.telephony.links import Links
from ivr.telephony.token import Tokens
from ivr.web.app import create_app
from tests.telephony.posting import Twilio

SCRIPT = Path(__file__).parent / "scripts" / "all-at-once.en.yaml"
BASE, SECRET = "http://localhost", "a secret of forty characters, or some more"
LINE, CALLER = "+12135550100", "+15550100100"
NOW = 1_800_000_000
AGENTS = 2
PATIENCE = 60  # seconds until the other process is given up
PROCESSES = multiprocessing.get_context("spawn")


def sid(round_: int) -> str:
    """The CallSid of a round's caller."""
    return f"CA{round_:032x}"


def leg(round_: int, agent: int) -> str:
    """The CallSid of an agent's leg."""
    return f"CA{agent + 1:016x}{round_:016x}"


def ring(round_: int, agent: int) -> str:
    """The key of an agent's ring."""
    return f"{sid(round_)}:t2:{agent}"


def prepare(url: str, rounds: int) -> None:
    """Publishes the line, and lets both agents' telephones ring for each caller."""
    engine = open_database(url)
    text = SCRIPT.read_text("utf-8")
    with writing(engine) as conn:
        version = published.publish(conn, text, NOW)
    line = open_line(int(version), text)
    call = start(line.flow)
    for event in (
        events.Dialed(),
        events.Spoke("an appointment", "department:desk"),
        events.Pressed("1"),
    ):
        call = step(line.flow, call, event).call
    with writing(engine) as conn:
        for round_ in range(rounds):
            calls.save(
                conn,
                sid(round_),
                version=int(version),
                call=call,
                turn=2,
                number=CALLER,
                line=LINE,
                now=NOW,
            )
            for agent in range(AGENTS):
                key = ring(round_, agent)
                rings.begin(conn, key, f"desk/{agent}", NOW, call_sid=sid(round_))
                rings.placed(conn, key, leg(round_, agent))
    engine.dispose()


def agent_accepts(url: str, agent: int, rounds: int, together: Barrier) -> None:
    """One process: its agent presses 1 in every round, when the other does too."""
    logging.disable(logging.CRITICAL)
    settings = Settings(
        database_url=url,
        secret_key=SECRET,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        public_base_url=BASE,
        voice_engine="none",
        designer=False,
    )
    app = create_app(settings, clock=lambda: NOW + 5, inline_errands=True)
    links = Links(BASE, Tokens(SECRET))
    for round_ in range(rounds):
        twilio = Twilio(app, leg(round_, agent))
        together.wait(PATIENCE)
        twilio.posts(links.answer(ring(round_, agent)), Digits="1")


def results(url: str, rounds: int) -> Counter[str]:
    """How many callers talk with exactly one agent, with none, or with several."""
    engine = open_database(url)
    found: Counter[str] = Counter()
    with reading(engine) as conn:
        for round_ in range(rounds):
            row = calls.find(conn, sid(round_))
            assert row is not None
            states = {r.agent: str(r.state) for r in rings.of_call(conn, sid(round_))}
            accepted = [a for a, state in states.items() if state == "accepted"]
            one = accepted == [row.agent] and row.call.state == "talking"
            found["exactly one" if one else f"{len(accepted)} and {row.agent}"] += 1
            found[f"by {row.agent}"] += 1
    engine.dispose()
    return found


def raced(url: str, rounds: int) -> Counter[str]:
    """Lets the agents of all rounds race, and counts who got the call."""
    prepare(url, rounds)
    together = PROCESSES.Barrier(AGENTS)
    agents = [
        PROCESSES.Process(target=agent_accepts, args=(url, agent, rounds, together))
        for agent in range(AGENTS)
    ]
    for process in agents:
        process.start()
    for process in agents:
        process.join()
    assert [process.exitcode for process in agents] == [0] * AGENTS
    return results(url, rounds)
