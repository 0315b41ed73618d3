"""Did training help? Compares a run with the weights that it started from, case by case, and answers in words."""

import html

import numpy as np

from .cases import PAIRS, TRAINING, VALIDATION
from .comparison import Comparison

LEAST = 0.05
"""dB; a smaller difference cannot be seen, however certain it is."""
SURE = 2.0
"""How many standard errors of the mean a difference must be away from 0."""


def start_of(variant: str) -> str:
    """The name in the tables for the weights that a run started from."""
    return f"{variant} at its start"


def verdict(compared: dict[str, Comparison], variant: str) -> str | None:
    """The answer in one or two sentences, from data that the run was not trained on; None if its start was not
    measured."""
    start = start_of(variant)
    kind = next((kind for kind in (VALIDATION, PAIRS, TRAINING) if kind in compared), None)
    if kind is None or start not in compared[kind].results:
        return None
    gains = _gains(compared[kind], variant)
    mean, error = float(gains.mean()), _standard_error(gains)
    figures = f"{round(mean, 2) + 0.0:+.2f} dB on {len(gains)} {kind}, ± {SURE * error:.2f}"
    if len(gains) < 2 or not np.isfinite(error):
        return f"One case is not enough to tell: {figures}."
    if mean > max(LEAST, SURE * error):
        return f"Better than at the start: {figures}."
    if mean < -max(LEAST, SURE * error):
        advice = _advice(compared, variant, "use a lower learning rate, or check the photos")
        return f"Worse than at the start: {figures}.{advice}"
    advice = _advice(compared, variant, "use more steps, or a higher learning rate")
    return f"No better than at the start: {figures}.{advice}"


def verdict_as_html(compared: dict[str, Comparison], variants: list[str]) -> list[str]:
    """A paragraph for each run whose start was measured."""
    found = {variant: verdict(compared, variant) for variant in variants}
    return [f"<p><b>{html.escape(name)}: {html.escape(said)}</b></p>" for name, said in found.items() if said]


def _advice(compared: dict[str, Comparison], variant: str, otherwise: str) -> str:
    """What to change: a run that improves only on the training photos has memorised them. otherwise: what to do if it
    has not. "" if that was not measured."""
    trained = compared.get(TRAINING)
    if trained is None or start_of(variant) not in trained.results:
        return ""
    gains = _gains(trained, variant)
    if gains.mean() > max(LEAST, SURE * _standard_error(gains)):
        return f" On the training photos it gains {gains.mean():+.2f} dB: use more photos, or fewer steps."
    return f" On the training photos it is no better either: {otherwise}."


def _gains(found: Comparison, variant: str) -> np.ndarray:
    """dB by case."""
    pairs = zip(found.results[variant], found.results[start_of(variant)], strict=True)
    return np.array([own["psnr"] - before["psnr"] for own, before in pairs])


def _standard_error(gains: np.ndarray) -> float:
    return float(gains.std(ddof=1) / np.sqrt(len(gains))) if len(gains) > 1 else float("inf")
