"""Did training help, as far as the run's own log shows? A sentence for the gallery."""

LEAST = 0.01
"""The error must fall by this share of its value at step 0 to count: the run looks at only a few dozen
pictures."""


def verdict_of(log: list[dict], figure: str, keeps_best: bool) -> str:
    """log: the lines of log.jsonl; figure: the one that falls as the network improves; keeps_best: whether the run ends
    with the best of its samples instead of its last. "" if the log does not show it."""
    values = {line["step"]: line[figure] for line in log if figure in line}
    if 0 not in values or len(values) < 2 or not values[0]:
        return ""
    step = min(values, key=values.__getitem__) if keeps_best else max(values)
    first, now = values[0], values[step]
    change = (first - now) / first
    figures = f"{figure} {now:.4f} at step {step:,}, {first:.4f} at step 0"
    if change > LEAST:
        return f"{change:.0%} less error than at the start ({figures}). `vanish evaluate` gives a proper measurement."
    word = "Worse" if change < -LEAST else "No better"
    falls = _falls(log)
    otherwise = (
        "use a lower learning rate, or other photos" if word == "Worse" else "use more steps, or a higher learning rate"
    )
    advice = "use more photos, or fewer steps" if falls else otherwise
    return f"{word} than at the start ({figures}): {advice}."


def _falls(log: list[dict]) -> bool:
    """Whether the error on the training pictures fell, comparing the first and the last quarter of its lines."""
    values = [line["hole"] for line in log if "hole" in line]
    quarter = max(1, len(values) // 4)
    return len(values) > 1 and sum(values[-quarter:]) < (1 - LEAST) * sum(values[:quarter])
