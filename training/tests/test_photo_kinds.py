"""Photos in a folder as cameras, phones, macOS and office programs leave them: read, or left out with a reason."""

import os
import shutil
import struct
import warnings
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, features
from test_compose import make_data
from test_photos import both_sides, mask, person, photo

from vanish.data import opening
from vanish.data.compose import ComposeOptions, Composites
from vanish.data.pack import pack
from vanish.data.photo_files import FORMATS
from vanish.data.photos import read_backgrounds, read_people
from vanish.data.real_photos import read_real_photos
from vanish.measure.cases import real_pairs
from vanish.measure.steadiness import flicker_of_still_rooms
from vanish.runs.toml import read_toml

PICTURES = Path(__file__).parent / "pictures"
TURNED = 0x0112, 6  # EXIF: turn by 90 degrees clockwise


def turned(picture: np.ndarray, file: Path) -> None:
    """Saves a picture as a camera does that was held upright."""
    exif = Image.Exif()
    exif[TURNED[0]] = TURNED[1]
    Image.fromarray(picture).save(file, exif=exif, **({"lossless": True} if file.suffix == ".webp" else {}))


# Names


def test_a_name_that_is_not_utf_8_is_read_and_said(tmp_path: Path):
    for name in (b"caf\xe9.jpg", b"r\xfcm/one.jpg", b"caf\xe9 broken.jpg"):
        file = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))
        try:
            photo(file)
        except OSError:  # macOS and Windows do not allow such names
            pytest.skip("This file system takes UTF-8 names only.")
        if b"broken" in name:
            file.write_bytes(b"no jpeg")
    photo(tmp_path / "plain.jpg")
    found, skipped = both_sides(tmp_path)
    assert len(found) == 3
    assert len(skipped) == 1 and "caf\\xe9 broken.jpg is left out" in skipped[0]
    skipped[0].encode()  # it can be printed, and written to a page


def test_a_manifest_may_name_files_that_are_not_utf_8(tmp_path: Path):
    make_data(tmp_path)
    folder = tmp_path / "backgrounds"
    strange = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.jpg"))
    photo(strange)
    with (folder / "MANIFEST.tsv").open("ab") as manifest:
        manifest.write(b"\ncaf\xe9.jpg\tcaf\xe9.jpg\n")
    found, skipped = both_sides(folder)
    assert len(found) == 25 and not skipped


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_manifest_from_an_office_program_is_read(tmp_path: Path, encoding: str):
    make_data(tmp_path)
    for kind, read in (("backgrounds", read_backgrounds), ("people", read_people)):
        manifest = tmp_path / kind / "MANIFEST.tsv"
        manifest.write_bytes(manifest.read_text().replace("\n", "\r\n").encode(encoding))
        found, skipped = both_sides(tmp_path / kind, read)
        assert len(found) == 24 and not skipped


def test_a_manifest_without_a_value_names_the_line(tmp_path: Path):
    make_data(tmp_path)
    manifest = tmp_path / "people" / "MANIFEST.tsv"
    lines = manifest.read_text().splitlines()
    manifest.write_text("\n".join([*lines[:4], "one_3.jpg", *lines[5:]]))
    with pytest.raises(ValueError, match=r'MANIFEST\.tsv has no column "mask", or it is empty in line 5\.'):
        read_people(tmp_path / "people", False, 384)


# Files that are not photos, despite their names


def test_the_companions_that_macos_makes_are_no_photos(tmp_path: Path):
    for i in range(4):
        person(tmp_path, f"anna{i}")
        for name in (f"anna{i}.jpg", f"anna{i}_mask.png"):
            (tmp_path / f"._{name}").write_bytes(b"\0\5\26\7" + bytes(60))
    person(tmp_path / "__MACOSX", "anna")
    person(tmp_path / ".trash", "anna")
    for validation in (False, True):
        found, skipped = read_people(tmp_path, validation, 384)
        assert found
        assert any("8 files in" in said and "._anna0.jpg" in said and "no photos" in said for said in skipped)
        assert any("__MACOSX is left out" in said for said in skipped)
        assert not any("not a readable" in said for said in skipped)


def test_what_cannot_be_read_is_counted_and_said(tmp_path: Path):
    for name in ("a.jpg", "b.jpg"):
        photo(tmp_path / name)
    for name in ("c.JXL", "d.jxl", "e.dng", "f.txt"):
        (tmp_path / name).write_bytes(b"whatever")
    found, skipped = both_sides(tmp_path)
    assert len(found) == 2
    assert skipped[0] == (
        f"3 files in {tmp_path} are left out: .dng (1) and .jxl (2) cannot be read here. Save them as JPEG or PNG."
    )


def test_a_folder_of_raw_files_alone_says_so(tmp_path: Path):
    (tmp_path / "a.dng").write_bytes(b"whatever")
    with pytest.raises(ValueError, match=r"holds no photos(.|\n)*\.dng \(1\) cannot be read here"):
        read_backgrounds(tmp_path, False, 384)


@pytest.mark.parametrize("ending", [".heic", ".avif"])
def test_photos_of_phones_are_read_upright_where_there_is_a_reader(tmp_path: Path, ending: str):
    if ending not in FORMATS:
        pytest.skip(f"no reader of {ending} on this system")
    for name in ("a", "b"):
        shutil.copy(PICTURES / f"made{ending}", tmp_path / f"{name}{ending}")
    found, skipped = both_sides(tmp_path)
    assert len(found) == 2 and not skipped
    for picture in found:
        assert picture.shape == ((160, 120, 3) if ending == ".heic" else (120, 160, 3))  # the camera was turned
        across = picture[..., 0 if ending == ".avif" else 1].astype(int)
        assert abs(across[:, -9:].mean() - across[:, :9].mean()) > 180


def test_a_heic_that_is_called_jpg_is_named_where_it_cannot_be_read(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(opening, "FORMATS", {ending: kind for ending, kind in FORMATS.items() if kind != "HEIF"})
    for name in ("a.jpg", "b.jpg"):
        photo(tmp_path / name)
    (tmp_path / "c.jpg").write_bytes(b"\0\0\0\x18ftypheic" + bytes(200))
    _, skipped = both_sides(tmp_path)
    assert [said for said in skipped if "c.jpg is left out: it is a HEIC picture" in said]


def test_what_is_no_ordinary_file_is_left_out(tmp_path: Path):
    make_data(tmp_path)
    folder = tmp_path / "backgrounds"
    (folder / "room_3.jpg").unlink()
    os.mkfifo(folder / "room_3.jpg")  # reading it would block forever
    found, skipped = both_sides(folder)
    assert len(found) == 23 and ["room_3.jpg is left out: it is not an ordinary file." in said for said in skipped] == [
        True
    ]


# Links


def test_folders_that_are_links_are_read_once(tmp_path: Path):
    data, far = tmp_path / "data", tmp_path / "far"
    for i in range(3):
        photo(data / "here" / f"{i}.jpg")
        photo(far / f"{i}.jpg")
    (data / "away").symlink_to(far, target_is_directory=True)
    (data / "again").symlink_to(data / "here", target_is_directory=True)
    (data / "here" / "round").symlink_to(data, target_is_directory=True)
    (data / "0.jpg").symlink_to(data / "here" / "0.jpg")
    (data / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    found, skipped = both_sides(data)
    assert len(found) == 6
    said = "\n".join(skipped)
    for name in ("again", "round", "0.jpg"):
        assert f"{name} is left out: it leads to a folder or file that is already read" in said
    assert "gone.jpg is left out: it is a broken link" in said


# Kinds of image files


@pytest.mark.parametrize("ending", [".tiff", ".tif", ".jfif", ".jpe", ".bmp", ".gif", ".avif"])
def test_other_kinds_of_files_are_read(tmp_path: Path, ending: str):
    if ending == ".avif" and not features.check("avif"):
        pytest.skip("This Pillow reads no AVIF.")
    photo(tmp_path / "a.jpg")
    Image.new("RGB", (60, 40), (200, 100, 50)).save(
        tmp_path / f"b{ending}", {".jfif": "JPEG", ".jpe": "JPEG"}.get(ending)
    )
    found, skipped = both_sides(tmp_path)
    assert not skipped
    assert any(np.abs(picture.astype(int) - (200, 100, 50)).max() <= 8 for picture in found)


@pytest.mark.parametrize("ending", ["png", "webp", "tiff"])
def test_a_cut_out_that_was_taken_upright_stands(tmp_path: Path, ending: str):
    clear = np.zeros((40, 60, 4), np.uint8)
    clear[10:30, 5:55] = (10, 20, 200, 255)  # a person lying down, until the photo is turned
    clear[10:30, 5:20, :3] = (220, 20, 20)
    turned(clear, tmp_path / f"a.{ending}")
    mask(tmp_path / "b_mask.png")
    photo(tmp_path / "b.jpg")
    found, skipped = both_sides(tmp_path, read_people)
    assert not skipped
    one = next(one.rgba for one in found if one.rgba.shape[0] > one.rgba.shape[1])
    assert one[12, one.shape[1] // 2].tolist() == [220, 20, 20, 255]
    assert one[-12, one.shape[1] // 2].tolist() == [10, 20, 200, 255]


def test_deep_and_plain_files_keep_their_brightness(tmp_path: Path):
    cv2.imwrite(str(tmp_path / "deep.tiff"), np.full((40, 60, 3), (50 * 257, 100 * 257, 200 * 257), np.uint16))
    cv2.imwrite(str(tmp_path / "deep grey.png"), np.full((40, 60), 77 * 257, np.uint16))
    Image.new("1", (60, 40), 1).save(tmp_path / "one bit.png")
    found, skipped = both_sides(tmp_path)
    assert not skipped
    colours = sorted(tuple(picture[20, 30].tolist()) for picture in found)
    assert colours == [(77, 77, 77), (200, 100, 50), (255, 255, 255)]


def test_a_picture_of_far_too_many_pixels_is_left_out_unread(tmp_path: Path):
    for name in ("a.jpg", "b.jpg"):
        photo(tmp_path / name)
    bomb = bytearray((photo(tmp_path / "bomb.png")).read_bytes())
    bomb[16:24] = struct.pack(">II", 40_000, 40_000)
    bomb[29:33] = struct.pack(">I", zlib.crc32(bomb[12:29]))
    (tmp_path / "bomb.png").write_bytes(bomb)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found, skipped = both_sides(tmp_path)
    assert len(found) == 2
    assert "bomb.png is left out: it is 40000x40000 px" in skipped[0]


# Real photos


def test_a_damaged_real_photo_is_left_out_and_named(tmp_path: Path, caplog):
    folder = tmp_path / "real_photos"
    photo(folder / "a.jpg")
    photo(folder / "below" / "b.jfif.jpg")
    (folder / "cut.jpg").write_bytes((folder / "a.jpg").read_bytes()[:200])
    (folder / "._a.jpg").write_bytes(b"companion")
    assert len(read_real_photos(folder, 384)) == 2
    assert any("cut.jpg is left out: it is not a readable image" in said for said in caplog.messages)


def test_every_warning_of_a_data_folder_can_be_printed(tmp_path: Path, caplog):
    (tmp_path / "data").mkdir()
    data = make_data(tmp_path / "data").rename(os.fsdecode(os.fsencode(tmp_path) + b"/d\xe9ta"))
    (data / "backgrounds" / "room_3.jpg").write_bytes(b"")
    Composites(data, 64, 0, False, ComposeOptions())
    for said in caplog.messages:
        said.encode()


# Pairs and packing


def make_pair(folder: Path, name: str) -> None:
    photo(folder / f"{name}_person.jpg", (20, 20, 20))
    photo(folder / f"{name}_clean.jpg", (200, 200, 200))
    mask(folder / f"{name}_mask.png")


def test_pairs_that_cannot_be_used_are_left_out_and_named(tmp_path: Path):
    for name in ("good", "cut", "alone", "sizes", "nobody"):
        make_pair(tmp_path, name)
    (tmp_path / "cut_clean.jpg").write_bytes(b"no jpeg")
    (tmp_path / "alone_person.jpg").unlink()
    photo(tmp_path / "sizes_person.jpg", size=(40, 60))
    Image.new("L", (60, 40)).save(tmp_path / "nobody_mask.png")
    (tmp_path / "._good_mask.png").write_bytes(b"companion")
    said: list[str] = []
    assert [case.name for case in real_pairs(tmp_path, said)] == ["good"]
    for sentence in (
        "cut_clean.jpg is left out: it is not a readable image",
        "alone_mask.png is left out: there is no alone_person.jpg beside it.",
        "sizes_mask.png is left out: its pair's sizes are not the same, 40x60 (person), 60x40 (clean), 60x40 (mask).",
        "nobody_mask.png is left out: it shows no person.",
        "._good_mask.png",
    ):
        assert any(sentence in one for one in said), sentence
    assert set(flicker_of_still_rooms({"as it is": lambda p, h: (p, h)}, tmp_path)) == {"as it is"}


def test_a_packed_photo_stands_and_a_damaged_one_is_named(tmp_path: Path, caplog):
    data = tmp_path / "data"
    for name in ("a.jpg", "b.tiff"):
        photo(data / "backgrounds" / name)
    turned(np.zeros((40, 60, 3), np.uint8), data / "backgrounds" / "held.jpg")
    (data / "backgrounds" / "cut.jpg").write_bytes(b"no jpeg")
    (data / "backgrounds" / "._a.jpg").write_bytes(b"companion")
    pack(data, tmp_path / "small", side=30, quality=80)
    copies = {file.name: Image.open(file).size for file in (tmp_path / "small" / "backgrounds").iterdir()}
    assert copies == {"a.jpg": (30, 20), "b.tiff": (30, 20), "held.jpg": (20, 30)}
    assert any("cut.jpg is left out: it is not a readable image" in said for said in caplog.messages)


def test_a_toml_that_begins_with_a_mark_is_read(tmp_path: Path):
    file = tmp_path / "run.toml"
    file.write_bytes(b"\xef\xbb\xbfvariant = 'a'\n")
    assert read_toml(file) == {"variant": "a"}
    file.write_bytes(b"variant = 'caf\xe9'\n")
    with pytest.raises(ValueError, match="run.toml is not TOML in UTF-8"):
        read_toml(file)
