"""How many cores this process may use, given the scheduler's affinity and the container's quota."""

import os
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")


def usable_cores(cgroups: Path = CGROUPS, own: Path = Path("/proc/self/cgroup")) -> int:
    """At least 1. The cores that the scheduler allows (taskset, cpuset), limited by the CPU time that control groups
    grant, rounded down. cgroups: where they are mounted; own: the groups that this process is in."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        cores = os.cpu_count() or 1
    return max(1, min([cores, *(int(quota) for quota in _quotas(cgroups, own))]))


def loader_processes(processes: int, cores: int | None = None) -> int:
    """How many loader processes each training process on this machine should use: the cores are divided among the
    training processes, and each keeps one of its share; at least 1. The environment variable VANISH_LOADERS, a whole
    number above 0, takes precedence, for machines that run other trainings as well."""
    wanted = os.environ.get("VANISH_LOADERS", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    share = (cores or usable_cores()) // max(1, processes)
    return max(1, share - 1)


def _quotas(cgroups: Path, own: Path) -> list[float]:
    """Every limit, in cores, from this process' groups up to the root. Version 2 has one tree; version 1 has one for
    each kind of resource. A container often sees its own group as the root."""
    found = []
    for line in _text(own).splitlines():
        _, controllers, path = line.split(":", 2) if line.count(":") >= 2 else ("", "", "/")
        names = controllers.split(",")
        if controllers and "cpu" not in names:
            continue
        roots = [cgroups, cgroups / "unified"] if not controllers else [cgroups / controllers, cgroups / "cpu"]
        for root in roots:
            parts = [part for part in path.split("/") if part and part != ".."]
            for depth in range(len(parts) + 1):
                found += _limit(root.joinpath(*parts[:depth]))
    return found


def _limit(group: Path) -> list[float]:
    """The quota of one group divided by its period, if it has one: "QUOTA PERIOD" in version 2, two files in 1."""
    text = _text(group / "cpu.max") or " ".join(
        _text(group / name).strip() for name in ("cpu.cfs_quota_us", "cpu.cfs_period_us")
    )
    numbers = text.split()
    if len(numbers) != 2 or not numbers[0].isdigit() or not numbers[1].isdigit() or int(numbers[1]) == 0:
        return []  # "max", or -1: no limit
    return [int(numbers[0]) / int(numbers[1])]


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""
