"""Verbs that measure variants on their own, without the page."""

import argparse
from pathlib import Path

from .options import add_variants, data_folder, starts_of, variants_of


def add_evaluate(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser(
        "evaluate", help="measure variants next to simple baselines, and write a page with pictures"
    )
    add_variants(verb)
    verb.add_argument("--data", **data_folder("backgrounds/ and people/, and real_pairs/ if there are any"))
    verb.add_argument("--out", type=Path, required=True, help="folder for metrics.json, index.html and sheets")
    verb.add_argument("--composites", type=int, default=200, help="training and validation composites, of each (200)")
    verb.add_argument("--cards", type=Path, help="folder of variants (../models) whose cards record the figures")

    def run(arguments: argparse.Namespace) -> None:
        from ..export.card import add_metrics
        from ..measure.evaluate import evaluate_variants

        variants = variants_of(arguments)
        starts = starts_of(arguments)
        tables, verdicts = evaluate_variants(variants, arguments.data, arguments.out, arguments.composites, starts)
        for sentence in verdicts:
            print(sentence)
        if arguments.cards:
            for name in variants:
                add_metrics(arguments.cards / name, name, tables)
        print(f"Wrote {arguments.out / 'index.html'}.")

    verb.set_defaults(run_verb=run)


def add_realism(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("realism", help="measure whether a refiner makes fills look like the camera's own pixels")
    add_variants(verb)
    verb.add_argument("--data", **data_folder("backgrounds/, people/, real_pairs/ and real_clips/"))
    verb.add_argument("--out", type=Path, required=True, help="folder for realism.json")
    verb.add_argument("--generator", default="guided-lite", help="variant whose fills are refined (guided-lite)")
    verb.add_argument("--finder", default="classic", help="variant that finds the people of the clips (classic)")
    verb.add_argument("--composites", type=int, default=96, help="composites for the discriminator (96)")
    verb.add_argument("--noise", type=float, default=0.0, help="noise to add to the clips, grey levels (0)")

    def run(arguments: argparse.Namespace) -> None:
        from ..measure.realism import measure_realism, write_realism
        from ..recipes.weights import load_variant

        generator, finder = load_variant(arguments.generator), load_variant(arguments.finder)
        refiners = variants_of(arguments)
        data, count = arguments.data, arguments.composites
        found = measure_realism(generator, refiners, finder, data, count, arguments.noise)
        write_realism(found, arguments.out)
        print(f"Wrote {arguments.out / 'realism.json'}.")

    verb.set_defaults(run_verb=run)


def add_inspect(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser(
        "inspect", help="show the training crops most similar to each fill: does it paint, or remember?"
    )
    add_variants(verb)
    verb.add_argument("--data", **data_folder("backgrounds/ and people/, and real_pairs/ if there are any"))
    verb.add_argument("--out", type=Path, required=True, help="folder for index.html and summary.json")
    verb.add_argument("--count", type=int, default=24, help="number of fills (24)")
    verb.add_argument("--photos", type=int, help="number of training photos to compare with (all)")

    def run(arguments: argparse.Namespace) -> None:
        from ..measure.nearest import inspect_variant

        for name, generator in variants_of(arguments).items():
            out = arguments.out / name
            inspect_variant(generator, name, arguments.data, out, arguments.count, arguments.photos)
            print(f"Wrote {out / 'index.html'}.")

    verb.set_defaults(run_verb=run)
