"""The command line: `vanish VERB --help`. commands/ defines the verbs; the other packages do the work. They are
imported only when a verb runs, so that --help does not wait for PyTorch."""

import argparse
import io
import signal
import sys

from .commands import frames, looking, measuring, quickstart, training, trying


def main(words: list[str] | None = None) -> None:
    """words: the arguments after the command's name; default: those of the process."""
    arguments = parser().parse_args(words)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a notebook has streams of other types
            stream.reconfigure(errors="backslashreplace", line_buffering=True)  # paths may hold bytes that are not text
    try:
        arguments.run_verb(arguments)
    except (OSError, ValueError, FloatingPointError, ImportError) as problem:
        sys.exit(f"vanish: {problem}")
    except KeyboardInterrupt as stop:
        print(f"vanish: {stop or 'stopped.'}", file=sys.stderr)
        sys.exit(128 + getattr(stop, "signal_number", signal.SIGINT))  # as a shell would report it


def parser() -> argparse.ArgumentParser:
    """The parser for all verbs."""
    whole = argparse.ArgumentParser(
        prog="vanish", description="Trains and measures the networks that fill the hole in Vanish."
    )
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB")
    for add in (
        *(quickstart.add_quickstart, trying.add_try),
        *(
            looking.add_check,
            looking.add_collect,
            looking.add_compose,
            training.add_train,
            training.add_watch,
            measuring.add_evaluate,
        ),
        *(frames.add_cases, frames.add_measure, frames.add_sheets),
        *(measuring.add_realism, measuring.add_inspect, training.add_export, looking.add_pack),
    ):
        add(verbs)
    return whole
