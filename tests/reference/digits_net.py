#!/usr/bin/python3
# digits_net.py — makes tests/reference/trajectory/: a network on real digits, trained by PyTorch.
#
# 64 inputs, dense 16 relu, dense 8 tanh; heads without layers of their own for digit (10 classes),
# loop (yes-no, with missing labels) and ink (a number). The first 256 rows of data/digits.csv in
# file order, nothing scaled, batches of 32, 40 steps (5 epochs), from the same start for each
# optimizer. A step's loss is the sum over tasks of the mean over its labelled rows.
#
# Written: digits-256.csv, project.json (without an optimizer; OPTIMIZERS below are given by
# --set), start.safetensors, and <case>.safetensors with the weights after 40 steps; metadata names
# the case's options. PyTorch runs in double precision, so the values are the trajectory that
# float32 programs approximate; how far PyTorch's float32 is from it is printed.
#
# Needs Debian's python3-torch (1.13). Run it from anywhere: /usr/bin/python3 digits_net.py
#
# SPDX-License-Identifier: MIT
import csv
import json
import math
import os
import struct

import torch

from lion import Lion

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "trajectory")
DATA = os.path.join(HERE, "..", "..", "data", "digits.csv")
N_ROWS, BATCH, N_STEPS = 256, 32, 40

SHAPES = {
    "trunk.0.weight": (16, 64), "trunk.0.bias": (16,),
    "trunk.1.weight": (8, 16), "trunk.1.bias": (8,),
    "heads.0.0.weight": (10, 8), "heads.0.0.bias": (10,),
    "heads.1.0.weight": (1, 8), "heads.1.0.bias": (1,),
    "heads.2.0.weight": (1, 8), "heads.2.0.bias": (1,),
}

# File name: optimizer, its options as Tandem names them, and as PyTorch does.
OPTIMIZERS = {
    "sgd": ("sgd", {"learning-rate": 0.01, "momentum": 0.9, "nesterov": True},
            lambda w: torch.optim.SGD(w, lr=0.01, momentum=0.9, nesterov=True)),
    "adagrad": ("adagrad", {"learning-rate": 0.02},
                lambda w: torch.optim.Adagrad(w, lr=0.02)),
    "rmsprop": ("rmsprop", {"learning-rate": 0.001, "centered": True},
                lambda w: torch.optim.RMSprop(w, lr=0.001, centered=True)),
    "adam": ("adam", {"learning-rate": 0.003},
             lambda w: torch.optim.Adam(w, lr=0.003)),
    "adamw": ("adamw", {"learning-rate": 0.003, "weight-decay": 0.1},
              lambda w: torch.optim.AdamW(w, lr=0.003, weight_decay=0.1)),
    "nadam": ("nadam", {"learning-rate": 0.003},
              lambda w: torch.optim.NAdam(w, lr=0.003, foreach=True)),
    "adadelta": ("adadelta", {"learning-rate": 1},
                 lambda w: torch.optim.Adadelta(w, lr=1)),
    "lion": ("lion", {"learning-rate": 0.001, "weight-decay": 0.1},
             lambda w: Lion(w, lr=0.001, weight_decay=0.1)),
}


def write_safetensors(path, tensors, metadata):
    """An 8-byte little-endian header length, JSON padded to 8 bytes, and the floats."""
    header, offset = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        end = offset + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            values = tensor.detach().flatten().tolist()
            out.write(struct.pack("<%df" % len(values), *values))


def read_rows():
    with open(DATA, newline="") as source:
        reader = csv.reader(source)
        return next(reader), [row for _, row in zip(range(N_ROWS), reader)]


def copy_rows(header, rows):
    with open(os.path.join(OUT, "digits-256.csv"), "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header] + rows)


def columns(header, rows, names):
    at = [header.index(name) for name in names]
    return torch.tensor([[float(row[i] or "nan") for i in at] for row in rows], dtype=torch.float64)


def start():
    """Glorot-like sizes from a formula; inputs reach 16, so the first layer is scaled down."""
    tensors, i = {}, 0
    for name, shape in SHAPES.items():
        n = math.prod(shape)
        size = 0.05 if len(shape) == 1 else math.sqrt(3 / math.prod(shape[1:]))
        size /= 8 if name == "trunk.0.weight" else 1
        values = [size * math.sin(12.9898 * (i + j) + 0.1 * (i + j) ** 0.5) for j in range(n)]
        tensors[name] = torch.tensor(values).reshape(shape)
        i += n
    return tensors


def features(w, x):
    x = torch.relu(x @ w["trunk.0.weight"].T + w["trunk.0.bias"])
    return torch.tanh(x @ w["trunk.1.weight"].T + w["trunk.1.bias"])


def loss(w, x, digit, loop, ink):
    trunk = features(w, x)
    a, b, c = (trunk @ w["heads.%d.0.weight" % k].T + w["heads.%d.0.bias" % k] for k in range(3))
    known = ~loop.isnan()
    return (torch.nn.functional.cross_entropy(a, digit)
            + torch.nn.functional.binary_cross_entropy_with_logits(b[known], loop[known])
            + ((c - ink) ** 2).mean())


def train(make, data, dtype):
    w = {name: t.to(dtype).requires_grad_() for name, t in start().items()}
    optimizer, losses = make(list(w.values())), []
    for step in range(N_STEPS):
        first = step * BATCH % N_ROWS
        x, digit, loop, ink = (d[first:first + BATCH] for d in data)
        optimizer.zero_grad()
        value = loss(w, x.to(dtype), digit.long().flatten(), loop.to(dtype), ink.to(dtype))
        value.backward()
        optimizer.step()
        losses.append(value.item())
    return w, losses


def difference(a, b):
    return max(((a[n].detach().double() - b[n].detach()).norm() / b[n].detach().norm()).item()
               for n in SHAPES)


def write_project():
    project = {
        "format": "tandem-project", "version": 1, "name": "Trajectory",
        "data": {"source": {"kind": "csv", "path": "digits-256.csv"}, "inputs": ["pixel_*"],
                 "scaling": "none",
                 "split": {"train": 1.0, "validation": 0.0, "test": 0.0, "seed": 1}},
        "tasks": [
            {"id": "t1", "name": "Digit", "kind": "classes", "targets": ["digit"]},
            {"id": "t2", "name": "Loop", "kind": "yes-no", "targets": ["loop"]},
            {"id": "t3", "name": "Ink", "kind": "number", "targets": ["ink"], "scaling": "none"}],
        "network": {"sharing": "hard", "trunk": [
            {"id": "l1", "kind": "dense", "units": 16, "activation": "relu"},
            {"id": "l2", "kind": "dense", "units": 8, "activation": "tanh"}]},
        "training": {"batch-size": BATCH, "epochs": 0, "shuffle": False, "seed": 1},
    }
    with open(os.path.join(OUT, "project.json"), "w") as out:
        json.dump(project, out, indent=2)
        out.write("\n")


def main():
    os.makedirs(OUT, exist_ok=True)
    header, rows = read_rows()
    copy_rows(header, rows)
    write_project()
    pixels = ["pixel_%d_%d" % (r, c) for r in range(8) for c in range(8)]
    data = [columns(header, rows, names) for names in (pixels, ["digit"], ["loop"], ["ink"])]
    write_safetensors(os.path.join(OUT, "start.safetensors"), start(), {"made-by": "digits_net.py"})
    for name, (kind, options, make) in OPTIMIZERS.items():
        weights, losses = train(make, data, torch.float64)
        rounded, _ = train(make, data, torch.float32)
        write_safetensors(os.path.join(OUT, name + ".safetensors"), weights,
                          {"optimizer": json.dumps({"kind": kind, **options}),
                           "torch": torch.__version__, "steps": str(N_STEPS)})
        print("%-8s loss %.3f to %.3f, float32 differs by %.1e" %
              (name, losses[0], losses[-1], difference(rounded, weights)))


if __name__ == "__main__":
    main()
