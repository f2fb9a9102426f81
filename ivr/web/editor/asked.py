"""What the editor's page sends, and what of it is refused."""

from typing import Annotated, Literal, TypeVar

from flask import abort, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ivr.script.document import MOST_BYTES
from ivr.script.edits import Edit
from ivr.web.editor.saving import Side, Written

Asked = TypeVar("Asked", bound=BaseModel)
LONGEST = 2000  # characters of a text that is judged or made audible


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Writing(_Body):
    """What the page sends to be saved; `form` asks for the form anew."""

    revision: int
    edits: Annotated[tuple[Edit, ...], Field(max_length=500)] = ()
    text: Annotated[str, Field(max_length=MOST_BYTES)] | None = None
    form: bool = False

    def written(self) -> Written:
        """The same for the saving."""
        text = self.text.replace("\r\n", "\n") if self.text is not None else None
        return Written(self.revision, self.edits, text)


class Settling(Writing):
    """The same after a clash, with what was decided."""

    seen: int
    choice: Side | dict[int, Side]


class Typing(_Body):
    """A field as it is being typed."""

    revision: int
    path: tuple[str | int, ...]
    language: Literal["en", "fil", "ru", "nb"]
    text: Annotated[str, Field(max_length=LONGEST)]


class Hearing(_Body):
    """Words to be made audible."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    language: Literal["en", "fil", "ru", "nb"]


class Stepping(_Body):
    """A step back or forth from a revision."""

    revision: int


class BringingBack(Stepping):
    """A revision that is wanted again."""

    again: int


def received(kind: type[Asked]) -> Asked:
    """What the page sent; 400 where it is something else."""
    try:
        return kind.model_validate(request.get_json(silent=True))
    except ValidationError:
        abort(400, "This is not what the editor sends.")
