"""The number of loader processes follows the cores that the container has, not those that the machine has."""

import os
from pathlib import Path

import pytest

from vanish.common.cores import loader_processes, usable_cores


@pytest.fixture(autouse=True)
def eight_cores(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(8)), raising=False)


def groups(folder: Path, own: str, files: dict[str, str]) -> tuple[Path, Path]:
    """A synthetic tree of control groups, and the contents of /proc/self/cgroup."""
    for name, text in files.items():
        (folder / "groups" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "groups" / name).write_text(text)
    (folder / "own").write_text(own)
    return folder / "groups", folder / "own"


ONE = "4:memory:/box\n2:cpu,cpuacct:/box/inner\n"


@pytest.mark.parametrize(
    ("own", "files", "cores"),
    [
        ("0::/\n", {"cpu.max": "300000 100000\n"}, 3),
        ("0::/\n", {"cpu.max": "max 100000\n"}, 8),
        ("0::/box/inner\n", {"cpu.max": "max 100000", "box/cpu.max": "250000 100000", "box/inner/cpu.max": "max 1"}, 2),
        ("0::/../../box\n", {"cpu.max": "50000 100000\n"}, 1),
        (ONE, {"cpu,cpuacct/box/cpu.cfs_quota_us": "400000\n", "cpu,cpuacct/box/cpu.cfs_period_us": "100000\n"}, 4),
        (ONE, {"cpu/cpu.cfs_quota_us": "200000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 2),
        (ONE, {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, 8),
        (ONE + "0::/\n", {"unified/cpu.max": "500000 100000\n"}, 5),
        ("0::/\n", {"cpu.max": "no sense"}, 8),
        ("", {}, 8),
    ],
)
def test_what_the_container_is_granted_counts(tmp_path: Path, own: str, files: dict[str, str], cores: int):
    assert usable_cores(*groups(tmp_path, own, files)) == cores


def test_cores_that_the_scheduler_may_not_use_do_not_count(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {1, 5})
    assert usable_cores(*groups(tmp_path, "0::/\n", {"cpu.max": "600000 100000\n"})) == 2


def test_a_system_without_affinity_counts_its_cores(tmp_path: Path, monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert usable_cores(*groups(tmp_path, "", {})) == 6


@pytest.mark.parametrize(("processes", "cores", "loaders"), [(1, 8, 7), (4, 8, 1), (2, 8, 3), (8, 4, 1), (1, 1, 1)])
def test_training_processes_share_the_cores(processes: int, cores: int, loaders: int):
    assert loader_processes(processes, cores) == loaders
