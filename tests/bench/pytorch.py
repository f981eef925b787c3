#!/usr/bin/python3
# pytorch.py — the standard workloads of `tandem-cli bench` in PyTorch: steps per second.
#
# A step takes a batch that lies ready in memory, computes the losses, goes back and lets Adam move the
# weights. W5 and W6 balance by PCGrad, as its users do: a way back for each task, projections of the
# flattened gradients of what is shared, their sum. One thread and two take turns; the best of five
# runs of each is printed, beside what `tandem-cli bench` reaches in the same minutes when its path is
# given. Ratios of one run are what counts: a computer's speed changes from minute to minute.
#
#   /usr/bin/python3 pytorch.py [--tandem build/app/tandem-cli] [--json] [--seconds 1] [W1 W4 …]
#
# Needs Debian's python3-torch (1.13), or any other PyTorch.
#
# SPDX-License-Identifier: MIT
import argparse
import itertools
import json
import random
import subprocess
import time

import torch
from torch import nn
from torch.nn import functional

RUNS = 5


class Heads(nn.Module):
    """One linear layer for each task on what the trunk makes of the inputs."""

    def __init__(self, trunk, width, outputs):
        super().__init__()
        self.trunk = trunk
        self.heads = nn.ModuleList(nn.Linear(width, n) for n in outputs)

    def forward(self, x):
        features = self.trunk(x)
        return [head(features) for head in self.heads]


def classes(outputs, target):
    return functional.cross_entropy(outputs, target.long())


def yes_no(outputs, target):
    return functional.binary_cross_entropy_with_logits(outputs.squeeze(1), target)


def number(outputs, target):
    return functional.mse_loss(outputs.squeeze(1), target)


def small():
    trunk = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 8), nn.Tanh())
    return Heads(trunk, 8, [1, 1, 1]), (2,), 3200, 32, [(yes_no, 2)] * 3


def middle():
    trunk = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU())
    tasks = [(classes, 10), (yes_no, 2), (yes_no, 2), (number, 100)]
    return Heads(trunk, 64, [10, 1, 1, 1]), (64,), 6400, 64, tasks


def large():
    trunk = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU())
    return Heads(trunk, 256, [10, 1, 1]), (784,), 2560, 256, [(classes, 10), (yes_no, 2), (yes_no, 2)]


def images():
    trunk = nn.Sequential(nn.Conv2d(1, 10, 9), nn.ReLU(), nn.MaxPool2d(2),
                          nn.Conv2d(10, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
                          nn.Flatten(), nn.Linear(500, 50), nn.ReLU())
    return Heads(trunk, 50, [10, 10]), (1, 36, 36), 2560, 256, [(classes, 10)] * 2


def large_gradients():
    trunk = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU())
    return Heads(trunk, 256, [1] * 10), (784,), 2560, 256, [(yes_no, 2)] * 10


def middle_gradients():
    trunk = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU())
    return Heads(trunk, 64, [1] * 4), (64,), 6400, 64, [(yes_no, 2)] * 4


def back(network, losses):
    sum(losses).backward()


def back_by_pcgrad(network, losses):
    """Yu et al., 2020: each task's gradient loses what is against another's, in random order."""
    shared = list(network.trunk.parameters())
    gradients = []
    for head, loss in zip(network.heads, losses):
        own = list(head.parameters())
        found = torch.autograd.grad(loss, shared + own, retain_graph=True)
        gradients.append(torch.cat([g.flatten() for g in found[:len(shared)]]))
        for parameter, gradient in zip(own, found[len(shared):]):
            parameter.grad = gradient
    projected = [g.clone() for g in gradients]
    for i, mine in enumerate(projected):
        for j in random.sample(range(len(gradients)), len(gradients)):
            product = torch.dot(mine, gradients[j])
            if j != i and product < 0:
                mine -= product / torch.dot(gradients[j], gradients[j]) * gradients[j]
    total, at = torch.stack(projected).sum(0), 0
    for parameter in shared:
        parameter.grad = total[at:at + parameter.numel()].view_as(parameter)
        at += parameter.numel()


WORKLOADS = {"W1": (small, back), "W2": (middle, back), "W3": (large, back), "W4": (images, back),
             "W5": (large_gradients, back_by_pcgrad), "W6": (middle_gradients, back_by_pcgrad)}


class Training:
    """One workload, that runs for some seconds at a time."""

    def __init__(self, make, go_back):
        torch.manual_seed(1)
        self.go_back = go_back
        self.network, shape, self.n_rows, self.batch, self.tasks = make()
        inputs = torch.randn(self.n_rows, *shape)
        targets = [torch.randint(n, (self.n_rows,)).float() for _, n in self.tasks]
        self.batches = [(inputs[i:i + self.batch], [t[i:i + self.batch] for t in targets])
                        for i in range(0, self.n_rows, self.batch)]
        self.turns = itertools.cycle(self.batches)
        self.optimizer = torch.optim.Adam(self.network.parameters())

    def step(self):
        inputs, targets = next(self.turns)
        outputs = self.network(inputs)
        losses = [cost(y, t) for (cost, _), y, t in zip(self.tasks, outputs, targets)]
        self.optimizer.zero_grad()
        self.go_back(self.network, losses)
        self.optimizer.step()

    def steps_per_second(self, seconds, threads):
        torch.set_num_threads(threads)
        for _ in range(2):
            self.step()
        start, n, passed = time.perf_counter(), 0, 0
        while passed < seconds:
            self.step()
            n, passed = n + 1, time.perf_counter() - start
        return n / passed


def ask_tandem(program, name, seconds):
    """Steps per second with as many workers as a run chooses, and of the floor then."""
    out = subprocess.run([program, "bench", "--json", "--seconds", str(seconds), name], check=True,
                         capture_output=True, text=True).stdout
    row = json.loads(out)["workloads"][0]
    way = max(row["ways"], key=lambda way: way["steps_per_second"])
    return way["steps_per_second"], way["floor_per_second"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tandem", help="path of tandem-cli, to measure it in turns")
    parser.add_argument("--json", action="store_true", help="a line for each workload")
    parser.add_argument("--seconds", type=float, default=1, help="of one run; default 1")
    parser.add_argument("workloads", nargs="*", help="default: all")
    arguments = parser.parse_args()
    torch.set_flush_denormal(True)
    if not arguments.json:
        print("PyTorch", torch.__version__)
    for name in arguments.workloads or WORKLOADS:
        training, best, mine = Training(*WORKLOADS[name.upper()]), {1: 0, 2: 0}, (0, 0)
        for _ in range(RUNS):
            for threads in best:
                best[threads] = max(best[threads],
                                    training.steps_per_second(arguments.seconds, threads))
            if arguments.tandem:
                mine = max(mine, ask_tandem(arguments.tandem, name, arguments.seconds / 5))
        if arguments.json:
            threads = max(best, key=best.get)
            print(json.dumps({"name": name, "torch": torch.__version__, "threads": threads,
                              "steps_per_second": best[threads]}), flush=True)
            continue
        print("%s  1 thread %.1f, 2 threads %.1f steps/s" % (name, best[1], best[2]), end="")
        if arguments.tandem:
            print("; Tandem %.1f, %.2f x PyTorch, floor %.1f" %
                  (mine[0], mine[0] / max(best.values()), mine[1]), end="")
        print(flush=True)


main()
