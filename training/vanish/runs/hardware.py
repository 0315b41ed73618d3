"""The hardware of a run: its device, number format and number of threads. Printed before it begins."""

import os

import torch


def device_of(wanted: str | None) -> torch.device:
    """The requested device ("cpu", "cuda", "cuda:1"), or otherwise a GPU if there is one. Each of several processes on
    one machine takes the GPU with its own number. Raises ValueError with a sentence."""
    try:
        device = torch.device(wanted or ("cuda" if torch.cuda.is_available() else "cpu"))
    except RuntimeError:
        raise ValueError(f"--device {wanted} is unknown: use cpu, cuda, or cuda:NUMBER.") from None
    if device.type not in ("cpu", "cuda"):
        raise ValueError(f"--device {wanted} has not been tried for training: use cpu, cuda, or cuda:NUMBER.")
    if device.type == "cuda":
        count = torch.cuda.device_count()
        number = device.index if device.index is not None else int(os.environ.get("LOCAL_RANK", "0"))
        if number >= count:
            raise ValueError(f"There is no GPU number {number} here: PyTorch {torch.__version__} sees {count} of them.")
        return torch.device("cuda", number)
    return device


def described(device: torch.device, bfloat16: bool, threads: int) -> str:
    """A sentence."""
    if device.type == "cuda":
        properties = torch.cuda.get_device_properties(device)
        name = f"{properties.name}, {properties.total_memory / 2**30:.0f} GiB"
    else:
        name = f"the CPU, {threads} thread{'s' if threads > 1 else ''}"
    return f"Device: {name}; {number_format(device, bfloat16)}."


def number_format(device: torch.device, bfloat16: bool) -> str:
    """The number format that the networks compute in, and which part of a CPU does so."""
    if not bfloat16:
        return "float32"
    if device.type == "cuda":
        return "bfloat16" + ("" if torch.cuda.is_bf16_supported(False) else ", which this GPU emulates")
    able = torch.cpu.get_capabilities()
    units = [unit for key, unit in (("amx_bf16", "AMX"), ("avx512_bf16", "AVX-512"), ("bf16", "Arm")) if able.get(key)]
    if units:
        return f"bfloat16 by {units[0]}"
    return "bfloat16, which this CPU emulates: --set bfloat16=false may be faster"
