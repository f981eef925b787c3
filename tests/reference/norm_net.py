#!/usr/bin/python3
# norm_net.py — adds to tests/reference/trajectory/ a network that normalizes, trained by PyTorch.
#
# Rows, tasks, batches and steps of digits_net.py: batch normalization of the pixels, dense 12 tanh,
# a residual block of layer normalization and dense 12 tanh, batch normalization, and the heads. Adam
# with its defaults at 0.003. The first layer's epsilon is 0.01, as pixels that are 0 everywhere have no
# variance.
#
# Written: norm-project.json, norm-start.safetensors, norm-adam.safetensors (40 steps in double
# precision, running means and variances too). Needs Debian's python3-torch (1.13):
# /usr/bin/python3 norm_net.py
#
# SPDX-License-Identifier: MIT
import json
import os

import torch
from torch.nn import functional

import digits_net as net

SHAPES = {
    "trunk.0.weight": (64,), "trunk.0.bias": (64,),
    "trunk.1.weight": (12, 64), "trunk.1.bias": (12,),
    "trunk.2.layers.0.weight": (12,), "trunk.2.layers.0.bias": (12,),
    "trunk.2.layers.1.weight": (12, 12), "trunk.2.layers.1.bias": (12,),
    "trunk.3.weight": (12,), "trunk.3.bias": (12,),
    "heads.0.0.weight": (10, 12), "heads.0.0.bias": (10,),
    "heads.1.0.weight": (1, 12), "heads.1.0.bias": (1,),
    "heads.2.0.weight": (1, 12), "heads.2.0.bias": (1,),
}
NORMALIZED = {"trunk.0": 64, "trunk.3": 12}


def fresh_statistics(dtype):
    return {name + role: make(n, dtype=dtype) for name, n in NORMALIZED.items()
            for role, make in ((".running_mean", torch.zeros), (".running_var", torch.ones))}


class Features:
    """The trunk, which keeps running statistics; a new one for each run."""

    def __init__(self, dtype):
        self.statistics = fresh_statistics(dtype)

    def normalize(self, w, x, name, epsilon):
        return functional.batch_norm(x, self.statistics[name + ".running_mean"],
                                     self.statistics[name + ".running_var"], w[name + ".weight"],
                                     w[name + ".bias"], True, 0.1, epsilon)

    def __call__(self, w, x):
        x = self.normalize(w, x, "trunk.0", 0.01)
        x = torch.tanh(x @ w["trunk.1.weight"].T + w["trunk.1.bias"])
        y = functional.layer_norm(x, (12,), w["trunk.2.layers.0.weight"],
                                  w["trunk.2.layers.0.bias"])
        x = x + torch.tanh(y @ w["trunk.2.layers.1.weight"].T + w["trunk.2.layers.1.bias"])
        return self.normalize(w, x, "trunk.3", 1e-5)


def start(plain=net.start):
    """digits_net's, but weights that scale are about 1."""
    return {name: t * (8 if name == "trunk.0.weight" else 1) + 1
            if t.dim() == 1 and name.endswith("weight") else t for name, t in plain().items()}


def write_project():
    with open(os.path.join(net.OUT, "project.json")) as source:
        project = json.load(source)
    project["name"] = "Trajectory of normalization"
    project["network"]["trunk"] = [
        {"id": "l1", "kind": "batch-norm", "epsilon": 0.01},
        {"id": "l2", "kind": "dense", "units": 12, "activation": "tanh"},
        {"id": "l3", "kind": "residual", "layers": [
            {"id": "l4", "kind": "layer-norm"},
            {"id": "l5", "kind": "dense", "units": 12, "activation": "tanh"}]},
        {"id": "l6", "kind": "batch-norm"}]
    with open(os.path.join(net.OUT, "norm-project.json"), "w") as out:
        json.dump(project, out, indent=2)
        out.write("\n")


def train(make, data, dtype):
    net.features = Features(dtype)
    weights, losses = net.train(make, data, dtype)
    return {**weights, **net.features.statistics}, losses


def main():
    header, rows = net.read_rows()
    net.SHAPES, net.start = SHAPES, start
    write_project()
    pixels = ["pixel_%d_%d" % (r, c) for r in range(8) for c in range(8)]
    data = [net.columns(header, rows, names) for names in (pixels, ["digit"], ["loop"], ["ink"])]
    net.write_safetensors(os.path.join(net.OUT, "norm-start.safetensors"),
                          {**net.start(), **fresh_statistics(torch.float64)},
                          {"made-by": "norm_net.py"})
    kind, options, make = net.OPTIMIZERS["adam"]
    weights, losses = train(make, data, torch.float64)
    rounded, _ = train(make, data, torch.float32)
    net.write_safetensors(os.path.join(net.OUT, "norm-adam.safetensors"), weights,
                          {"optimizer": json.dumps({"kind": kind, **options}),
                           "torch": torch.__version__, "steps": str(net.N_STEPS)})
    print("loss %.3f to %.3f" % (losses[0], losses[-1]))
    for name, tensor in weights.items():
        distance = (rounded[name].double() - tensor).norm() / tensor.norm()
        print("float32 differs by %.1e in %s" % (distance, name))


main()
