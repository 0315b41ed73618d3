"""What a card says in words must be the run's own, and the TOML that it names must exist."""

import dataclasses
from pathlib import Path

from ..common.places import CONFIGS, PROJECT
from ..recipes.configs import read_config
from ..runs.config import RunConfig

PLACEHOLDER = "TODO"
"""What a text begins with that is still to be written (configs/fine-tune.toml)."""


def check_texts(config: RunConfig, file: Path) -> None:
    """Raises ValueError, with a sentence that names them, for texts of [card] that are those of another variant in
    configs/, or were never written. What is in configs/ itself may share its texts. file: the run's TOML."""
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
    """What the card names as the TOML: that in configs/, or the one that is stored beside the weights."""
    if is_in_configs(config):
        return f"training/configs/{config.variant}.toml"
    stored = weights.resolve() / f"{config.variant}.toml"
    return str(stored.relative_to(PROJECT)) if stored.is_relative_to(PROJECT) else stored.name
