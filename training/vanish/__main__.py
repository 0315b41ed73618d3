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

    evaluate = verbs.add_parser("evaluate", help="measure a variant's kept weights beside simple baselines")
    evaluate.add_argument("--config", type=Path, required=True, help="the TOML it was trained with")
    evaluate.add_argument("--weights", type=Path, required=True, help="the .safetensors that export wrote")
    evaluate.add_argument("--data", type=Path, required=True, help="folder with backgrounds/, people/, real_pairs/")
    evaluate.add_argument("--out", type=Path, required=True, help="folder for metrics.json and sheets")
    evaluate.add_argument("--composites", type=int, default=200, help="number of validation composites (200)")

    export = verbs.add_parser("export", help="write a run's averaged generator as a variant for the page")
    export.add_argument("--run", type=Path, required=True, help="the run's folder")
    export.add_argument("--models", type=Path, default=Path("../models"), help="where variants live (../models)")
    export.add_argument("--weights", type=Path, default=Path("weights"), help="where G, D and EMA are kept (weights)")

    arguments = parser.parse_args()
    try:
        if arguments.verb == "train":
            from .pix2pix import train as train_pix2pix

            train_pix2pix(arguments.config, arguments.data, arguments.run, arguments.resume)
        elif arguments.verb == "evaluate":
            from .evaluate import evaluate_variant
            from .export import load_average

            generator = load_average(arguments.weights, arguments.config)
            tables = evaluate_variant(
                generator, arguments.weights.stem, arguments.data, arguments.out, arguments.composites
            )
            for kind, table in tables.items():
                for name, row in table.items():
                    print(f"{kind:12} {name:16} PSNR {row['psnr']:6.2f} dB  SSIM {row['ssim']:.3f}")
        else:
            from .export import export as export_run

            export_run(arguments.run, arguments.models, arguments.weights)
    except (OSError, ValueError, FloatingPointError) as problem:
        sys.exit(f"vanish: {problem}")


if __name__ == "__main__":
    main()
