"""Only one process trains a run at a time: two would overwrite each other's checkpoints."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "lock"
log = logging.getLogger(__name__)


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Locks the run's folder, which must exist. The system releases the lock when the process ends, however it ends;
    loaders that outlive the process do not keep it. Raises BlockingIOError with a sentence if another process has
    it."""
    file = folder / LOCK
    with file.open("a+") as handle:
        try:
            _lock(handle.fileno())
        except (BlockingIOError, PermissionError):
            raise BlockingIOError(
                f"{folder} is being trained by another process ({_holder(file)}). Wait until it has ended, or name "
                "another folder."
            ) from None
        except OSError as problem:  # some network folders do not support locks
            log.warning(
                f"{file} cannot be locked ({problem.strerror}): make sure that no other process trains this run."
            )
        handle.truncate(0)
        handle.write(f"process {os.getpid()}\n")
        handle.flush()
        yield


def is_held(folder: Path) -> bool:
    """Whether another process trains the run."""
    file = folder / LOCK
    if not file.exists():
        return False
    try:
        with file.open("a") as handle:
            _lock(handle.fileno())  # released when the file is closed
    except (BlockingIOError, PermissionError):
        return True
    except OSError:  # a folder that does not support locks, as above
        return False
    return False


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, 1 << 20, os.SEEK_SET)  # far beyond the text, which others may read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # unlike flock, loaders do not inherit it


def _holder(file: Path) -> str:
    try:
        return file.read_text().strip() or "unknown"
    except OSError:
        return "unknown"
