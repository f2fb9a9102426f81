"""The last words of a call."""

from ivr.flow.flow import Kind, State
from ivr.flow.states.ways import closing


def closings() -> list[State]:
    """The last word is thanks that fit."""
    return [
        *(
            closing(f"closing-{how}", (f"closing.{how}",))
            for how in ("thanks", "silence")
        ),
        closing("closing-regret", ("closing.regret",)),
        State("ended", Kind.ENDED, says=(("closing.ended",),)),
    ]
