"""From a folder of photos to a variant in the page with one command. Each step is also a verb of its own."""

import argparse
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from ..common.places import CONFIGS, MODELS, PROJECT, TRAINING, WEIGHTS, weights_folder

START_FROM, CONFIG = WEIGHTS / "guided-lite.safetensors", CONFIGS / "fine-tune.toml"
COMPOSITES = 40
"""Composites that the variant is measured on, for each side of the data."""


def add_quickstart(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("quickstart", help="check photos, train, measure, export and open the page, all in one")
    verb.add_argument("--photos", type=Path, required=True, help="photos of your room, without people")
    verb.add_argument("--people", type=Path, help="cut-outs of people (default: drawn figures)")
    verb.add_argument("--name", help="name of the variant (default: from the photos' folder)")
    verb.add_argument("--out", type=Path, help="folder for everything but the variant (training/runs/NAME)")
    verb.add_argument("--steps", type=int, help="training steps at most (default: depends on the number of photos)")
    verb.add_argument("--models", type=Path, default=MODELS, help="folder of the variants (the project's models/)")
    verb.add_argument("--device", help="cpu, cuda or cuda:NUMBER (default: a GPU if there is one)")
    verb.add_argument("--dry-run", action="store_true", help="check, time twenty steps, show the plan, then stop")
    verb.add_argument("--no-open", action="store_true", help="do not open the page at the end")
    verb.set_defaults(run_verb=quickstart)


def quickstart(arguments: argparse.Namespace) -> None:
    """Raises OSError or ValueError with a sentence, and Stopped if it was asked to stop."""
    from ..common.threads import choose_threads
    from ..measure.photo_check import check_photos, summary, write_check
    from .quick_plan import Plan, free_name, lay_out, refuse_if_in_the_way

    choose_threads()
    models = arguments.models
    weights = weights_folder(models)
    name = free_name(arguments.name or arguments.photos.resolve().name, models, weights)
    plan = Plan(arguments.out or TRAINING / "runs" / name, name)
    refuse_if_in_the_way(plan, arguments.photos, arguments.people)
    if (plan.run / "checkpoint.pt").exists():
        raise FileExistsError(
            f"{plan.run} holds a run already. Choose another --out, or continue that run with "
            f"`vanish train --run {plan.run} --data {plan.data} --resume`."
        )
    print(f"1. Checking the photos in {arguments.photos}.")
    judged, left_out = check_photos(arguments.photos)
    page = write_check(judged, left_out, plan.folder / "photos")
    print(f"   {summary(judged, left_out)} The contact sheet: {page}.")
    lay_out(plan, arguments.photos, judged, arguments.people)
    if arguments.people is None:
        print("   Without --people, drawn figures are pasted. Cut-outs of real people work a little better.")
    print("2. Timing twenty steps.")
    photos = _time(plan, arguments)
    if arguments.dry_run:
        print("That is the plan. Run the command without --dry-run to carry it out.")
        return
    print(f"3. Training; the gallery is {plan.run / 'index.html'}.")
    if _train(plan, photos, arguments) == 0:
        print(
            "   No checkpoint is better than the start: guided-lite already handles rooms like these. Nothing is "
            "exported. More or different photos, or more --steps, may help; choose another --out for the next try."
        )
        return
    print("4. Measuring the variant before and after training.")
    tables = _measure(plan)
    _export(plan, models, weights, tables)
    if not arguments.no_open:
        _open_page(plan.variant, models)


def _time(plan, arguments: argparse.Namespace) -> int:
    """Decides on the number of steps, and says how long they take. Returns the number of training photos."""
    from ..recipes.configs import read_config
    from ..recipes.registry import RECIPES
    from ..runs.best import earliest_stop
    from ..runs.console import duration
    from ..runs.fine_tuning import recommended_steps
    from ..runs.timing import time_steps
    from .quick_plan import PATIENCE

    config = read_config(CONFIG)
    plan.folder.mkdir(parents=True, exist_ok=True)
    timing = time_steps(RECIPES[config.kind], config, plan.data, plan.folder, arguments.device)
    plan.steps = arguments.steps or recommended_steps(timing.photos, config.stages[0].batch)
    first_stop = earliest_stop(replace(config.stages[0], steps=plan.steps), plan.sample_every, PATIENCE)
    early = (
        f" It may end early, from step {first_stop:,} on, if the validation error stops falling." if first_stop else ""
    )
    memory = f", {timing.memory / 2**30:.1f} GiB of memory" if timing.memory else ""
    print(
        f'   "{plan.variant}" trains on {timing.photos} photos: at most {plan.steps} steps of {timing.seconds:.2g} s '
        f"each, about {duration(plan.steps * timing.seconds)}{memory}.{early}"
    )
    return timing.photos


def _train(plan, photos: int, arguments: argparse.Namespace) -> int:
    """Returns the best step, whose checkpoint the run keeps: 0 if none beat the start."""
    from ..recipes.configs import read_config
    from ..recipes.registry import load_training, train

    settings = plan.settings(photos, arguments.people)
    train(CONFIG, plan.data, plan.run, weights=START_FROM, settings=settings, device=arguments.device)
    return load_training(plan.run, read_config(plan.run / "config.toml")).step


def _measure(plan) -> dict:
    from ..measure.evaluate import evaluate_variants
    from ..recipes.registry import load_run, load_start

    name, network = load_run(plan.run)
    out = plan.folder / "evaluation"
    start = load_start(plan.run)
    starts = {} if start is None else {name: start}
    tables, verdicts = evaluate_variants({name: network}, plan.data, out, COMPOSITES, starts)
    print(*(f"   {sentence}" for sentence in verdicts), sep="\n")
    print(f"   The pictures: {out / 'index.html'}.")
    return tables


def _export(plan, models: Path, weights: Path, tables: dict) -> None:
    from ..export.card import add_metrics
    from ..export.variant import export

    print("5. Exporting.")
    export(plan.run, models, weights)
    add_metrics(models / plan.variant, plan.variant, tables)


def _open_page(variant: str, models: Path) -> None:
    """Serves the page until Ctrl-C, if Node is installed and the page lists the variant."""
    npm = shutil.which("npm")
    if models.resolve() != MODELS or not npm or not (PROJECT / "node_modules").exists():
        print(f'To see "{variant}", run `npm ci` and `npm start -- --variant {variant}` in the project\'s folder.')
        return
    print("6. Opening the page. Press Ctrl-C to stop serving it.")
    subprocess.run([npm, "start", "--", "--variant", variant], cwd=PROJECT, check=False)
