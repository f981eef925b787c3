#!/usr/bin/env python3
"""Writes digits.csv beside this file from the copy of the data that Debian's python3-sklearn ships.

Source: "Optical Recognition of Handwritten Digits", test part, UCI Machine Learning Repository,
doi 10.24432/C50P49. Each line there has 64 pixels (0 to 16, row by row) and the digit.
README.md says what the added columns mean.

SPDX-License-Identifier: MIT
"""
import csv
import gzip
import pathlib

import sklearn

SIDE = 8
PIXELS = [f"pixel_{row}_{column}" for row in range(SIDE) for column in range(SIDE)]


def exact(sixtyfourths):
    """sixtyfourths / 64 in decimal: 64 is a power of two, so six places always suffice."""
    return f"{sixtyfourths / 64:.6f}".rstrip("0").rstrip(".")


def record(number, pixels, digit):
    """One line; number counts the rows from 1."""
    loop = "" if number % 3 == 0 else int(digit in (0, 6, 8, 9))
    return [*pixels, digit, int(digit % 2 == 0), loop, exact(sum(pixels))]


def main():
    source = pathlib.Path(sklearn.__file__).parent / "datasets/data/digits.csv.gz"
    with gzip.open(source, "rt") as lines:
        rows = [[int(float(cell)) for cell in line] for line in csv.reader(lines)]
    target = pathlib.Path(__file__).with_name("digits.csv")
    with target.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*PIXELS, "digit", "even", "loop", "ink"])
        for number, row in enumerate(rows, 1):
            writer.writerow(record(number, row[:-1], row[-1]))


if __name__ == "__main__":
    main()
