"""The command line: python -m vanish VERB --help."""

import argparse
import sys
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="vanish", description="Trains what Vanish fills the hole with.")
    verbs = parser.add_subparsers(dest="verb", required=True)

    train = verbs.add_parser("train", help="train a network")
    train.add_argument("kind", choices=["pix2pix"])
    train.add_argument("--config", type=Path, help="TOML with every hyper-parameter (new runs)")
    train.add_argument("--data", type=Path, required=True, help="folder with backgrounds/ and people/")
    train.add_argument("--run", type=Path, required=True, help="the run's folder")
    train.add_argument("--resume", action="store_true", help="go on from the run's last checkpoint")

    arguments = parser.parse_args()
    try:
        if arguments.verb == "train":
            from .pix2pix import train as train_pix2pix

            train_pix2pix(arguments.config, arguments.data, arguments.run, arguments.resume)
    except (OSError, ValueError, FloatingPointError) as problem:
        sys.exit(f"vanish: {problem}")


if __name__ == "__main__":
    main()
