"""How many threads PyTorch uses."""

import os

import torch

from .cores import usable_cores


def choose_threads(processes: int = 1) -> int:
    """Threads for each of several processes on this machine: its share of half the cores, at least one, unless the
    environment variable OMP_NUM_THREADS is set. Every layer waits for its slowest thread: on two cores with two other
    busy processes, a small convolutional network took three times as long with two threads as with one. PyTorch itself
    does not know a container's limits."""
    if not os.environ.get("OMP_NUM_THREADS", "").isdigit():
        torch.set_num_threads(max(1, usable_cores() // 2 // max(1, processes)))
    return torch.get_num_threads()
