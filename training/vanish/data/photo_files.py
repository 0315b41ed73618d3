"""Decides which files of a user's folder are photos. Everything that reads a folder uses this file, and nothing else
decides.

No file is opened, and every skipped file gets a sentence. opening.py opens photos.
"""

import os
import stat
from collections import Counter
from pathlib import Path

from PIL import features

try:
    from pi_heif import register_heif_opener

    register_heif_opener()
    READS_HEIC = True
except ImportError:  # no wheel for this system, or a system library is missing
    READS_HEIC = False

FORMATS = {
    ".avif": "AVIF",
    ".bmp": "BMP",
    ".gif": "GIF",
    ".jfif": "JPEG",
    ".jpe": "JPEG",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".png": "PNG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".webp": "WEBP",
}
"""Pillow's name of the format, by the extensions of photos that can be read."""
if not features.check("avif"):
    del FORMATS[".avif"]
if READS_HEIC:
    FORMATS |= dict.fromkeys((".heic", ".heif", ".hif"), "HEIF")
UNREADABLE = (
    ".avif .heic .heif .hif .jxl .jp2 .psd .svg "  # picture formats
    ".3fr .arw .cr2 .cr3 .dng .erf .nef .nrw .orf .pef .raf .raw .rw2 .srw"  # raw files of cameras
).split()
"""Extensions of photos that cannot be read here."""
SYSTEM_FOLDERS = ("__MACOSX", "@eaDir", "$RECYCLE.BIN")
"""Folders of systems and archives that hold companion files and thumbnails."""


def shown(file: Path | str) -> str:
    r"""A path for a sentence: bytes of its name that are not UTF-8 are written as \\xNN, so that it can be printed."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def is_photo(file: Path) -> bool:
    """True if the name is that of a readable photo."""
    return file.suffix.lower() in FORMATS and not _is_companion(file)


def photos_below(folder: Path) -> tuple[list[Path], list[str]]:
    """All photos below a folder, sorted by name, and sentences about what was skipped.

    Links are followed, but nothing is taken twice: a photo that two links lead to could end up on both sides of the
    split.
    """
    walk = _Walk(folder)
    walk.look_into(folder)
    while walk.links:  # after everything directly in this folder
        walk.follow(walk.links.pop(0))
    found = sorted(walk.found, key=lambda file: os.fsencode(file.relative_to(folder).as_posix()))
    return found, walk.sentences()


class _Walk:
    def __init__(self, folder: Path):
        self.folder = folder
        self.found: list[Path] = []
        self.links: list[Path] = []
        self.seen: set[str] = set()
        """Real paths of the folders visited and of the photos found."""
        self.unreadable: Counter[str] = Counter()
        self.companions: list[Path] = []
        self.told: list[str] = []

    def look_into(self, folder: Path) -> None:
        self.seen.add(os.path.realpath(folder))
        try:
            entries = sorted(folder.iterdir(), key=os.fsencode)
        except OSError as problem:
            self.told.append(f"{shown(folder)} is left out: it cannot be read ({problem.strerror}).")
            return
        for entry in entries:
            if entry.is_symlink():
                self.links.append(entry)
            elif entry.is_dir():
                self._folder(entry)
            else:
                self._file(entry)

    def follow(self, link: Path) -> None:
        """Follows a link; records it if it leads nowhere, or to something that was read already."""
        if link.is_dir():
            if os.path.realpath(link) in self.seen:
                self.told.append(f"{shown(link)} is left out: it leads to a folder or file that is already read.")
            else:
                self._folder(link)
        else:
            self._file(link)

    def _folder(self, folder: Path) -> None:
        if folder.name.startswith(".") or folder.name in SYSTEM_FOLDERS:
            self.told.append(f"{shown(folder)} is left out: its name is that of a system folder.")
        else:
            self.look_into(folder)

    def _file(self, file: Path) -> None:
        ending = file.suffix.lower()
        if ending not in FORMATS and ending not in UNREADABLE:
            return
        real = os.path.realpath(file)
        if _is_companion(file):
            self.companions.append(file)
        elif ending not in FORMATS:
            self.unreadable[ending] += 1
        elif file.is_symlink() and not file.exists():
            self.told.append(f"{shown(file)} is left out: it is a broken link.")
        elif real in self.seen:
            self.told.append(f"{shown(file)} is left out: it leads to a folder or file that is already read.")
        else:
            self.seen.add(real)
            self.found.append(file)

    def sentences(self) -> list[str]:
        told, folder = list(self.told), shown(self.folder)
        if self.unreadable:
            kinds = [f"{ending} ({count})" for ending, count in sorted(self.unreadable.items())]
            listed = " and ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)
            told.append(
                f"{_files(self.unreadable.total(), folder)} left out: {listed} cannot be read here. "
                "Save them as JPEG or PNG."
            )
        if self.companions:
            first = shown(self.companions[0].name)
            told.append(
                f"{_files(len(self.companions), folder)} left out: names that begin with a dot, as {first}, "
                "are those of a system's notes on files, which are no photos."
            )
        return told


def why_not_a_file(file: Path) -> str | None:
    """The second half of a sentence if there is no ordinary file under a name. Opening a pipe would block forever."""
    try:
        mode = os.stat(file).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "it does not exist"
    except OSError as problem:
        return f"it cannot be read ({problem.strerror})"
    return None if stat.S_ISREG(mode) else "it is not an ordinary file"


def _is_companion(file: Path) -> bool:
    """macOS writes ._NAME.jpg beside NAME.jpg on disks of other systems, to keep its own metadata."""
    return file.name.startswith(".")


def _files(count: int, folder: str) -> str:
    return f"{count} files in {folder} are" if count > 1 else f"1 file in {folder} is"
