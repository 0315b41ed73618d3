"""A run belongs to one process, its files are complete or absent, and a variant's name cannot lead elsewhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from test_compose import make_data
from test_pix2pix import CONFIG

from vanish.common.atomic_files import written_whole
from vanish.common.variant_names import checked_name
from vanish.export import variant as exporting
from vanish.export.variant import export
from vanish.recipes.configs import read_config
from vanish.recipes.registry import load_training, train
from vanish.recipes.weights import load_variant
from vanish.runs.run_lock import hold

HOLDER = """
import sys
from pathlib import Path
from vanish.runs.run_lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = make_data(tmp_path) / "tiny.toml"
    file.write_text(CONFIG)
    return file


@pytest.fixture
def held(tmp_path: Path):
    """A run's folder that another process locks until its standard input ends."""
    folder = tmp_path / "run"
    folder.mkdir()
    command = [sys.executable, "-c", HOLDER, str(folder)]
    holder = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    )
    assert holder.stdout.readline() == "held\n"
    yield folder, holder
    holder.kill()
    holder.wait()


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    """A folder with the photos, a TOML and a run of one step."""
    folder = make_data(tmp_path_factory.mktemp("trained"))
    short = CONFIG.replace("steps = 4", "steps = 1").replace("adversarial = 0.01", "")
    (folder / "tiny.toml").write_text(short)
    train(folder / "tiny.toml", folder, folder / "run", resume=False)
    return folder


# One process a run


def test_a_run_that_another_process_trains_is_left_alone(held, config: Path, tmp_path: Path):
    folder, holder = held
    with pytest.raises(BlockingIOError, match=rf"run is being trained by another process \(process {holder.pid}\)"):
        train(config, tmp_path, folder, resume=False)
    assert sorted(file.name for file in folder.iterdir()) == ["lock"]


def test_a_second_resume_is_refused_and_after_the_first_it_goes_on(trained: Path):
    before = (trained / "run" / "checkpoint.pt").read_bytes()
    program = HOLDER.replace("sys.stdin.read()", "import os; os.fork(); sys.stdin.read()")  # like a surviving loader
    command = [sys.executable, "-c", program, str(trained / "run")]
    holder = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    )
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(BlockingIOError, match="Wait until it has ended"):
        train(None, trained, trained / "run", resume=True)
    assert (trained / "run" / "checkpoint.pt").read_bytes() == before
    holder.kill()
    holder.wait()
    train(None, trained, trained / "run", resume=True)
    holder.stdin.close()


def test_the_lock_is_gone_with_its_holder(held):
    folder, holder = held
    holder.kill()
    holder.wait()
    with hold(folder):
        assert (folder / "lock").read_text() == f"process {os.getpid()}\n"


# Whole files


def test_a_file_is_whole_on_the_disk_before_it_takes_the_old_one_s_place(tmp_path: Path, monkeypatch):
    file, done = tmp_path / "file", []
    file.write_text("old")
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("sync"), sync(handle)))
    monkeypatch.setattr(os, "replace", lambda *names: (done.append("rename"), replace(*names)))
    with written_whole(file) as fresh:
        fresh.write_text("new")
        assert file.read_text() == "old"
    assert file.read_text() == "new" and done == ["sync", "rename", "sync"]
    with pytest.raises(OSError), written_whole(file) as fresh:
        fresh.write_text("half")
        raise OSError("disk full")
    assert file.read_text() == "new" and [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_checkpoint_that_cannot_be_written_leaves_the_one_before(trained: Path, monkeypatch):
    file = trained / "run" / "checkpoint.pt"
    before = file.read_bytes()

    def full(_kept, place: Path) -> None:
        place.write_bytes(b"half")
        raise RuntimeError("PytorchStreamWriter failed writing file")

    training = load_training(trained / "run", read_config(trained / "run" / "config.toml"))
    with monkeypatch.context() as patch:
        patch.setattr(torch, "save", full)
        with pytest.raises(OSError, match=r"checkpoint\.pt could not be written; the previous one is intact"):
            training.save(file)
    assert file.read_bytes() == before
    assert not list(file.parent.glob("*.new")) and not list(file.parent.glob(".*.new"))


# Export


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.mark.parametrize("fails", ["golden_input", "write_card", "check_with_tfjs", "_store"])
def test_an_export_that_fails_changes_nothing(trained: Path, tmp_path: Path, monkeypatch, fails: str):
    monkeypatch.setattr(exporting, "check_with_tfjs", lambda _folder: "Not checked.")
    export(trained / "run", tmp_path / "models", tmp_path / "kept")
    for file in (tmp_path / "models" / "tiny").iterdir():
        file.write_bytes(b"of an earlier run")
    (tmp_path / "kept" / "tiny.safetensors").write_bytes(b"of an earlier run")
    before = files_of(tmp_path)

    def fail(*_arguments):
        raise OSError("no space left")

    monkeypatch.setattr(exporting, fails, fail)
    with pytest.raises(OSError, match="no space"):
        export(trained / "run", tmp_path / "models", tmp_path / "kept", replace=True)
    assert files_of(tmp_path) == before
    assert sorted(one.name for one in (tmp_path / "models").iterdir()) == ["catalog.json", "tiny"]


def test_a_first_export_that_fails_leaves_no_variant_and_no_catalog(trained: Path, tmp_path: Path, monkeypatch):
    def fail(_folder):
        raise ValueError("another picture")

    monkeypatch.setattr(exporting, "check_with_tfjs", fail)
    with pytest.raises(ValueError, match="another picture"):
        export(trained / "run", tmp_path / "models", tmp_path / "kept")
    assert files_of(tmp_path) == {}


def test_a_folder_that_is_no_variant_is_not_replaced(trained: Path, tmp_path: Path):
    (tmp_path / "models" / "tiny").mkdir(parents=True)
    (tmp_path / "models" / "tiny" / "mine.txt").write_text("kept")
    with pytest.raises(FileExistsError, match="is not a variant"):
        export(trained / "run", tmp_path / "models", tmp_path / "kept", replace=True)
    assert files_of(tmp_path) == {"models/tiny/mine.txt": b"kept"}


# Names


@pytest.mark.parametrize(
    "name",
    ["../../x", "..", ".hidden", "a/b", "a\\b", "/etc", "C:x", "", "a b", "a\n", "é", "x" * 65, "nul", "a.", "a..b"],
)
def test_a_name_that_leads_elsewhere_is_refused_where_it_is_read_and_written(
    name: str,
    config: Path,
    trained: Path,
    tmp_path: Path,
):
    with pytest.raises(ValueError, match="cannot be the name of a variant"):
        load_variant(name)
    run = tmp_path / "run"
    run.mkdir()
    for file in ("config.toml", "checkpoint.pt"):
        (run / file).write_bytes((trained / "run" / file).read_bytes())
    bad = config.read_text().replace('variant = "tiny"', f"variant = {json.dumps(name)}")
    config.write_text(bad)
    (run / "config.toml").write_text(bad)
    with pytest.raises(ValueError, match='tiny.toml: "variant": .*cannot be the name of a variant'):
        train(config, tmp_path, tmp_path / "new", resume=False)
    with pytest.raises(ValueError, match="cannot be the name of a variant"):
        export(run, tmp_path / "models", tmp_path / "kept")
    assert not (tmp_path / "models").exists() and not (tmp_path / "new").exists()


def test_a_plain_name_is_taken():
    for name in ("guided-lite", "tiny_2", "v1.5", "A"):
        assert checked_name(name) == name
