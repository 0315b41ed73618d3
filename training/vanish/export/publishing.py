"""A variant's folder appears complete and checked, or not at all."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..common.atomic_files import sync
from ..common.places import PROJECT


@contextmanager
def published_whole(folder: Path) -> Iterator[Path]:
    """Gives an empty folder of the same name to write a variant to. When the block ends, it replaces `folder`; if the
    block raises, `folder` stays unchanged. Raises FileExistsError if something else is there."""
    if folder.exists() and not (folder / "card.json").is_file():
        raise FileExistsError(f"{folder} exists but is not a variant: rename the run's variant, or remove the folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True) as beside:
        fresh, old = Path(beside) / folder.name, Path(beside) / "old"
        fresh.mkdir()
        yield fresh
        for file in fresh.iterdir():
            sync(file)
        if folder.exists():
            os.rename(folder, old)
        try:
            os.rename(fresh, folder)
        except OSError:
            if old.exists():
                os.rename(old, folder)
            raise
        sync(folder.parent)


def check_with_tfjs(folder: Path) -> str:
    """Runs the exported files in tfjs and compares the result with the golden output, which is PyTorch's. Returns a
    sentence; raises ValueError if the difference is above the tolerance."""
    tsx = PROJECT / "node_modules" / "tsx" / "dist" / "cli.mjs"
    if not shutil.which("node") or not tsx.exists():
        return "Not checked with tfjs: that needs Node and `npm ci` in the project's folder."
    command = ["node", str(tsx), "scripts/check-variant.ts", str(folder.resolve())]
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise ValueError(f"{folder}: tfjs and PyTorch disagree on the picture. {answer.stderr.strip()}")
    return answer.stdout.strip()
