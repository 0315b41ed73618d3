"""Measures what variants put into the hole, next to simple baselines, all on the same 256x256 pictures.

cases.py has the cases, baselines.py the baselines, metrics.py and comparison.py the figures, report.py the page.
"""

from pathlib import Path

import torch
from tqdm import tqdm

from ..networks.channels import PlaneNetwork
from ..networks.features import FeatureExtractor
from ..networks.layers import channels_last
from .baselines import BASELINES, network_fill
from .cases import KINDS, PAIRS, gather
from .comparison import Comparison, compare
from .metrics import Metrics
from .progress_made import start_of, verdict
from .report import write_report
from .steadiness import measure_steadiness

MOST_EMPTY_ROOMS = 40
"""Empty rooms in which a variant that finds people itself is tested; fewer if fewer composites are requested."""
NOISE_SEED = 1
"""Variants with a noise input get the same noise each time."""


def evaluate_variants(
    variants: dict[str, PlaneNetwork], data: Path, out: Path, count: int, starts: dict[str, PlaneNetwork] | None = None
) -> tuple[dict[str, dict[str, Metrics]], list[str]]:
    """Measures generators in evaluation mode (see generator_families.py), by their names in the tables. count:
    composites for each side of the split. starts: the networks that some of them started from, which are measured too.
    Writes out/metrics.json, out/index.html with pictures beside it, and out/sheets/*.png.

    Returns the tables by kind of case, fill and metric, and a sentence for each of `starts` on whether training helped.
    The metrics are `psnr` (dB), `ssim`, `feature` (distance), `sharpness` and `residue` inside the hole, the first
    three also after `ring `; for variants also `gain` (dB over Telea), `checkerboard`, and `matte iou` if there is a
    matte. Raises ValueError if the data folder holds no case of any kind.
    """
    for name in variants.keys() & (BASELINES.keys() | {"truth"}):
        raise ValueError(f'A variant cannot be called "{name}": the tables have a row of that name.')
    if count < 1:
        raise ValueError(f"At least one composite is needed, not {count}.")
    measured = list(variants)
    for name, network in (starts or {}).items():
        variants = variants | {start_of(name): network}
    torch.manual_seed(NOISE_SEED)
    fills = BASELINES | {name: network_fill(generator) for name, generator in variants.items()}
    device = next((p.device for g in variants.values() for p in g.parameters()), torch.device("cpu"))
    extractor = channels_last(FeatureExtractor(), device)
    compared: dict[str, Comparison] = {}
    left_out: list[str] = []
    for kind, cases in gather(data, count, KINDS, left_out):
        total = None if kind == PAIRS else count
        print(f"Measuring {'the' if total is None else total} {kind}.", flush=True)
        shown = tqdm(cases, kind, total, unit="case", disable=None)
        compared[kind] = compare(shown, fills, extractor, device)
    steady = measure_steadiness(variants, data, min(count, MOST_EMPTY_ROOMS), left_out)
    write_report(compared, steady, left_out, list(variants), count, out)
    verdicts = [f"{name}: {said}" for name in measured if (said := verdict(compared, name))]
    return {kind: found.table for kind, found in compared.items()}, verdicts
