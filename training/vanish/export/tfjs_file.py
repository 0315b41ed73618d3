"""The files of a tfjs GraphModel: model.json, which lists operations and weights, and one shard of float16 weights."""

import base64
import json
from pathlib import Path

import numpy as np

SHARD = "weights.bin"


class GraphFile:
    """Collects operations in the order in which they run, each after its inputs, and writes them to files."""

    def __init__(self) -> None:
        self.nodes: list[dict] = []
        self.weights: list[dict] = []
        self.bytes: list[bytes] = []

    def add_integers(self, name: str, values: list[int], scalar: bool = False) -> str:
        return self.add_constant(name, np.array(values[0] if scalar else values, np.int32))

    def add_constant(self, name: str, value: np.ndarray | np.float32) -> str:
        value = np.asarray(value)
        floating = value.dtype.kind == "f"
        entry: dict = {"name": name, "shape": list(value.shape), "dtype": "float32" if floating else "int32"}
        if floating:
            entry["quantization"] = {"dtype": "float16", "original_dtype": "float32"}
        self.weights.append(entry)
        self.bytes.append(value.astype(np.float16 if floating else np.int32).tobytes())
        dims = {"dim": [{"size": str(d)} for d in value.shape]}
        tensor = {"dtype": (FLOAT if floating else INT)["type"], "tensorShape": dims}
        return self.add(name, "Const", [], {"dtype": FLOAT if floating else INT, "value": {"tensor": tensor}})

    def add(self, name: str, operation: str, inputs: list[str], attributes: dict) -> str:
        self.nodes.append({"name": name, "op": operation, "input": inputs, "attr": attributes})
        return name

    def save(self, folder: Path, inputs: str, outputs: str) -> None:
        graph = {
            "format": "graph-model",
            "generatedBy": "vanish",
            "convertedBy": "vanish",
            "signature": {
                "inputs": {inputs: {"name": f"{inputs}:0", "dtype": "DT_FLOAT"}},
                "outputs": {outputs: {"name": f"{outputs}:0", "dtype": "DT_FLOAT"}},
            },
            "modelTopology": {"node": self.nodes, "library": {}, "versions": {"producer": 1}},
            "weightsManifest": [{"paths": [SHARD], "weights": self.weights}],
        }
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.json").write_text(json.dumps(graph, separators=(",", ":")) + "\n")
        (folder / SHARD).write_bytes(b"".join(self.bytes))


FLOAT = {"type": "DT_FLOAT"}
INT = {"type": "DT_INT32"}


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def string(text: str) -> dict:
    return {"s": base64_of(text)}


def integers(values: list[int]) -> dict:
    return {"list": {"i": [str(v) for v in values]}}
