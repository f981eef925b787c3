#!/usr/bin/python3
# optimizers.py — makes tests/optim/trajectory-values.c: where PyTorch's optimizers take a small
# network in 40 steps.
#
# The network (3 inputs, 4 tanh units, 2 outputs, squared error) and its data are formulas that
# tests/optim/trajectories.c repeats. Starts and data are rounded to float32, all else runs in
# double precision: the exact trajectory that float32 programs approximate. The script prints how
# far PyTorch's own float32 run is from it. Lion, which PyTorch lacks, is lion.py beside this. NAdam
# is the foreach one: the plain one of PyTorch 1.13 multiplies by a momentum too often.
#
# Needs Debian's python3-torch (1.13). Run it from anywhere: /usr/bin/python3 optimizers.py
#
# SPDX-License-Identifier: MIT
import functools
import math
import os

import torch

from lion import Lion

N_ROWS, N_INPUTS, N_UNITS, N_OUTPUTS, N_STEPS = 8, 3, 4, 2, 40
SHAPES = [(N_UNITS, N_INPUTS), (N_UNITS,), (N_OUTPUTS, N_UNITS), (N_OUTPUTS,)]

# Optimizer, its options as Tandem names them, and as PyTorch does.
CASES = [
    ("sgd", "learning-rate=0.05", dict(lr=0.05)),
    ("sgd", "learning-rate=0.05 momentum=0.9", dict(lr=0.05, momentum=0.9)),
    ("sgd", "learning-rate=0.05 momentum=0.9 nesterov=true",
     dict(lr=0.05, momentum=0.9, nesterov=True)),
    ("sgd", "learning-rate=0.05 weight-decay=0.1", dict(lr=0.05, weight_decay=0.1)),
    ("sgd", "learning-rate=0.05 momentum=0.8 nesterov=true weight-decay=0.05",
     dict(lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.05)),
    ("adagrad", "", dict()),
    ("adagrad", "learning-rate=0.1 weight-decay=0.1", dict(lr=0.1, weight_decay=0.1)),
    ("adagrad", "learning-rate=0.1 epsilon=0.01", dict(lr=0.1, eps=0.01)),
    ("rmsprop", "", dict()),
    ("rmsprop", "decay=0.9 epsilon=0.001", dict(alpha=0.9, eps=0.001)),
    ("rmsprop", "momentum=0.9", dict(momentum=0.9)),
    ("rmsprop", "centered=true", dict(centered=True)),
    ("rmsprop", "centered=true momentum=0.5 weight-decay=0.1",
     dict(centered=True, momentum=0.5, weight_decay=0.1)),
    ("adam", "", dict()),
    ("adam", "learning-rate=0.05", dict(lr=0.05)),
    ("adam", "learning-rate=0.02 beta1=0.5 beta2=0.9", dict(lr=0.02, betas=(0.5, 0.9))),
    ("adam", "learning-rate=0.02 weight-decay=0.1", dict(lr=0.02, weight_decay=0.1)),
    ("adam", "learning-rate=0.02 epsilon=0.01", dict(lr=0.02, eps=0.01)),
    ("adamw", "", dict()),
    ("adamw", "learning-rate=0.05 weight-decay=0.5", dict(lr=0.05, weight_decay=0.5)),
    ("adamw", "learning-rate=0.02 beta1=0.8 beta2=0.99",
     dict(lr=0.02, betas=(0.8, 0.99))),
    ("nadam", "", dict()),
    ("nadam", "learning-rate=0.02 weight-decay=0.1", dict(lr=0.02, weight_decay=0.1)),
    ("nadam", "learning-rate=0.02 beta1=0.8 beta2=0.99 momentum-decay=0.1",
     dict(lr=0.02, betas=(0.8, 0.99), momentum_decay=0.1)),
    ("nadam", "learning-rate=0.02 momentum-decay=0 epsilon=0.001",
     dict(lr=0.02, momentum_decay=0, eps=0.001)),
    ("adadelta", "", dict()),
    ("adadelta", "learning-rate=0.5 rho=0.8 epsilon=0.0001", dict(lr=0.5, rho=0.8, eps=1e-4)),
    ("adadelta", "learning-rate=2 weight-decay=0.1", dict(lr=2, weight_decay=0.1)),
    ("lion", "", dict()),
    ("lion", "learning-rate=0.005 weight-decay=0.5", dict(lr=0.005, weight_decay=0.5)),
    ("lion", "learning-rate=0.002 beta1=0.5 beta2=0.8", dict(lr=0.002, betas=(0.5, 0.8))),
]
KINDS = {
    "sgd": torch.optim.SGD,
    "adagrad": torch.optim.Adagrad,
    "rmsprop": torch.optim.RMSprop,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "nadam": functools.partial(torch.optim.NAdam, foreach=True),
    "adadelta": torch.optim.Adadelta,
    "lion": Lion,
}


def formula(shape, function, dtype):
    values = [function(i) for i in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float64).float().reshape(shape).to(dtype)


def start(dtype):
    first, tensors = 0, []
    for shape in SHAPES:
        base = first
        tensors.append(formula(shape, lambda i: 0.5 * math.sin(2.1 * (base + i) + 0.5), dtype))
        first += math.prod(shape)
    return [t.requires_grad_() for t in tensors]


def run(kind, options, dtype):
    x = formula((N_ROWS, N_INPUTS), lambda i: math.sin(1.3 * i + 0.2), dtype)
    t = formula((N_ROWS, N_OUTPUTS), lambda i: math.cos(0.7 * i), dtype)
    w1, b1, w2, b2 = weights = start(dtype)
    optimizer = KINDS[kind](weights, **options)
    for _ in range(N_STEPS):
        optimizer.zero_grad()
        y = torch.tanh(x @ w1.T + b1) @ w2.T + b2
        ((y - t) ** 2).sum(dim=1).mean().backward()
        optimizer.step()
    return [w.detach().double() for w in weights]


def difference(a, b):
    return max(((p - q).norm() / q.norm()).item() for p, q in zip(a, b))


def rows(values, width=5):
    for i in range(0, len(values), width):
        yield "    " + " ".join("%.9g," % v for v in values[i:i + width])


def main():
    cases = []
    for kind, text, options in CASES:
        exact = run(kind, options, torch.float64)
        print("%-8s %-62s float32 differs by %.1e" %
              (kind, text, difference(run(kind, options, torch.float32), exact)))
        flat = torch.cat([w.flatten() for w in exact]).tolist()
        cases.append('  { "%s", "%s", {\n%s } },' % (kind, text, "\n".join(rows(flat))))
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "optim")
    with open(os.path.join(folder, "trajectory-values.c"), "w") as out:
        out.write(HEAD % torch.__version__ + "\n".join(cases) + "\n  { NULL }\n};\n")


HEAD = """/* trajectory-values.c — weights after 40 steps of PyTorch %s, in double precision.
 *
 * Written by tests/reference/optimizers.py; don't edit.
 *
 * SPDX-License-Identifier: MIT
 */
#include "trajectory-values.h"

const TrajectoryCase trajectory_cases[] = {
"""

main()
