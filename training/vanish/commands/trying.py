"""Verbs for a first look: a run on a photo of your own."""

import argparse
from pathlib import Path

SHIPPED = "guided-lite"


def add_try(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser(
        "try", help="fill the hole in your own photo with a run, next to the weights that it started from"
    )
    verb.add_argument("--run", type=Path, required=True, help="the run's folder")
    verb.add_argument("--photo", type=Path, required=True, help="a photo with a person in it")
    verb.add_argument("--out", type=Path, default=Path("try.png"), help="the sheet's file (try.png)")
    verb.add_argument("--mask", type=Path, help="mask, white where the person is (default: found automatically)")
    verb.add_argument("--beside", default=SHIPPED, help=f"variant to compare with ({SHIPPED})")

    def run(arguments: argparse.Namespace) -> None:
        from ..common.threads import choose_threads
        from ..measure.try_photo import try_photo

        choose_threads()
        try_photo(_networks(arguments.run, arguments.beside), arguments.photo, arguments.out, arguments.mask)
        print(f"Wrote {arguments.out}. The page finds people more precisely and adds texture to the fill.")
        print("To see that, export the run and try `npx vanish cloak PHOTO --out FOLDER --variant NAME`.")

    verb.set_defaults(run_verb=run)


def _networks(run: Path, beside: str) -> dict:
    """The networks by their labels on the sheet: the shipped one, what the run started from (if that is another), and
    the run."""
    from ..common.places import WEIGHTS
    from ..recipes.configs import read_config
    from ..recipes.registry import load_start, load_training
    from ..recipes.weights import load_variant, with_painter
    from ..runs.origin import START

    config = read_config(run / "config.toml")
    if config.role != "generator":
        raise ValueError(f"{run} trains a {config.role}, which fills no hole: `vanish try` shows generators.")
    training = load_training(run, config)
    networks = {beside: load_variant(beside)}
    start = load_start(run)
    if start is not None and (run / START).read_bytes() != (WEIGHTS / f"{beside}.safetensors").read_bytes():
        networks[f"{config.variant}, start"] = start
    networks[f"{config.variant}, step {training.step:,}"] = with_painter(training.averages["average"].eval(), config)
    return networks
