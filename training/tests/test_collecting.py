"""Pictures from other tools: tar files and image folders become folders that training reads."""

import io
import json
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from vanish.cli import main
from vanish.data.collecting import collect
from vanish.data.photos import read_backgrounds, read_people


def encoded(ending: str, grey: bool = False) -> bytes:
    picture = np.random.default_rng(0).integers(0, 255, (60, 80, 3), np.uint8)
    if grey:
        picture = np.zeros((60, 80), np.uint8)
        picture[10:50, 20:60] = 255
    return cv2.imencode(ending, picture)[1].tobytes()


def make_tar(file: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(file, mode) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_webdataset_s_people_are_read_with_their_masks(tmp_path: Path, mode: str):
    members = {}
    for number in range(20):
        members[f"{number:03}.jpg"] = encoded(".jpg")
        members[f"{number:03}.mask.png"] = encoded(".png", grey=True)
        members[f"{number:03}.json"] = b"{}"
    tar = make_tar(tmp_path / "shard-0.tar", members | {"000.depth.png": encoded(".png")}, mode)
    count, left_out = collect(tar, tmp_path / "people")
    assert count == 20 and len(left_out) == 1 and "000.depth.png" in left_out[0]
    found = [read_people(tmp_path / "people", validation, 64) for validation in (False, True)]
    assert sum(len(people) for people, _ in found) == 20 and not found[0][1] + found[1][1]


def test_a_tar_that_was_cut_off_is_named(tmp_path: Path):
    tar = make_tar(tmp_path / "cut.tar.gz", {"a.jpg": encoded(".jpg") * 50}, "w:gz")
    tar.write_bytes(tar.read_bytes()[: tar.stat().st_size // 2])
    with pytest.raises(ValueError, match="cut.tar.gz"):
        collect(tar, tmp_path / "in")


def test_nothing_of_a_tar_lands_elsewhere(tmp_path: Path):
    tar = make_tar(tmp_path / "bad.tar", {"../out.jpg": b"x", "/abs.jpg": b"x", "a/b.jpg": encoded(".jpg")})
    count, left_out = collect(tar, tmp_path / "in" / "side")
    assert count == 1 and len(left_out) == 2
    assert [str(f.relative_to(tmp_path / "in")) for f in (tmp_path / "in").rglob("*.jpg")] == ["side/a/b.jpg"]


@pytest.mark.parametrize("table", ["metadata.jsonl", "metadata.csv"])
def test_a_hugging_face_folder_says_which_mask_belongs_to_which_picture(tmp_path: Path, table: str):
    source = tmp_path / "source" / "train"
    (source / "masks").mkdir(parents=True)
    rows = []
    for number in range(20):
        (source / f"{number}.jpg").write_bytes(encoded(".jpg"))
        (source / "masks" / f"m{number}.png").write_bytes(encoded(".png", grey=True))
        rows.append({"file_name": f"{number}.jpg", "mask_file_name": f"masks/m{number}.png", "text": "a, b"})
    lines = [json.dumps(row) for row in rows] + ['{"file_name": "gone.jpg"}']
    if table.endswith("csv"):
        lines = [
            "file_name,mask_file_name",
            *(f"{row['file_name']},{row['mask_file_name']}" for row in rows),
            "gone.jpg,",
        ]
    (source / table).write_text("\n".join(lines))
    count, left_out = collect(tmp_path / "source", tmp_path / "people")
    assert count == 20 and len(left_out) == 1 and "gone.jpg" in left_out[0]
    assert read_people(tmp_path / "people", False, 64)[0]


def test_a_folder_of_pictures_is_copied_as_it_is_and_never_over_another(tmp_path: Path, capsys):
    (tmp_path / "source").mkdir()
    for number in range(3):
        (tmp_path / "source" / f"{number}.jpg").write_bytes(encoded(".jpg"))
    (tmp_path / "source" / "notes.txt").write_text("no picture")
    line = ["collect", "--source", str(tmp_path / "source"), "--out", str(tmp_path / "backgrounds")]
    main(line)
    assert "Wrote 3 pictures" in capsys.readouterr().out
    assert (tmp_path / "backgrounds" / "0.jpg").read_bytes() == (tmp_path / "source" / "0.jpg").read_bytes()
    assert read_backgrounds(tmp_path / "backgrounds", False, 64)[0]
    with pytest.raises(SystemExit, match="is not empty"):
        main(line)
    (tmp_path / "no.tar").write_bytes(b"no tar at all")
    with pytest.raises(SystemExit, match="is not a readable tar file"):
        main(["collect", "--source", str(tmp_path / "no.tar"), "--out", str(tmp_path / "other")])
