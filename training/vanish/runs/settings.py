"""Changes to a run's TOML from the command line: --set KEY=VALUE."""

import copy
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path


def with_settings(values: dict, settings: Sequence[str]) -> dict:
    """The values of a TOML with some of them replaced. A key includes its tables (compose.noise=0.5); for [[stages]] it
    means all (stages.rate=1e-4) or one, counted from 0 (stages.0.steps=300). A value is written as in TOML; anything
    else is a text. Does not check that the keys exist and the values fit: whoever reads them does. Raises ValueError
    with a sentence for a setting that leads nowhere."""
    values = copy.deepcopy(values)
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not key or not equals:
            raise ValueError(f"--set takes KEY=VALUE, not {setting}.")
        _put(values, key.split("."), _value_of(text), key)
    return values


def _value_of(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _put(table: dict, path: list[str], value: object, key: str) -> None:
    first, rest = path[0], path[1:]
    if not rest:
        table[first] = value
        return
    inner = table.setdefault(first, {})
    if isinstance(inner, dict):
        _put(inner, rest, value, key)
        return
    if not isinstance(inner, list) or not all(isinstance(one, dict) for one in inner):
        raise ValueError(f'--set {key}: "{first}" is not a table.')
    if not rest[0].isdigit():
        for one in inner:
            _put(one, rest, value, key)
    elif int(rest[0]) < len(inner) and rest[1:]:
        _put(inner[int(rest[0])], rest[1:], value, key)
    else:
        raise ValueError(f"--set {key}: there are {len(inner)} {first}, from 0 to {len(inner) - 1}.")


def as_toml(values: dict, file: Path, settings: Sequence[str]) -> str:
    """Values as a TOML that reads back the same. Its header names the original file and the settings; the file's
    comments are lost."""
    head = [f"# {file.name}, with " + " ".join(f"--set {setting}" for setting in settings)]
    return "\n".join([*head, *_lines(values, "")]) + "\n"


def _lines(table: dict, name: str) -> list[str]:
    """Plain values first, because everything after a [table] belongs to it."""
    lines, tables = [], []
    for key, value in table.items():
        full = f"{name}.{key}" if name else key
        if isinstance(value, dict):
            tables += ["", f"[{full}]", *_lines(value, full)]
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for one in value:
                tables += ["", f"[[{full}]]", *_lines(one, full)]
        else:
            lines.append(f"{key} = {_text(value)}")
    return lines + tables


def _text(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_text(one) for one in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)  # numbers, true and false are written the same in both
