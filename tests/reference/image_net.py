#!/usr/bin/python3
# image_net.py — adds to tests/reference/trajectory/ a network with convolutions, trained by PyTorch.
#
# Rows, tasks, batches and steps of digits_net.py, with pixels as an image of 8 x 8: convolution 3 x 3
# to 6 channels with a border and relu, max-pool 2, convolution 2 x 2 to 8 channels tanh, average-pool
# 2 with stride 1, dense 10 relu, and the heads. Adam with its defaults at 0.003.
#
# Written: image-project.json, image-start.safetensors, image-adam.safetensors (40 steps in double
# precision). Needs Debian's python3-torch (1.13): /usr/bin/python3 image_net.py
#
# SPDX-License-Identifier: MIT
import json
import os

import torch
from torch.nn import functional

import digits_net as net

SHAPES = {
    "trunk.0.weight": (6, 1, 3, 3), "trunk.0.bias": (6,),
    "trunk.2.weight": (8, 6, 2, 2), "trunk.2.bias": (8,),
    "trunk.4.weight": (10, 32), "trunk.4.bias": (10,),
    "heads.0.0.weight": (10, 10), "heads.0.0.bias": (10,),
    "heads.1.0.weight": (1, 10), "heads.1.0.bias": (1,),
    "heads.2.0.weight": (1, 10), "heads.2.0.bias": (1,),
}


def features(w, x):
    x = x.reshape(-1, 1, 8, 8)
    x = functional.relu(functional.conv2d(x, w["trunk.0.weight"], w["trunk.0.bias"], padding=1))
    x = functional.max_pool2d(x, 2)
    x = torch.tanh(functional.conv2d(x, w["trunk.2.weight"], w["trunk.2.bias"]))
    x = functional.avg_pool2d(x, 2, 1).flatten(1)
    return functional.relu(x @ w["trunk.4.weight"].T + w["trunk.4.bias"])


def write_project():
    with open(os.path.join(net.OUT, "project.json")) as source:
        project = json.load(source)
    project["name"] = "Trajectory of images"
    project["data"]["image"] = {"width": 8, "height": 8, "channels": 1}
    project["network"]["trunk"] = [
        {"id": "l1", "kind": "conv2d", "channels": 6, "size": 3, "padding": 1, "activation": "relu"},
        {"id": "l2", "kind": "max-pool", "size": 2},
        {"id": "l3", "kind": "conv2d", "channels": 8, "size": 2, "activation": "tanh"},
        {"id": "l4", "kind": "average-pool", "size": 2, "stride": 1},
        {"id": "l5", "kind": "dense", "units": 10, "activation": "relu"}]
    with open(os.path.join(net.OUT, "image-project.json"), "w") as out:
        json.dump(project, out, indent=2)
        out.write("\n")


def main():
    header, rows = net.read_rows()
    net.SHAPES, net.features = SHAPES, features
    write_project()
    pixels = ["pixel_%d_%d" % (r, c) for r in range(8) for c in range(8)]
    data = [net.columns(header, rows, names) for names in (pixels, ["digit"], ["loop"], ["ink"])]
    net.write_safetensors(os.path.join(net.OUT, "image-start.safetensors"), net.start(),
                          {"made-by": "image_net.py"})
    kind, options, make = net.OPTIMIZERS["adam"]
    weights, losses = net.train(make, data, torch.float64)
    rounded, _ = net.train(make, data, torch.float32)
    net.write_safetensors(os.path.join(net.OUT, "image-adam.safetensors"), weights,
                          {"optimizer": json.dumps({"kind": kind, **options}),
                           "torch": torch.__version__, "steps": str(net.N_STEPS)})
    print("loss %.3f to %.3f, float32 differs by %.1e"
          % (losses[0], losses[-1], net.difference(rounded, weights)))


main()
