"""Words that may differ by language: one text for all, or one text each."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

ANY = "*"


def says(meaning: str, example: Any) -> Any:
    """What a key means and an example of its value, for editors and the manual."""
    return Field(description=meaning, examples=[example])


class Frozen(BaseModel):
    """A value of the call script: immutable, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, given: Any) -> Any:
        if isinstance(given, dict) and None in given.values():
            known = cls.model_fields
            return {k: v for k, v in given.items() if v is not None or k not in known}
        return given


class Words(Frozen):
    """A text by language code; "*" stands for every language of the script."""

    texts: dict[str, Annotated[str, Field(min_length=1, max_length=600)]]

    def in_(self, language: str) -> str | None:
        """The text in a language, or None where the script has none for it."""
        return self.texts.get(language) or self.texts.get(ANY)


class Sayings(Frozen):
    """Example sentences by language code; "*" stands for every language."""

    texts: dict[
        str, tuple[Annotated[str, Field(min_length=1, max_length=200)], ...]
    ] = Field(default_factory=dict)

    def in_(self, language: str) -> tuple[str, ...]:
        """The examples in a language; empty where the script has none."""
        return self.texts.get(language) or self.texts.get(ANY) or ()


def _words(given: Any) -> Any:
    if isinstance(given, str):
        return {"texts": {ANY: given}}
    return (
        {"texts": given} if isinstance(given, dict) and "texts" not in given else given
    )


def _sayings(given: Any) -> Any:
    if isinstance(given, list | tuple):
        return {"texts": {ANY: given}}
    return (
        {"texts": given} if isinstance(given, dict) and "texts" not in given else given
    )


Spoken = Annotated[Words, BeforeValidator(_words)]
Examples = Annotated[Sayings, BeforeValidator(_sayings)]
