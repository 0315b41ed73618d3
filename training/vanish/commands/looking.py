"""Verbs for photos: check them, look at composites of them, and copy them."""

import argparse
from pathlib import Path

from .options import data_folder


def add_compose(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("compose", help="write a sheet of composites like those that a generator trains on")
    verb.add_argument("--data", **data_folder("backgrounds/ and people/"))
    verb.add_argument("--out", type=Path, required=True, help="the sheet's file (.png or .jpg)")
    verb.add_argument("--config", type=Path, help="TOML with [compose] options (default: their defaults)")
    verb.add_argument("--count", type=int, default=12, help="number of composites (12)")
    verb.add_argument("--size", type=int, default=256, help="side of a composite in px (256)")
    verb.add_argument("--seed", type=int, default=0, help="random seed (0)")
    verb.add_argument(
        "--validation", action="store_true", help="use the validation photos instead of the training photos"
    )

    def run(arguments: argparse.Namespace) -> None:
        from ..common.picture_sheet import checked_sheet
        from ..data.account import account
        from ..data.compose import ComposeOptions, Composites
        from ..data.compose_sheet import write_sample_sheet
        from ..recipes.configs import read_config

        checked_sheet(arguments.out)
        options = read_config(arguments.config).compose if arguments.config else ComposeOptions()
        dataset = Composites(arguments.data, arguments.size, arguments.seed, arguments.validation, options)
        write_sample_sheet(arguments.out, dataset, arguments.count)
        if not arguments.validation:
            print(*account(arguments.data, dataset.counts()), sep="\n")
        print(f"Wrote {arguments.out}.")

    verb.set_defaults(run_verb=run)


def add_check(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser(
        "check", help="find photos that are unfit: with people, blurred, too small, or near-duplicates"
    )
    verb.add_argument("--photos", type=Path, required=True, help="folder of photos of rooms without people")
    verb.add_argument(
        "--out", type=Path, required=True, help="folder for a contact sheet (index.html) with the reasons"
    )
    verb.add_argument("--no-people", action="store_true", help="do not look for people (the slowest part)")

    def run(arguments: argparse.Namespace) -> None:
        from ..common.threads import choose_threads
        from ..measure.photo_check import check_photos, summary, write_check

        choose_threads()
        judged, left_out = check_photos(arguments.photos, not arguments.no_people)
        for sentence in left_out:
            print(sentence)
        for one in judged:
            if one.reasons:
                print(f"{one.file}: {'; '.join(one.reasons)}")
        print(summary(judged, left_out))
        print(f"Wrote {write_check(judged, left_out, arguments.out)}.")

    verb.set_defaults(run_verb=run)


def add_collect(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("collect", help="import pictures from a WebDataset tar file or a Hugging Face image folder")
    verb.add_argument("--source", type=Path, required=True, help="a tar file, or a folder")
    verb.add_argument("--out", type=Path, required=True, help="new folder, such as DATA/backgrounds or DATA/people")

    def run(arguments: argparse.Namespace) -> None:
        from ..data.collecting import collect
        from ..data.photos import tell_left_out

        count, left_out = collect(arguments.source, arguments.out)
        tell_left_out(left_out)
        print(f"Wrote {count:,} pictures to {arguments.out}.")

    verb.set_defaults(run_verb=run)


def add_pack(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("pack", help="make a compact copy of the photos for training on another machine")
    verb.add_argument("--data", **data_folder("the photos"))
    verb.add_argument("--out", type=Path, required=True, help="folder for the copy")
    verb.add_argument("--side", type=int, default=320, help="longest side in px (320)")
    verb.add_argument("--quality", type=int, default=70, help="JPEG quality, 1 to 100 (70)")

    def run(arguments: argparse.Namespace) -> None:
        from ..data.pack import pack

        size = pack(arguments.data, arguments.out, arguments.side, arguments.quality)
        print(f"Wrote {arguments.out}: {size / 2**20:.1f} MiB.")

    verb.set_defaults(run_verb=run)
