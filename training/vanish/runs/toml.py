"""TOML files as dataclasses: every key is checked, and every error names the file, the table and the key."""

import dataclasses
import tomllib
from pathlib import Path
from typing import Any, TypeVar, cast, get_origin

Table = TypeVar("Table")

_KINDS = {
    int: "a whole number",
    float: "a number",
    str: "a text",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


def read_toml(file: Path) -> dict:
    """The values of a TOML file, with or without a byte-order mark. Raises ValueError with a sentence."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ValueError(f"{file} is not TOML in UTF-8: {problem}.") from None


def make_table(kind: type[Table], values: dict, file: Path, place: str) -> Table:
    """A table of a TOML as the dataclass that describes it. Raises ValueError, with a sentence that names file and
    place, for a missing or unknown key, or a value of the wrong type."""
    fields: dict[str, Any] = {f.name: f for f in dataclasses.fields(cast(Any, kind))}
    required = {
        name
        for name, f in fields.items()
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }
    for name in sorted(values.keys() - fields.keys()):
        raise ValueError(f'{file}: "{name}" in {place} is unknown; the keys are {", ".join(sorted(fields))}.')
    for name in sorted(required - values.keys()):
        raise ValueError(f'{file}: "{name}" is missing in {place}.')
    for name, value in values.items():
        wanted = get_origin(fields[name].type) or fields[name].type
        fits = isinstance(value, int | float if wanted is float else wanted)
        if wanted in _KINDS and (not fits or (wanted is not bool and isinstance(value, bool))):
            raise ValueError(f'{file}: "{name}" in {place} must be {_KINDS[wanted]}, not {value!r}.')
    try:
        return kind(**values)
    except ValueError as problem:  # checks of the dataclass itself
        raise ValueError(f"{file}: {problem}") from None
