"""Several machines that train as one: two of torchrun's agents find each other, and continue after a process is killed.
Takes a minute, so it runs only with `npm run test:training -- --optional`."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from test_compose import make_data
from test_did_it_help import ONE_STAGE
from test_retraining import TRAINING, commands

STEPS = 40


def children(process: int) -> list[int]:
    answer = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True)
    return [int(word) for word in answer.stdout.split()]


@pytest.mark.skipif(not os.environ.get("VANISH_OPTIONAL"), reason="takes a minute")
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux lists them")
def test_two_machines_train_as_one_and_go_on_when_a_process_is_killed(tmp_path: Path):
    make_data(tmp_path)
    (tmp_path / "tiny.toml").write_text(ONE_STAGE.replace("steps = 4", f"steps = {STEPS}"))
    (line,) = [line for line in commands("torchrun") if "--nnodes" in line]
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    words = line.split()[1:]
    own = {"--nproc-per-node": "1", "--rdzv-endpoint": f"localhost:{port}", "--config": "tiny.toml", "--data": "."}
    for name, value in (own | {"--run": "run"}).items():
        words[words.index(name) + 1] = value
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(TRAINING)}
    command = [sys.executable, "-m", "torch.distributed.run", *words]
    logs = [(tmp_path / f"machine-{number}.log").open("w") for number in range(2)]
    machines = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=subprocess.STDOUT) for log in logs
    ]
    try:
        checkpoint, last = tmp_path / "run" / "checkpoint.pt", time.monotonic() + 120
        while not checkpoint.exists() and time.monotonic() < last:
            assert all(machine.poll() is None for machine in machines), (tmp_path / "machine-0.log").read_text()[-2000:]
            time.sleep(0.1)
        (worker,) = children(machines[1].pid)
        os.kill(worker, signal.SIGKILL)
        ended = [machine.wait(timeout=240) for machine in machines]
    finally:
        for machine in machines:
            machine.kill()
        for log in logs:
            log.close()
    assert ended == [0, 0], (tmp_path / "machine-0.log").read_text()[-3000:]
    assert torch.load(checkpoint, weights_only=True)["step"] == STEPS
    assert "Resumed from the last checkpoint." in (tmp_path / "run" / "events.jsonl").read_text()
