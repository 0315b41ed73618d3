"""Verbs that exchange frames with the page (docs/evaluation.md)."""

import argparse
import sys
from pathlib import Path

from .options import data_folder


def add_cases(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("cases", help="write validation composites as cases of `npm run evaluate`")
    verb.add_argument("--data", **data_folder("backgrounds/ and people/"))
    verb.add_argument("--out", type=Path, required=True, help="folder for the cases")
    verb.add_argument("--count", type=int, default=24, help="number of composites (24)")
    verb.add_argument("--side", type=int, default=512, help="longest side of a composite in px (512)")

    def run(arguments: argparse.Namespace) -> None:
        from ..measure.frame_cases import write_frame_cases

        names = write_frame_cases(arguments.data, arguments.out, arguments.count, arguments.side)
        print(f"Wrote {len(names)} cases to {arguments.out}.")

    verb.set_defaults(run_verb=run)


def add_measure(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("measure", help="measure frames that the page filled, with training's metrics")
    verb.add_argument("--cases", type=Path, required=True, help="folder of cases: CASE/input, clean, mask")
    verb.add_argument(
        "--out", type=Path, required=True, help="folder with CASE/output.png; features.json is written there"
    )
    verb.add_argument("--holes", type=Path, help="folder with CASE/hole.png (default: that of --out)")
    verb.add_argument("--baselines", choices=["on", "off"], default="on", help="off: Telea only (on)")
    verb.add_argument(
        "--sizes", choices=["both", "256", "own"], default="both", help="sizes to measure pictures at (both)"
    )
    verb.add_argument("--only", action="append", default=[], metavar="CASE", help="measure only this case; repeatable")

    def run(arguments: argparse.Namespace) -> None:
        from ..common.threads import choose_threads
        from ..measure.frame_measures import OWN, SIZES, SMALL, measure_frames
        from ..measure.frame_tables import as_text

        choose_threads()
        out, holes = arguments.out, arguments.holes or arguments.out
        sizes = {"both": SIZES, "256": [SMALL], "own": [OWN]}[arguments.sizes]
        found = measure_frames(arguments.cases, out, holes, arguments.baselines == "on", sizes, arguments.only)
        for sentence in found["leftOut"]:
            print(sentence, file=sys.stderr)
        print(as_text(found["table"]))

    verb.set_defaults(run_verb=run)


def add_sheets(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("sheets", help="write sheets of the best, median and worst cases of `measure`")
    verb.add_argument("--cases", type=Path, required=True, help="folder of the measured cases")
    verb.add_argument("--out", type=Path, required=True, help="measured folder; sheets/*.png are written there")
    verb.add_argument("--holes", type=Path, help="folder with CASE/hole.png (default: that of --out)")
    verb.add_argument("--before", type=Path, help="folder with earlier outputs of the same cases, shown for comparison")

    def run(arguments: argparse.Namespace) -> None:
        from ..measure.frame_sheets import write_frame_sheets

        out, holes = arguments.out, arguments.holes or arguments.out
        for place, shown in write_frame_sheets(arguments.cases, out, holes, arguments.before).items():
            print(f"{out / 'sheets' / place}.png: " + ", ".join(f"{name} {share:.2f}" for name, share in shown))

    verb.set_defaults(run_verb=run)
