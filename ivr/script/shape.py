"""Which keys the call script has at a path."""

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ivr.script.model import Script
from ivr.script.spoken import Sayings, Words

Location = tuple[str | int, ...]


def fields_at(location: Location) -> Mapping[str, FieldInfo]:
    """The known keys at a location as Pydantic names it; empty where any key goes."""
    within: Any = Script
    for part in location:
        within = _inside(within, part)
    model = _bare(within)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return model.model_fields
    return {}


def _inside(annotation: Any, part: str | int) -> Any:
    kind = _bare(annotation)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        known = kind.model_fields.get(str(part))
        return known.annotation if known else None
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    return None


def _bare(annotation: Any) -> Any:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin in (Union, UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return _bare(kinds[0])
    return annotation


def wraps_texts(location: Location) -> bool:
    """Whether the key at a location holds texts by language."""
    within: Any = Script
    for part in location:
        within = _inside(within, part)
    return _bare(within) in (Words, Sayings)
