"""Run by torchrun from test_parallel.py: trains the tiny network and leaves its checkpoint."""

import sys
from pathlib import Path

from vanish.recipes.registry import train

if __name__ == "__main__":
    config, data, run = map(Path, sys.argv[1:])
    train(config, data, run, resume=False)
