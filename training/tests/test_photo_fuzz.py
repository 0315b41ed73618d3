"""Two hundred corrupt photos: none hangs or takes much memory; each is used, or left out with a reason."""

import re
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PIL import Image
from test_photos import photo

from vanish.data.opening import open_as_it_is, open_mask, open_photo, open_transparent
from vanish.data.photo_files import FORMATS
from vanish.data.photos import read_backgrounds

LONGEST = 5.0
"""Seconds for one photo, on a busy machine."""
KINDS = sorted(ending for ending in FORMATS if ending not in (".jfif", ".jpe", ".jpeg", ".tif"))
Image.init()
WRITABLE = [ending for ending in KINDS if FORMATS[ending] in Image.SAVE]
"""All except HEIC, which can only be read: it is tested with other files under its name."""


@cache
def good(ending: str) -> bytes:
    """A small photo with noise, transparency if the format has it, and an EXIF orientation."""
    picture = np.random.default_rng(1).integers(0, 255, (40, 60, 4), np.uint8)
    exif, encoded = Image.Exif(), BytesIO()
    exif[0x0112] = 6
    kind = FORMATS[ending]
    image = Image.fromarray(picture if kind in ("PNG", "WEBP", "TIFF", "AVIF") else picture[..., :3].copy())
    options = {"JPEG": {"progressive": True}, "TIFF": {"compression": "tiff_lzw"}}.get(kind, {})
    image.save(encoded, kind, **options, **({"exif": exif} if kind not in ("BMP", "GIF") else {}))
    return encoded.getvalue()


@some.composite
def mutated(draw: some.DrawFn) -> tuple[str, bytes]:
    """A photo that is truncated, has flipped bits, or has a false header."""
    ending = draw(some.sampled_from(WRITABLE))
    encoded = bytearray(good(ending))
    places = some.one_of(some.integers(0, min(200, len(encoded) - 1)), some.integers(0, len(encoded) - 1))
    for _ in range(draw(some.integers(0, 8))):
        encoded[draw(places)] ^= 1 << draw(some.integers(0, 7))
    for _ in range(draw(some.integers(0, 2))):  # a false length or size
        place, value = draw(places), draw(some.sampled_from([0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF]))
        encoded[place : place + 4] = struct.pack(draw(some.sampled_from(["<I", ">I"])), value)
    if draw(some.booleans()):
        del encoded[draw(places) :]
    if draw(some.booleans()):
        ending = draw(some.sampled_from(KINDS))
    return ending, bytes(encoded)


@settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_mutated_photos_work_or_say_what_is_wrong(case: tuple[str, bytes]):
    ending, encoded = case
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a{ending}"
        file.write_bytes(encoded)
        for open_it in (open_photo, open_mask, open_transparent, open_as_it_is):
            began = time.monotonic()
            try:
                opened = open_it(file)
            except ValueError as problem:
                assert str(problem).startswith(("it ", "its ", "there "))
            else:
                planes = opened if isinstance(opened, tuple) else (opened,)
                assert all(plane.dtype == np.uint8 and plane.size for plane in planes)
            assert time.monotonic() - began < LONGEST


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header states this size, but which has few pixels."""
    encoded = bytearray(good(".png"))
    encoded[16:24] = struct.pack(">II", width, height)
    encoded[29:33] = struct.pack(">I", zlib.crc32(encoded[12:29]))
    return bytes(encoded)


@pytest.mark.parametrize(
    ("name", "encoded", "sentence"),
    [
        ("far too large.png", lambda: png_of(2**31 - 1, 2**31 - 1), "is not a readable|px, and more than"),
        ("lying.png", lambda: png_of(11_000, 11_000), "it is not a readable image"),
        ("flat.png", lambda: png_of(100_000, 1), "it is not a readable image"),
        ("scans.jpg", lambda: good(".jpg")[:-2] + b"\xff\xda" * 5000, "more than 64 scans"),
        ("text.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(2000), "it is not a readable image"),
    ],
)
def test_bombs_are_left_out_with_a_sentence(tmp_path: Path, name: str, encoded, sentence: str):
    photo(tmp_path / "a.jpg")
    photo(tmp_path / "b.jpg")
    (tmp_path / name).write_bytes(encoded())
    said = []
    for validation in (False, True):
        said += read_backgrounds(tmp_path, validation, 64)[1]
    assert len(said) == 1 and name in said[0]
    assert re.search(sentence, said[0]), said


def black_png(side: int) -> bytes:
    """A complete grey PNG of side x side black pixels, thousands of times smaller than its pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    packer = zlib.compressobj(1)
    pixels = b"".join(packer.compress(bytes(side + 1)) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


MEASURE = """
import resource, sys
from pathlib import Path
from vanish.data.opening import open_photo
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        open_photo(file)
    except ValueError:
        pass
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(grown // (1 if sys.platform == "linux" else 1024))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such count of memory.")
def test_a_bomb_takes_no_memory(tmp_path: Path):
    (tmp_path / "a.png").write_bytes(black_png(16_000))
    grown = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path)],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert int(grown.stdout) < 200_000  # KiB
