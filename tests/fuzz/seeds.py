#!/usr/bin/env python3
"""seeds.py — makes the inputs that fuzzing starts from, out of data/ and tests/reference.

Usage: seeds.py FOLDER    (writes FOLDER/TARGET/NAME and FOLDER/TARGET.dict)

SPDX-License-Identifier: MIT
"""
import gzip
import json
import pathlib
import re
import struct
import sys
import zipfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
TARGETS = ("archive", "arff", "csv", "edits", "fit", "history", "idx", "json", "npy", "project", "safetensors")

TABLE = "a,b,word,class,flag,amount\n" + "".join(
    f"{row * 0.5 - 3},{row % 7},{'xyz'[row % 3]},{('low', 'high')[row % 2]},"
    f"{('yes', 'no', '')[row % 3]},{row * row}\n" for row in range(20))

PROJECT = {
    "format": "tandem-project", "version": 1, "name": "Toy",
    "data": {"source": {"kind": "csv", "path": "toy.csv"}, "inputs": ["a", "b", "word"],
             "scaling": "standard",
             "split": {"train": 0.5, "validation": 0.25, "test": 0.25, "seed": 1}},
    "tasks": [
        {"id": "t1", "name": "Class, \"q\"", "kind": "classes", "targets": ["class"],
         "loss": "softmax-cross-entropy",
         "head": [{"id": "h1", "kind": "dense", "units": 2, "activation": "tanh"}]},
        {"id": "t2", "name": "Flag", "kind": "yes-no", "targets": ["flag"], "weight": 0.5},
        {"id": "t3", "name": "Amount", "kind": "number", "targets": ["amount"],
         "enabled": False}],
    "network": {"sharing": "hard", "trunk": [
        {"id": "l1", "kind": "dense", "units": 3, "activation": "relu"},
        {"id": "l2", "kind": "dropout", "rate": 0.1}]},
    "training": {"optimizer": {"kind": "adam", "learning-rate": 0.01},
                 "schedule": {"kind": "cosine"}, "batch-size": 8, "epochs": 4,
                 "early-stopping": 3, "monitor": "Flag"}}

PIXELS = [f"p{i}" for i in range(16)]

IMAGES = ",".join(PIXELS) + ",class,flag,amount\n" + "".join(
    ",".join(str((row * 7 + i * i) % 11) for i in range(16))
    + f",{'xyz'[row % 3]},{('yes', 'no', '')[row % 3]},{row}\n" for row in range(20))

IMAGE_LAYERS = [
    {"id": "l1", "kind": "conv2d", "channels": 2, "size": 3, "activation": "relu"},
    {"id": "l2", "kind": "max-pool", "size": 2}, {"id": "l3", "kind": "average-pool", "size": 1},
    {"id": "l4", "kind": "dense", "units": 3}]


def of_images(sharing, balancer, sampling):
    """A project on images of 4 x 4 pixels."""
    return {**PROJECT, "data": {**PROJECT["data"], "inputs": ["p*"],
                                "image": {"width": 4, "height": 4, "channels": 1}},
            "network": {"sharing": sharing, "trunk": IMAGE_LAYERS},
            "training": {**PROJECT["training"], "balancer": balancer, "sampling": sampling}}


FIT = {
    "inputs": [{"column": "a", "mean": 1.75, "scale": 2.9, "blank": 1.75},
               {"column": "b", "mean": 2.5, "scale": 2, "blank": 2.5},
               {"column": "word", "categories": ["x", "y", "z"]}],
    "targets": [{"task": "t1", "columns": 1, "classes": ["high", "low"]},
                {"task": "t2", "columns": 1, "classes": ["no", "yes"]},
                {"task": "t3", "columns": 1, "mean": [123.5], "scale": [110.25]}],
    "files": [{"path": "toy.csv", "sha256": "0123456789abcdef" * 4, "rows": 20, "columns": 6}]}

WEIGHTS = {"trunk.0.weight": (3, 5), "trunk.0.bias": (3,),
           "heads.t1.0.weight": (2, 3), "heads.t1.0.bias": (2,),
           "heads.t1.1.weight": (2, 2), "heads.t1.1.bias": (2,),
           "heads.t2.0.weight": (1, 3), "heads.t2.0.bias": (1,),
           "heads.t3.0.weight": (1, 3), "heads.t3.0.bias": (1,)}

HISTORY = ("epoch,step,seconds,learning_rate,\"Class, \"\"q\"\"/train_loss\",Flag/train_loss,"
           "Flag/validation_accuracy,Amount/train_r2,Amount/weight,mean_accuracy,mean_log_loss\n"
           "1,2,0.125,0.01,0.7,1e-3,0.5,,1,0.5,-0.3\n2,4,0.25,0.009,0.6,2e-4,0.75,-1e9,1,,\n")

EDITS = {
    "format": "tandem-edits", "version": 1, "from-scratch": True, "edits": [
        {"step": 2, "epoch": 1, "box": 1, "changes": [
            {"path": "network.trunk", "value": [
                {"id": "l1", "kind": "dense", "units": 3, "activation": "relu"}]},
            {"path": "training.optimizer.kind", "value": "sgd"}]},
        {"step": 2, "epoch": 1, "changes": [
            {"path": "training.optimizer.learning-rate", "value": 0.005},
            {"path": "tasks.1.enabled", "value": False}]},
        {"step": 4, "epoch": 2, "mark": "best"}, {"step": 4, "epoch": 2, "mark": "go-on"},
        {"step": 9, "epoch": 2, "changes": [{"path": "data.source.path", "value": "toy.csv"}]}]}

VIEW = {"page": "curves", "network-share": 0.5, "curves-log": False, "curves-smoothing": 0.25}

COUNTERS = {"optimizer": "adam", "step": "4", "epoch": "2", "batch": "1", "patience": "1",
            "best_epoch": "1", "best_value": "0.5", "seconds": "0.25"}


def safetensors(shapes, dtype="F32", metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, shape in shapes.items():
        n = 1
        for size in shape:
            n *= size
        values = struct.pack(f"<{n}{'f' if dtype == 'F32' else 'd'}", *[0.25] * n)
        header[name] = {"dtype": dtype, "shape": list(shape),
                        "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def state():
    shapes = {f"optimizer.{slot}.{name}": shape for slot in ("m", "v")
              for name, shape in WEIGHTS.items()}
    return safetensors({**shapes, "best.trunk.0.bias": (3,)}, metadata=COUNTERS)


def compact(value):
    return json.dumps(value, separators=(",", ":")).encode()


def trained():
    return {"p": compact(PROJECT), "f": compact(FIT), "w": safetensors(WEIGHTS), "s": state(),
            "h": HISTORY.encode(), "v": compact(VIEW)}


def edited():
    """The same after edits that change nothing that counts."""
    marks = [{"step": 2, "epoch": 1, "box": 1,
              "changes": [{"path": "name", "value": "Toy"}]},
             {"step": 4, "epoch": 2, "mark": "best"}]
    return {**trained(), "r": compact({**PROJECT, "name": "Earlier"}),
            "e": compact({**EDITS, "edits": marks})}


def listed(entries):
    """The form that the target "project" reads."""
    return b"".join(b"@@" + letter.encode() + b"\n" + data for letter, data in entries.items())


def zipped(entries, method):
    names = {"p": "project.json", "f": "fit.json", "w": "weights.safetensors",
             "s": "state.safetensors", "h": "history.csv", "r": "runs/1/project.json",
             "e": "runs/1/edits.json", "v": "view.json"}
    path = pathlib.Path(sys.argv[1]) / "seed.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for letter, data in entries.items():
            archive.writestr(zipfile.ZipInfo(names[letter]), data, compress_type=method)
    data = path.read_bytes()
    path.unlink()
    return data


def documents():
    yield "toy", compact(PROJECT)
    yield "digits", (TOP / "data/digits.json").read_bytes()
    yield "trajectory", (TOP / "tests/reference/trajectory/project.json").read_bytes()
    yield "smallest", b'{"format":"tandem-project","version":1}'
    yield "values", rb'[null,true,false,-0,1e-8,0.1,9223372036854775808,"\u00e9\ud83d\ude00\n",{}]'


def tables():
    digits = (TOP / "data/digits.csv").read_text().splitlines(keepends=True)
    yield "toy", b"\0" + TABLE.encode()
    yield "digits", b"\0" + "".join(digits[:4]).encode()
    yield "semicolons", b"\0" + b"a;b\n1,5;2\n;-3e4\n"
    yield "quoted", b"\1" + b'name,"two\nlines"\n"a ""b""",?\nNA,"1"\n'
    yield "spaces", b"\5" + b"1  2 3\n4 5  6\n"
    yield "old-macintosh", b"\0" + b"a\tb\r1\t2\r"
    yield "marked", b"\0" + b"\xef\xbb\xbfa|b\r\n1|x\r\n"


WEATHER = b"""% The weather.
@relation 'the weather'
@attribute outlook {sunny, 'over cast', rainy}
@attribute 'the temperature' real
@attribute note string
@data
sunny, 85.5,'it\\'s, hot'
'over cast',?,""
"""


def array(kind, shape, numbers, version=1):
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes((version, 0)) + length + header + numbers


def arrays():
    images = struct.pack(">4I", 0x803, 3, 2, 2) + bytes(range(12))
    labels = struct.pack(">2I", 0x801, 3) + bytes((2, 0, 1))
    yield "images", b"\0" + images
    yield "labels", b"\1" + labels
    yield "packed-images", b"\2" + gzip.compress(images, mtime=0)
    yield "packed-labels", b"\1" + gzip.compress(labels, mtime=0)


def seeds(target):
    if target == "json":
        yield from documents()
    elif target == "csv":
        yield from tables()
    elif target == "arff":
        yield "weather", WEATHER
        yield "sparse", b"@attribute a real\n@data\n{0 1}\n"
    elif target == "npy":
        yield "floats", array("<f4", (2, 2), struct.pack("<4f", 1, 2, 3, 4))
        yield "bytes", array("|u1", (2, 2, 2), bytes(range(8)))
        yield "later", array("<i8", (3,), struct.pack("<3q", 1, -2, 3), version=2)
    elif target == "idx":
        yield from arrays()
    elif target == "fit":
        yield "toy", compact(FIT)
        yield "empty", b'{"inputs":[],"targets":[],"files":[]}'
    elif target == "edits":
        yield "toy", compact(EDITS)
        yield "empty", compact({**EDITS, "edits": []})
    elif target == "history":
        yield "toy", HISTORY.replace('""q""', '""quoted""').encode()
        yield "log", b"epoch,step\n0.5,1\n1,2\n"
        yield "close", b'epoch," a/weight"\n0.1,0.5\n0.10000000000000002,1e300\n'
    elif target == "safetensors":
        yield "weights", safetensors({"trunk.0.weight": (2, 3), "trunk.0.bias": (2,),
                                      "c": (1, 2, 2, 1), "s": (1,), "x": ()}, metadata=COUNTERS)
        yield "numbers", safetensors({"trainer.tally": (3,), "trainer.first_loss": (2,)}, "F64")
        yield "empty", safetensors({"trunk.0.bias": (0,)})
    elif target == "archive":
        yield "stored", zipped(trained(), zipfile.ZIP_STORED)
        yield "deflated", zipped(trained(), zipfile.ZIP_DEFLATED)
        yield "document", zipped({"p": compact(PROJECT)}, zipfile.ZIP_STORED)
        yield "empty", zipped({}, zipfile.ZIP_STORED)
        yield "edited", zipped(edited(), zipfile.ZIP_STORED)
    elif target == "project":
        yield "trained", listed(trained())
        yield "with-table", listed({**trained(), "t": TABLE.encode()})
        yield "edited", listed({**edited(), "t": TABLE.encode()})
        yield "untrained", listed({"p": compact(PROJECT), "t": TABLE.encode()})
        for sharing, balancer, sampling in (("hard", "pcgrad", "equal"),
                                            ("mmoe", "sdmgrad", "one-task"),
                                            ("cross-stitch", "uncertainty", "temperature"),
                                            ("mtan", "nash-mtl", "proportional")):
            yield sharing, listed({"p": compact(of_images(sharing, balancer, sampling)),
                                   "t": IMAGES.encode()})


def words(target):
    """What a mutation may put in: ids and option names of the sources, bits of the formats."""
    found = {"json": {'"kind":', "null", "true", "1e308", "-0", "\\u0041", '"*"'},
             "archive": {"PK\3\4", "PK\1\2", "PK\5\6", "PK\6\6", "project.json", "data/", "runs/1/"},
             "csv": {"NA", "NaN", "?", "null", "inf", "1e308", "1,5", '""', "\r\n", ";", "|"},
             "arff": {"@relation", "@attribute", "@data", "numeric", "string", "{a,b}", "?", "\\'"},
             "npy": {"\x93NUMPY\1", "'descr'", "'<f4'", "'|u1'", "'fortran_order'", "False", "True",
                     "'shape'", "(1,)", "(2, 2)"},
             "idx": {"\0\0\x08\3", "\0\0\x08\1", "\x1f\x8b\x08"},
             "history": {"epoch", "step", "seconds", "learning_rate", "/train_loss", "/weight",
                         "mean_accuracy", '""', "1e300", "nan"},
             "edits": {'"step":', '"epoch":', '"box":', '"mark":"best"', '"go-on"', '"changes":[',
                       '"path":', '"value":', "network.trunk", "training.optimizer",
                       "tasks.0.head", "data.source.path"},
             "fit": set(re.findall(r'"(\w+)"', (TOP / "core/data/fit-json.c").read_text())),
             "safetensors": {"dtype", "shape", "data_offsets", "F32", "F64", "U64", "__metadata__",
                             "18446744073709551615", "best.", "optimizer.m."}}
    if target in ("edits", "json", "project"):
        for path in sorted((TOP / "core").glob("*/*.c")):
            found["json"] |= {f'"{word}"' for word in re.findall(
                r'(?:\.id =|\.name =|^  \{) "([a-z0-9-]+)"', path.read_text(), re.MULTILINE)}
        found["edits"] |= found["json"]
    if target == "project":
        return set().union(*found.values()) - found["archive"] | {f"@@{c}\n" for c in "pfwshtredv"}
    return found[target]


def escaped(word):
    return "".join(chr(byte) if 0x20 <= byte < 0x7f and chr(byte) not in '"\\' else f"\\x{byte:02x}"
                   for byte in word.encode())


def main():
    folder = pathlib.Path(sys.argv[1])
    for target in TARGETS:
        (folder / target).mkdir(parents=True, exist_ok=True)
        for name, data in seeds(target):
            (folder / target / name).write_bytes(data)
        (folder / f"{target}.dict").write_text(
            "".join(f'"{escaped(word)}"\n' for word in sorted(words(target))))


if __name__ == "__main__":
    main()
