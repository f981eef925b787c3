#!/usr/bin/env python3
"""compare.py: tandem-cli bench and PyTorch in turns, in one go, and what they have to do with each other.

    compare.py TANDEM-CLI PYTHON… [--rounds 3] [--workloads W1,W2]

Each PYTHON is an interpreter that has torch: say, Debian's and that of a virtual environment. The best
of all rounds counts, for each of them. Prints a table for docs/performance.md.

SPDX-License-Identifier: MIT
"""
import argparse
import json
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def lines(command):
    """The JSON lines that a program prints."""
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return [json.loads(line) for line in out.decode().splitlines() if line.startswith("{")]


def bench(cli, names, seconds, best):
    for row in lines([cli, "bench", "--json", "--seconds", str(seconds)] + names)[0]["workloads"]:
        for way in row["ways"]:
            ours = best.setdefault(row["name"], {}).setdefault(way["workers"], dict(way))
            for key in ("steps_per_second", "floor_per_second"):
                ours[key] = max(ours[key], way[key])
        best[row["name"]]["chosen"] = row["chosen_workers"]


def torch(python, names, seconds, best):
    for row in lines([python, os.path.join(HERE, "pytorch.py"), "--json", "--seconds",
                      str(seconds)] + names):
        theirs = best.setdefault((row["torch"], row["name"]), row)
        if row["steps_per_second"] > theirs["steps_per_second"]:
            best[(row["torch"], row["name"])] = row


def print_table(ours, theirs):
    versions = sorted({version for version, _ in theirs})
    print("| workload | workers | steps/s | step / floor | " +
          " | ".join("x PyTorch %s" % version for version in versions) + " |")
    print("|---" * (4 + len(versions)) + "|")
    for name, ways in ours.items():
        for workers in sorted(w for w in ways if w != "chosen"):
            way = ways[workers]
            cells = [name, "%d%s" % (workers, " *" if workers == ways["chosen"] else ""),
                     "%.0f" % way["steps_per_second"],
                     "%.2f" % (way["floor_per_second"] / way["steps_per_second"])]
            for version in versions:
                row = theirs.get((version, name))
                cells.append("%.1f (of %.0f, %d threads)" % (
                    way["steps_per_second"] / row["steps_per_second"], row["steps_per_second"],
                    row["threads"]) if row else "–")
            print("| " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli", metavar="TANDEM-CLI")
    parser.add_argument("pythons", nargs="+", metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.2, help="of a run")
    parser.add_argument("--workloads", default="", help="names with commas between; all")
    options = parser.parse_args()
    names = [name for name in options.workloads.split(",") if name]
    ours, theirs = {}, {}
    for _ in range(options.rounds):
        bench(options.cli, names, options.seconds, ours)
        for python in options.pythons:
            torch(python, names, options.seconds, theirs)
    print_table(ours, theirs)


if __name__ == "__main__":
    main()
