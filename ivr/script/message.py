"""What is said to an owner, in English, and how to say it in another language."""

from __future__ import annotations


class Message(str):
    """A sentence, or a part of one; `template` and `slots` say it in other languages.

    A slot may be a message itself.
    """

    template: str
    slots: dict[str, object]

    def __new__(cls, template: str, **slots: object) -> Message:
        """The template with its slots filled, as by the % operator."""
        made = super().__new__(cls, template % slots if slots else template)
        made.template, made.slots = template, slots
        return made
