"""The health indicators: each must detect the fault that it is for."""

import base64
import json
import re
from pathlib import Path

import pytest
import torch

from vanish.cli import main
from vanish.common.picture_sheet import write_sheet
from vanish.runs.gallery import write_gallery
from vanish.runs.health import checkerboard_energy, diversity
from vanish.runs.record import Record
from vanish.runs.run_lock import hold
from vanish.runs.training import Training


def test_a_grid_of_any_period_is_seen_and_texture_is_not():
    torch.manual_seed(0)
    texture, hole = torch.rand(4, 3, 96, 96), torch.ones(4, 1, 96, 96)
    floor = checkerboard_energy(texture, hole)
    assert floor < 0.02
    for period in (2, 4, 8):
        grid = torch.zeros(96, 96)
        grid[::period, ::period] = 1
        assert checkerboard_energy(texture + grid, hole) > 10 * floor
        assert checkerboard_energy(0.5 + 0 * texture + grid, hole) > 0.5


def test_a_network_that_always_says_the_same_has_no_diversity():
    torch.manual_seed(0)
    wanted, hole = torch.randn(6, 3, 32, 32), torch.ones(6, 1, 32, 32)
    assert diversity(wanted, wanted, hole) == pytest.approx(1)
    assert diversity(wanted[:1].expand_as(wanted), wanted, hole) < 1e-3
    assert diversity(0.5 * wanted, wanted, hole) == pytest.approx(0.5)


def test_the_gallery_bears_a_line_that_was_cut_short(tmp_path: Path):
    (tmp_path / "config.toml").write_text('variant = "x"  # <b>')
    lines = [json.dumps({"step": s, "pictures": s, "hole": 0.1 / s, "gradient": 1}) for s in (50, 100)]
    (tmp_path / "log.jsonl").write_text("\n".join([*lines, '{"step": 1']))
    page = write_gallery(tmp_path).read_text()
    assert "Step 100" in page and "<polyline" in page and "&lt;b&gt;" in page
    assert "http://" not in page and "https://" not in page


def test_a_folder_without_a_run_is_named(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="is not a run's folder"):
        write_gallery(tmp_path)


def test_a_log_that_cannot_be_written_does_not_stop_the_run(tmp_path: Path, capsys):
    (tmp_path / "log.jsonl").mkdir()
    record = Record(tmp_path, done=0, sample_every=500)
    record._write(Training({}, {}, {}), {"hole": 0.1})
    record.close()
    assert "could not be written" in capsys.readouterr().out


def make_run(folder: Path) -> None:
    (folder / "samples").mkdir(parents=True)
    (folder / "config.toml").write_text('variant = "x"')
    for name in ("given", "0000000", "0000500"):
        write_sheet(folder / "samples" / f"{name}.jpg", [torch.rand(8, 3, 16, 16)])


def test_the_gallery_loads_itself_anew_only_while_the_run_writes(tmp_path: Path):
    make_run(tmp_path / "run")
    assert 'http-equiv="refresh"' in write_gallery(tmp_path / "run", is_running=True).read_text()
    assert "refresh" not in write_gallery(tmp_path / "run").read_text()
    with hold(tmp_path / "run"):
        pass
    main(["watch", "--run", str(tmp_path / "run"), "--no-open"])
    assert "refresh" not in (tmp_path / "run" / "index.html").read_text()


def test_the_gallery_is_sent_as_one_file(tmp_path: Path):
    make_run(tmp_path / "run")
    main(["watch", "--run", str(tmp_path / "run"), "--one-file", str(tmp_path / "sent" / "gallery.html")])
    page = (tmp_path / "sent" / "gallery.html").read_text()
    pictures = re.findall(r'src="([^"]+)"', page)
    assert len(pictures) == 3 and all(picture.startswith("data:image/jpeg;base64,") for picture in pictures)
    assert base64.b64decode(pictures[0].partition(",")[2]) == (tmp_path / "run" / "samples" / "given.jpg").read_bytes()
