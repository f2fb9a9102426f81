"""What somebody does at one ring of the telephone."""

from __future__ import annotations

from dataclasses import dataclass, field

MACHINE_WORDS = "Hello, nobody is here. Please leave a message after the tone."

REACTIONS = {
    "answers": "picks up",
    "busy": "is busy",
    "failed": "cannot be reached",
}


@dataclass(eq=False, slots=True)
class Visit:
    """What somebody does at one ring of the telephone: react, then these steps."""

    reaction: str = "rings"
    after: float = 0.0
    steps: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    begun: bool = False
