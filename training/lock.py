"""Writes the lock files anew: python lock.py [--upgrade]; needs `pip install uv`.

uv resolves once for every system that Python 3.11 or newer runs on, and lists the hash of every wheel, so that one lock
serves Linux, macOS and Windows. What only the CUDA build of torch needs goes to a lock of its own: where there is a
CPU build (requirements-torch-cpu.lock, kept by hand), nobody should fetch gigabytes for nothing.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
COMMON, TORCH = HERE / "requirements.lock", HERE / "requirements-torch.lock"
OPTIONAL = HERE / "requirements-optional.lock"
OF_TORCH = ("torch", "triton", "cuda-", "nvidia-")
"""Prefixes of the package names that go to torch's lock."""
HEADS = {
    COMMON: "All that training and its tests need, with hashes, but torch, which has two locks of its own.",
    OPTIONAL: "What only --log mlflow and running the notebook need besides: npm run test:training -- --optional.",
    TORCH: "torch as the index has it, and what its build for Linux, which is that for CUDA, needs besides.",
}


def resolve(upgrade: bool, extras: list[str]) -> list[str]:
    """The lines of one resolution, each a package with its hashes. extras: of pyproject.toml. Raises CalledProcessError
    if there is none."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.txt"
        file.write_text(
            "".join(lock.read_text() for lock in (COMMON, TORCH, OPTIONAL) if lock.exists())
        )  # uv keeps the versions in it
        options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
        options += ["--no-annotate", "--no-header", "--quiet", "--no-emit-options", "--no-emit-index-url"]
        options += ["--upgrade"] if upgrade else []
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *options]
        command += [word for extra in extras for word in ("--extra", extra)]
        subprocess.run([*command, "--output-file", str(file)], cwd=HERE, check=True, stdout=subprocess.DEVNULL)
        return re.split(r"\n(?=\S)", file.read_text().strip())


def write(file: Path, packages: list[str]) -> None:
    head = f"# {HEADS[file]}\n# Made by lock.py.\n--only-binary :all:\n"
    file.write_text(head + "\n".join(packages) + "\n")


if __name__ == "__main__":
    upgrade = "--upgrade" in sys.argv[1:]
    packages = resolve(upgrade, ["test", "onnx"])
    write(COMMON, [package for package in packages if not package.startswith(OF_TORCH)])
    write(TORCH, [package for package in packages if package.startswith(OF_TORCH)])
    names = {package.split("==")[0] for package in packages}
    more = resolve(upgrade, ["test", "onnx", "mlflow", "notebook"])
    write(OPTIONAL, [package for package in more if package.split("==")[0] not in names])
