"""Whether a call is one that the Bot API knows, as `api.json` describes it: not in our words (see `make_api`)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Kinds = list[Any]
"""What a value may be: the name of a type; a list of what its elements may be; `=` and the only value."""

_API = json.loads(Path(__file__).with_name("api.json").read_text(encoding="utf-8"))
_SCALARS: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "bool": (bool,), "float": (int, float)}


def faults(method: str, params: dict[str, Any]) -> list[str]:
    """What is wrong with a call: its method, its parameters, what is in them however deep."""
    if method not in _API["methods"]:
        return [f"{method}: no such method, or one that make_api.py does not know of yet"]
    return list(_object(method, _API["methods"][method], params))


def from_form(method: str, name: str, text: str) -> Any:
    """The value of a field of a form. All that is no text is written there as JSON."""
    about = _API["methods"].get(method, {"required": {}, "optional": {}})
    kinds = (about["required"] | about["optional"]).get(name, ["str"])
    if kinds == ["str"]:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _object(where: str, about: dict[str, dict[str, Kinds]], given: dict[str, Any]) -> Iterator[str]:
    yield from (f"{where}: {name} is missing" for name in about["required"] if name not in given)
    known = about["required"] | about["optional"]
    for name, value in given.items():
        if name in known:
            yield from _value(f"{where}.{name}", known[name], value)
        else:
            yield f"{where}: {name} is unknown"


def _value(where: str, kinds: Kinds, value: Any) -> list[str]:
    """The faults beside the kind that comes closest."""
    described = [_API["types"][kind] for kind in kinds if isinstance(kind, str) and kind in _API["types"]]
    lists = [kind for kind in kinds if isinstance(kind, list)]
    if isinstance(value, dict) and described:
        return min((list(_object(where, about, value)) for about in described), key=len)
    if isinstance(value, list) and lists:
        return min(([f for each in value for f in _value(f"{where}[]", kind, each)] for kind in lists), key=len)
    if any(_is(kind, value) for kind in kinds if isinstance(kind, str)):
        return []
    return [f"{where}: {value!r:.80} is none of {kinds!r:.200}"]


def _is(kind: str, value: Any) -> bool:
    if kind.startswith("="):
        return str(value) == kind[1:]
    if kind == "InputFile":
        return not isinstance(value, (dict, list, str, int, float, type(None)))
    return type(value) in _SCALARS.get(kind, ())
