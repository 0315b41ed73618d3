"""Options that several verbs share."""

import argparse
from pathlib import Path
from typing import Any


def data_folder(content: str) -> dict:
    """The arguments of --data. content: what the folder holds, for --help."""
    return {"type": Path, "required": True, "help": f"folder with {content}"}


def add_variants(verb: argparse.ArgumentParser) -> None:
    """The variants to measure: from runs, or from files of weights."""
    verb.add_argument("--run", type=Path, nargs="+", default=[], metavar="FOLDER", help="folders of runs")
    several: dict[str, Any] = {"type": Path, "nargs": "+", "default": [], "metavar": "FILE"}
    verb.add_argument("--weights", **several, help="or files of trained weights (.safetensors), with --config")
    verb.add_argument("--config", **several, help="the TOML of each --weights, in the same order")


def starts_of(arguments: argparse.Namespace) -> dict:
    """The networks that the runs started from, by the names of their variants. Leaves out runs that started from
    scratch."""
    from ..recipes.configs import read_config
    from ..recipes.registry import load_start

    found = {read_config(folder / "config.toml").variant: load_start(folder) for folder in arguments.run}
    return {name: network for name, network in found.items() if network is not None}


def variants_of(arguments: argparse.Namespace) -> dict:
    """The networks that add_variants' options name, by the names of their variants. Also sets the number of threads for
    running them. Raises ValueError if there are none."""
    from ..common.threads import choose_threads
    from ..recipes.registry import load_run
    from ..recipes.weights import load_weights

    if len(arguments.config) != len(arguments.weights):
        raise ValueError("Give as many --config as --weights, in the same order.")
    choose_threads()
    variants = dict(load_run(folder) for folder in arguments.run)
    for weights, config in zip(arguments.weights, arguments.config, strict=True):
        variants[weights.stem] = load_weights(weights, config)
    if not variants:
        raise ValueError("Name at least one variant: --run FOLDER, or --weights FILE --config FILE.")
    return variants
