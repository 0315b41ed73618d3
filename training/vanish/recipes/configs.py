"""Reads the TOML of a run of any kind; its `kind` decides which."""

from pathlib import Path

from ..runs.config import RunConfig, make_run
from ..runs.toml import read_toml
from .finder_config import FinderConfig
from .pix2pix_config import Pix2pixConfig
from .simgan_config import SimganConfig

CONFIGS: dict[str, type[RunConfig]] = {"pix2pix": Pix2pixConfig, "simgan": SimganConfig, "finder": FinderConfig}
"""The dataclass for a TOML of each kind. registry.py has the recipes for the same kinds."""


def read_config(file: Path) -> RunConfig:
    """Raises OSError if there is no such file, and ValueError, with a sentence that names the file, if the kind is
    missing or unknown, and as make_run does."""
    return config_of(read_toml(file), file)


def config_of(values: dict, file: Path) -> RunConfig:
    """The same for a TOML's values. file: where they come from, for the sentences."""
    kind, kinds = values.get("kind"), ", ".join(f'"{name}"' for name in CONFIGS)
    if kind is None:
        raise ValueError(
            f'{file} does not say what it trains: add kind = "pix2pix" (a generator), "simgan" (a refiner) or "finder" '
            "above its first table."
        )
    if kind not in CONFIGS:
        raise ValueError(f'{file}: "kind" must be one of {kinds}, not {kind!r}.')
    return make_run(CONFIGS[kind], values, file)
