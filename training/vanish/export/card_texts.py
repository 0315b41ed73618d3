"""Checks that a card's texts are the run's own, and that the TOML that it names exists."""

import dataclasses
from pathlib import Path

from ..common.places import CONFIGS, PROJECT
from ..recipes.configs import read_config
from ..runs.config import RunConfig

PLACEHOLDER = "TODO"
"""The start of a text that is still to be written (configs/fine-tune.toml)."""


def check_texts(config: RunConfig, file: Path) -> None:
    """Raises ValueError, with a sentence that names them, for texts of [card] that belong to another variant in
    configs/, or were never written. TOMLs in configs/ may share their texts. file: the run's TOML."""
    if not config.card:
        raise ValueError(f"{file} has no [card], which says what the variant is and under which licence.")
    own = dataclasses.asdict(config.card)
    wrong = [name for name, text in own.items() if PLACEHOLDER in str(text)]
    is_shipped = (CONFIGS / f"{config.variant}.toml").exists()
    for template in [] if is_shipped else sorted(CONFIGS.glob("*.toml")):
        other = read_config(template)
        if other.card and other.variant != config.variant:
            theirs = dataclasses.asdict(other.card)
            wrong += [name for name, text in own.items() if text and text == theirs[name]]
    if wrong:
        names = ", ".join(f'"{name}"' for name in dict.fromkeys(wrong))
        raise ValueError(
            f"{names} in [card] of {file} still has the template's text. Describe this variant there, and export again."
        )


def is_in_configs(config: RunConfig) -> bool:
    """Whether configs/<variant>.toml describes this very run."""
    file = CONFIGS / f"{config.variant}.toml"
    return file.exists() and read_config(file) == config


def recipe_of(config: RunConfig, file: Path, weights: Path) -> str:
    """The TOML that the card names: the one in configs/, or the one stored beside the weights."""
    if is_in_configs(config):
        return f"training/configs/{config.variant}.toml"
    stored = weights.resolve() / f"{config.variant}.toml"
    return str(stored.relative_to(PROJECT)) if stored.is_relative_to(PROJECT) else stored.name
