"""The command line: python -m vanish VERB --help. Every verb's work is done in a module of its own."""

import argparse
import sys
import webbrowser
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="vanish", description="Trains what Vanish fills the hole with.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for add in (
        *(add_compose, add_train, add_watch, add_evaluate, add_cases, add_measure, add_sheets),
        *(add_realism, add_inspect, add_export, add_pack),
    ):
        add(verbs)
    arguments = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # paths may hold bytes that are no text
    try:
        arguments.run_verb(arguments)
    except (OSError, ValueError, FloatingPointError, ImportError) as problem:
        sys.exit(f"vanish: {problem}")
    except KeyboardInterrupt:
        sys.exit("vanish: stopped. A training goes on from its last checkpoint with --resume.")


def add_compose(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("compose", help="write a sheet of composites: what a generator will be trained on")
    verb.add_argument("--data", **_data("backgrounds/ and people/"))
    verb.add_argument("--out", type=Path, required=True, help="the sheet's file (.png or .jpg)")
    verb.add_argument("--config", type=Path, help="TOML whose [compose] is used (default: the defaults)")
    verb.add_argument("--count", type=int, default=12, help="number of composites (12)")
    verb.add_argument("--size", type=int, default=256, help="their side in px (256)")
    verb.add_argument("--seed", type=int, default=0, help="another seed, other composites (0)")
    verb.add_argument("--validation", action="store_true", help="from the validation side of the data")

    def run(arguments: argparse.Namespace) -> None:
        from .data.compose import ComposeOptions, Composites
        from .data.compose_sheet import write_sample_sheet
        from .runs.config import read_config

        options = read_config(arguments.config).compose if arguments.config else ComposeOptions()
        dataset = Composites(arguments.data, arguments.size, arguments.seed, arguments.validation, options)
        write_sample_sheet(arguments.out, dataset, arguments.count)
        print(f"{len(dataset.backgrounds):,} photos and {len(dataset.people):,} people; wrote {arguments.out}.")

    verb.set_defaults(run_verb=run)


def add_train(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("train", help="train a network, or go on training it")
    verb.add_argument("kind", choices=["pix2pix", "simgan", "finder"], help="a generator, a refiner, or a finder")
    verb.add_argument("--config", type=Path, help="TOML with every hyper-parameter (new runs)")
    verb.add_argument("--data", **_data("backgrounds/ and people/"))
    verb.add_argument("--run", type=Path, required=True, help="the run's folder")
    verb.add_argument("--resume", action="store_true", help="go on from the run's last checkpoint")
    verb.add_argument("--weights", type=Path, help="start a new run from kept weights (.safetensors)")

    def run(arguments: argparse.Namespace) -> None:
        from .recipes import finder, pix2pix, simgan

        train = {"pix2pix": pix2pix.train, "simgan": simgan.train, "finder": finder.train}[arguments.kind]
        train(arguments.config, arguments.data, arguments.run, arguments.resume, arguments.weights)

    verb.set_defaults(run_verb=run)


def add_watch(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("watch", help="write a run's gallery anew and open it")
    verb.add_argument("--run", type=Path, required=True, help="the run's folder")
    verb.add_argument("--no-open", action="store_true", help="only write it")

    def run(arguments: argparse.Namespace) -> None:
        from .runs.gallery import write_gallery

        page = write_gallery(arguments.run)
        print(f"Wrote {page}; the run itself writes it anew at every sample.")
        print(f"For TensorBoard: python -m tensorboard.main --logdir {arguments.run / 'tensorboard'}")
        if not arguments.no_open:
            webbrowser.open(page.resolve().as_uri())

    verb.set_defaults(run_verb=run)


def add_evaluate(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("evaluate", help="measure variants beside simple baselines, with pages of pictures")
    _add_variants(verb)
    verb.add_argument("--data", **_data("backgrounds/ and people/, and real_pairs/ if there are any"))
    verb.add_argument("--out", type=Path, required=True, help="folder for metrics.json, index.html and sheets")
    verb.add_argument("--composites", type=int, default=200, help="composites of each side of the data (200)")
    verb.add_argument("--cards", type=Path, help="folder of variants (../models) whose cards take the figures")

    def run(arguments: argparse.Namespace) -> None:
        from .export.variant import add_metrics
        from .measure.evaluate import evaluate_variants

        variants = _variants(arguments)
        tables = evaluate_variants(variants, arguments.data, arguments.out, arguments.composites)
        if arguments.cards:
            for name in variants:
                add_metrics(arguments.cards / name, name, tables)
        print(f"Wrote {arguments.out / 'index.html'}.")

    verb.set_defaults(run_verb=run)


def add_cases(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("cases", help="write validation composites as cases of `npm run evaluate`")
    verb.add_argument("--data", **_data("backgrounds/ and people/"))
    verb.add_argument("--out", type=Path, required=True, help="folder for the cases' folders")
    verb.add_argument("--count", type=int, default=24, help="number of composites (24)")
    verb.add_argument("--side", type=int, default=512, help="their longest side in px (512)")

    def run(arguments: argparse.Namespace) -> None:
        from .measure.frame_cases import write_frame_cases

        names = write_frame_cases(arguments.data, arguments.out, arguments.count, arguments.side)
        print(f"Wrote {len(names)} cases to {arguments.out}.")

    verb.set_defaults(run_verb=run)


def add_measure(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("measure", help="measure frames that the page filled, as training measures its own")
    verb.add_argument("--cases", type=Path, required=True, help="folder of cases: CASE/input, clean, mask")
    verb.add_argument("--out", type=Path, required=True, help="folder with CASE/output.png; takes features.json")
    verb.add_argument("--holes", type=Path, help="folder with CASE/hole.png (default: that of --out)")
    verb.add_argument("--baselines", choices=["on", "off"], default="on", help="off: Telea only (on)")
    verb.add_argument("--sizes", choices=["both", "256", "own"], default="both", help="of the pictures measured (both)")
    verb.add_argument(
        "--only", action="append", default=[], metavar="CASE", help="this case; may be given several times"
    )

    def run(arguments: argparse.Namespace) -> None:
        import torch

        from .common.cores import usable_cores
        from .measure.frame_measures import OWN, SIZES, SMALL, measure_frames
        from .measure.frame_tables import as_text

        # Threads that wait for each other on a busy machine took fifteen times as long as one.
        torch.set_num_threads(max(1, usable_cores() // 2))
        out, holes = arguments.out, arguments.holes or arguments.out
        sizes = {"both": SIZES, "256": [SMALL], "own": [OWN]}[arguments.sizes]
        found = measure_frames(arguments.cases, out, holes, arguments.baselines == "on", sizes, arguments.only)
        for sentence in found["leftOut"]:
            print(sentence, file=sys.stderr)
        print(as_text(found["table"]))

    verb.set_defaults(run_verb=run)


def add_sheets(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("sheets", help="show the best, median and worst of what `measure` measured")
    verb.add_argument("--cases", type=Path, required=True, help="the folder of cases that was measured")
    verb.add_argument("--out", type=Path, required=True, help="the folder that was measured; takes sheets/*.png")
    verb.add_argument("--holes", type=Path, help="folder with CASE/hole.png (default: that of --out)")
    verb.add_argument("--before", type=Path, help="folder of other outputs of the same cases, to show beside these")

    def run(arguments: argparse.Namespace) -> None:
        from .measure.frame_sheets import write_frame_sheets

        out, holes = arguments.out, arguments.holes or arguments.out
        for place, shown in write_frame_sheets(arguments.cases, out, holes, arguments.before).items():
            print(f"{out / 'sheets' / place}.png: " + ", ".join(f"{name} {share:.2f}" for name, share in shown))

    verb.set_defaults(run_verb=run)


def add_realism(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("realism", help="does a refiner make fills look as if this camera had taken them?")
    _add_variants(verb)
    verb.add_argument("--data", **_data("backgrounds/, people/, real_pairs/ and real_clips/"))
    verb.add_argument("--out", type=Path, required=True, help="folder for realism.json")
    verb.add_argument("--generator", default="guided-lite", help="kept variant whose fills are refined (guided-lite)")
    verb.add_argument("--finder", default="classic", help="kept variant that finds the people of the clips (classic)")
    verb.add_argument("--composites", type=int, default=96, help="composites for the discriminator (96)")
    verb.add_argument("--noise", type=float, default=0.0, help="noise to add to the clips, grey levels (0)")

    def run(arguments: argparse.Namespace) -> None:
        from .measure.realism import measure_realism, write_realism
        from .recipes.weights import load_kept

        generator, finder = load_kept(arguments.generator), load_kept(arguments.finder)
        refiners = _variants(arguments)
        data, count = arguments.data, arguments.composites
        found = measure_realism(generator, refiners, finder, data, count, arguments.noise)
        write_realism(found, arguments.out)
        print(f"Wrote {arguments.out / 'realism.json'}.")

    verb.set_defaults(run_verb=run)


def add_inspect(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("inspect", help="does it paint or remember? the training crops nearest to its fills")
    _add_variants(verb)
    verb.add_argument("--data", **_data("backgrounds/ and people/, and real_pairs/ if there are any"))
    verb.add_argument("--out", type=Path, required=True, help="folder for index.html and summary.json")
    verb.add_argument("--count", type=int, default=24, help="number of fills (24)")
    verb.add_argument("--photos", type=int, help="look at this many training photos only (all)")

    def run(arguments: argparse.Namespace) -> None:
        from .measure.nearest import inspect_variant

        for name, generator in _variants(arguments).items():
            out = arguments.out / name
            inspect_variant(generator, name, arguments.data, out, arguments.count, arguments.photos)
            print(f"Wrote {out / 'index.html'}.")

    verb.set_defaults(run_verb=run)


def add_export(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("export", help="write a run's averaged network as a variant for the page")
    verb.add_argument("--run", type=Path, required=True, help="the run's folder")
    verb.add_argument("--models", type=Path, default=Path("../models"), help="where variants live (../models)")
    verb.add_argument("--kept", type=Path, default=Path("weights"), help="where all networks are kept (weights)")

    def run(arguments: argparse.Namespace) -> None:
        from .export.variant import export

        export(arguments.run, arguments.models, arguments.kept)

    verb.set_defaults(run_verb=run)


def add_pack(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("pack", help="make a small copy of the photos, to train on a machine far away")
    verb.add_argument("--data", **_data("the photos"))
    verb.add_argument("--out", type=Path, required=True, help="the copy's folder")
    verb.add_argument("--side", type=int, default=320, help="longest side in px (320)")
    verb.add_argument("--quality", type=int, default=70, help="of JPEG, 1 to 100 (70)")

    def run(arguments: argparse.Namespace) -> None:
        from .data.pack import pack

        size = pack(arguments.data, arguments.out, arguments.side, arguments.quality)
        print(f"Wrote {arguments.out}: {size / 2**20:.1f} MiB.")

    verb.set_defaults(run_verb=run)


def _data(what: str) -> dict:
    return {"type": Path, "required": True, "help": f"folder with {what}"}


def _add_variants(verb: argparse.ArgumentParser) -> None:
    """The variants to look at: as they are in runs, or as export kept them."""
    verb.add_argument("--run", type=Path, nargs="+", default=[], metavar="FOLDER", help="folders of runs")
    several = {"type": Path, "nargs": "+", "default": [], "metavar": "FILE"}
    verb.add_argument("--weights", **several, help="or kept weights (.safetensors) ..")
    verb.add_argument("--config", **several, help=".. with the TOML of each, in the same order")


def _variants(arguments: argparse.Namespace) -> dict:
    from .recipes.weights import load_average, load_run

    if len(arguments.config) != len(arguments.weights):
        raise ValueError("Give as many --config as --weights, in the same order.")
    variants = dict(load_run(folder) for folder in arguments.run)
    for weights, config in zip(arguments.weights, arguments.config, strict=True):
        variants[weights.stem] = load_average(weights, config)
    if not variants:
        raise ValueError("Name at least one variant: --run FOLDER, or --weights FILE --config FILE.")
    return variants


if __name__ == "__main__":
    main()
