"""A caller on the pure machine."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ivr.flow.compile import compile_script
from ivr.phone.office import Office, Standing
from ivr.phone.simulation import CallIsOver, Simulation
from ivr.phone.transcript import TRANSFERS
from ivr.script.model import Script


class SimulatedCaller:
    """Phones a script at a local time, with an office in which nobody answers yet."""

    def __init__(self, script: Script, at: datetime) -> None:
        now = at.replace(tzinfo=at.tzinfo or ZoneInfo(script.timezone))
        self.script = script
        self.office = Office.of(script)
        self.call = Simulation(compile_script(script), script, now, self.office)

    @property
    def over(self) -> bool:
        return self.call.over

    def dials(self, to: str = "", *, number_withheld: bool = False) -> None:
        self.call.dials(to, number_withheld=number_withheld)

    def says(self, words: str) -> None:
        self.call.says(words)

    def presses(self, keys: str) -> None:
        self.call.presses(keys)

    def stays_silent(self) -> None:
        self.call.stays_silent()

    def waits(self, seconds: int) -> None:
        self.call.waits(seconds)

    def records(self, seconds: int) -> None:
        self.call.records(seconds)

    def hangs_up(self) -> None:
        self.call.hangs_up()

    def agent(self, name: str, does: str, seconds: int = 0) -> None:
        """What an agent does, in the words of a transcript."""
        agent = self.office.agent(name)
        match does:
            case "accepts":
                agent.accepts()
            case "answers after":
                agent.accepts(seconds)
            case "declines":
                agent.declines()
            case "is busy":
                agent.is_busy()
            case "does not answer":
                agent.does_not_answer()
            case _ if does in tuple(Standing):
                agent.standing = Standing(does)
            case "becomes free":
                agent.becomes_free()
            case "leaves":
                agent.leaves()
            case "drops":
                agent.drops()
            case "opens the menu":
                agent.opens_menu()
            case "asks to hold":
                agent.asks_to_hold()
            case "returns":
                agent.returns()
            case _ if does.startswith(TRANSFERS):
                agent.transfers(does.removeprefix(TRANSFERS))
            case _:
                raise ValueError(f"an agent never {does}")

    def callers_ahead(self, number: int) -> None:
        """So many others are ahead of this caller, in every department's line."""
        if self.over and self.call.timeline:
            raise CallIsOver("the call is over")
        for department in self.script.departments:
            self.office.callers_ahead[department] = number

    def heard(self) -> tuple[str, ...]:
        return tuple(entry.words for entry in self.call.heard_since_last())
