"""Verbs of a run: train, watch, export."""

import argparse
import shlex
import sys
import webbrowser
from pathlib import Path

from ..common.places import MODELS, weights_folder
from .options import data_folder


def add_train(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("train", help="train a network, or resume its training")
    verb.add_argument("kind", nargs="?", help="pix2pix, simgan or finder (optional: the TOML says which)")
    verb.add_argument("--config", type=Path, help="TOML with the hyperparameters (for new runs)")
    verb.add_argument("--data", **data_folder("backgrounds/ and people/"))
    verb.add_argument("--run", type=Path, required=True, help="the run's folder")
    verb.add_argument("--resume", action="store_true", help="continue from the run's last checkpoint")
    verb.add_argument("--weights", type=Path, help="start a new run from trained weights (.safetensors)")
    verb.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="settings",
        help="override a TOML key in a new run: variant=my-room, stages.rate=1e-4, stages.0.steps=300; repeatable",
    )  # fmt: skip

    verb.add_argument(
        "--log", action="append", default=[], choices=["mlflow"], help="also log to MLflow (MLFLOW_TRACKING_URI)"
    )
    verb.add_argument(
        "--fit-batch", action="store_true", help="reduce the batch if it does not fit into GPU memory (new runs)"
    )
    verb.add_argument("--device", help="cpu, cuda or cuda:NUMBER (default: a GPU if there is one)")

    def run(arguments: argparse.Namespace) -> None:
        from ..recipes.registry import train

        new_only = {
            "--config": arguments.config,
            "--weights": arguments.weights,
            "--set": arguments.settings,
            "--fit-batch": arguments.fit_batch,
        }
        given = [option for option, value in new_only.items() if value]
        if arguments.resume and given:
            *others, last = given
            names = f"{', '.join(others)} and {last} are" if others else f"{last} is"
            print(f"{names} ignored with --resume: the run's own config.toml applies.", file=sys.stderr)
        train(
            arguments.config, arguments.data, arguments.run, arguments.resume,
            arguments.weights, arguments.kind, arguments.settings, arguments.device,
            arguments.log, arguments.fit_batch,
        )  # fmt: skip

    verb.set_defaults(run_verb=run)


def add_watch(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("watch", help="rebuild and open a run's gallery")
    verb.add_argument("--run", type=Path, required=True, help="the run's folder")
    verb.add_argument("--no-open", action="store_true", help="do not open it")
    verb.add_argument(
        "--one-file", type=Path, metavar="FILE", help="write it as a single file with embedded pictures, for sharing"
    )

    def run(arguments: argparse.Namespace) -> None:
        from ..common.web_pages import write_as_one_file
        from ..runs.gallery import write_gallery
        from ..runs.run_lock import is_held

        page = write_gallery(arguments.run, is_held(arguments.run))
        if arguments.one_file:
            write_as_one_file(page, arguments.one_file)
            print(f"Wrote {arguments.one_file}.")
            return
        print(f"Wrote {page}. The run itself updates it with every sample.")
        words = [sys.executable, "-m", "tensorboard.main", "--logdir", str(arguments.run / "tensorboard")]
        print(f"For TensorBoard: {shlex.join(words)}")
        if not arguments.no_open:
            webbrowser.open(page.resolve().as_uri())

    verb.set_defaults(run_verb=run)


def add_export(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("export", help="write a run's averaged network as a variant for the page")
    verb.add_argument("--run", type=Path, required=True, help="the run's folder")
    verb.add_argument("--models", type=Path, default=MODELS, help="folder of the variants (the project's models/)")
    verb.add_argument(
        "--weights", type=Path,
        help="folder for the weights (training/weights/, or weights/ in another --models folder)",
    )  # fmt: skip
    verb.add_argument("--replace", action="store_true", help="replace an existing variant and weights of the same name")
    verb.add_argument(
        "--format", default="tfjs", choices=["tfjs", "tfjs,onnx"],
        help="tfjs, which the page loads, or tfjs,onnx: model.onnx beside it",
    )  # fmt: skip

    def run(arguments: argparse.Namespace) -> None:
        from ..export.variant import export

        models = arguments.models
        weights = arguments.weights or weights_folder(models)
        export(arguments.run, models, weights, arguments.replace, tuple(arguments.format.split(",")))

    verb.set_defaults(run_verb=run)
