"""Several processes (torchrun) that train as one: gradients averaged, batch normalisation over the whole batch.

With one process nothing here has any effect. A run's batch is split, so that the same TOML gives the same training on
one device and on several.
"""

import os
from collections.abc import Iterable

import torch
import torch.distributed as dist
from torch import Tensor, nn

from .hardware import device_of


def start(wanted: str | None = None) -> torch.device:
    """Joins the other processes if torchrun started several. Returns the device of this one. wanted: see device_of,
    which raises ValueError for one that is not there."""
    device = device_of(wanted)
    if int(os.environ.get("WORLD_SIZE", "1")) > 1 and not dist.is_initialized():
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    if device.type == "cuda":
        torch.cuda.set_device(device)
    return device


def is_restarted() -> bool:
    """Whether torchrun restarted this process, with the same arguments, after one of the processes had ended."""
    return int(os.environ.get("TORCHELASTIC_RESTART_COUNT", "0")) > 0


def stop() -> None:
    if dist.is_initialized():
        dist.destroy_process_group()


def world() -> int:
    return dist.get_world_size() if dist.is_initialized() else 1


def rank() -> int:
    return dist.get_rank() if dist.is_initialized() else 0


def on_this_machine() -> int:
    """How many of the processes share this machine's cores."""
    return int(os.environ.get("LOCAL_WORLD_SIZE", "1")) if dist.is_initialized() else 1


def average_gradients(parameters: Iterable[nn.Parameter]) -> None:
    """Replaces every gradient by its mean over the processes."""
    if world() == 1:
        return
    gradients = [p.grad for p in parameters if p.grad is not None]
    together = torch.cat([g.reshape(-1) for g in gradients])
    dist.all_reduce(together)
    together /= world()
    for gradient, mean in zip(gradients, together.split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.view_as(gradient))


def average(values: Tensor) -> Tensor:
    """The mean over the processes, on the device of `values`."""
    if world() == 1:
        return values
    sums = values.cuda() if dist.get_backend() == "nccl" else values  # NCCL supports no other devices
    sums = sums.clone()
    dist.all_reduce(sums)
    return (sums / world()).to(values.device)


def is_any(asked: bool) -> bool:
    """Whether it is true in any of the processes."""
    return bool(average(torch.tensor(float(asked))) > 0)


def synchronise(network: nn.Module) -> nn.Module:
    """Makes the network's batch normalisation see the whole batch. Names of weights stay unchanged."""
    if world() > 1:
        for layer in network.modules():
            if type(layer) is nn.BatchNorm2d:
                layer.__class__ = _WholeBatchNorm
    return network


class _WholeBatchNorm(nn.BatchNorm2d):
    """Batch normalisation over the batch of all processes; PyTorch's own version works only on CUDA."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return super().forward(x)
        wide = x.float()
        mean = _Mean.apply(wide.mean((0, 2, 3)))
        centred = wide - mean[:, None, None]
        variance = _Mean.apply(centred.square().mean((0, 2, 3)))
        with torch.no_grad():
            assert self.running_mean is not None and self.running_var is not None and self.momentum is not None
            assert self.num_batches_tracked is not None  # as in all layers here
            count = world() * x.numel() / x.shape[1]
            self.num_batches_tracked += 1
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * count / (count - 1), self.momentum)
        scale = self.weight * torch.rsqrt(variance + self.eps)
        return (centred * scale[:, None, None] + self.bias[:, None, None]).to(x.dtype)


class _Mean(torch.autograd.Function):
    """The mean over the processes, through which gradients flow back to all of them."""

    @staticmethod
    def forward(_context, value: Tensor) -> Tensor:
        return average(value)

    @staticmethod
    def backward(_context, gradient: Tensor) -> Tensor:
        # Every process' loss depends on the mean. The gradients are averaged later, so here they are summed
        # and divided by the number of processes, which again is the mean.
        return average(gradient)
