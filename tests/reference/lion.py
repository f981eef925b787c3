# lion.py — Lion for PyTorch, which has none: algorithm 2 of Chen et al., 2023, arXiv:2302.06675.
#
# SPDX-License-Identifier: MIT
import torch


class Lion(torch.optim.Optimizer):
    def __init__(self, parameters, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(parameters, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for w in group["params"]:
                m = self.state[w].setdefault("exp_avg", torch.zeros_like(w))
                c = beta1 * m + (1 - beta1) * w.grad
                w -= group["lr"] * (torch.sign(c) + group["weight_decay"] * w)
                m.copy_(beta2 * m + (1 - beta2) * w.grad)
