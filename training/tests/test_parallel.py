"""Several processes train as one: the result equals that of one process with the whole batch."""

import os
import subprocess
import sys
from pathlib import Path

import torch
from test_compose import make_data
from test_pix2pix import CONFIG

PROGRAM = Path(__file__).parent / "two_processes.py"


def run(processes: int, config: Path, data: Path, folder: Path) -> dict:
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes)]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, *launch, str(PROGRAM), str(config), str(data), str(folder)]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert answer.returncode == 0, answer.stderr[-3000:]
    return torch.load(folder / "checkpoint.pt", weights_only=True)


def test_two_processes_give_what_one_gives_with_the_double_batch(tmp_path: Path):
    make_data(tmp_path)
    config = tmp_path / "tiny.toml"
    config.write_text(CONFIG)
    one, two = (run(n, config, tmp_path, tmp_path / f"run{n}") for n in (1, 2))
    assert one["step"] == two["step"] == 8
    moved = 0.0
    for network in ("generator", "discriminator", "average"):
        for name, value in one[network].items():
            if value.is_floating_point():
                torch.testing.assert_close(two[network][name], value, rtol=1e-3, atol=2e-5, msg=f"{network} {name}")
                moved = max(moved, (value - one["average"].get(name, value)).abs().max().item())
    assert moved > 1e-4  # it did learn something


def test_a_batch_that_cannot_be_split_is_refused(tmp_path: Path):
    make_data(tmp_path)
    config = tmp_path / "odd.toml"
    config.write_text(CONFIG.replace("batch = 2", "batch = 3"))
    try:
        run(2, config, tmp_path, tmp_path / "run")
    except AssertionError as problem:
        assert "cannot be split evenly over 2 processes" in str(problem)
    else:
        raise AssertionError("a batch of 3 was split over 2 processes")
