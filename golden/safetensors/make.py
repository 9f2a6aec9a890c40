"""Writes the safetensors fixtures of core's tests with nothing but struct and json.

    python3 golden/safetensors/make.py

canonical.safetensors  laid out as Carousel's writer does it: the bytes must be equal
foreign.safetensors    another writer's freedom: loose JSON, escapes, no padding, data in another
                       order than the header, metadata last, 8-byte values at odd addresses
The values are repeated in SafetensorsGoldenTest.java.
"""

import json
import pathlib
import struct

FOLDER = pathlib.Path(__file__).parents[2] / "core/src/test/resources/golden/safetensors"
CODES = {"F32": "f", "F64": "d", "I32": "i", "I64": "q"}

STEPS = [(i * 37 % 19 - 9) / 8 for i in range(15)]
TENSORS = {
    "lstm.weight": ("F32", [3, 5], STEPS),
    "special": ("F32", [2, 1, 3], [float("nan"), float("-inf"), -0.0, 1e-45, 3.4028234663852886e38, 0.1]),
    "mean": ("F64", [], [0.1]),
    "empty": ("F32", [0, 4], []),
    "position": ("I64", [2], [-(2**63), 2**53 + 1]),
    "codes": ("I32", [7], [0, -1, 2**31 - 1, -(2**31), 258, 65539, 7]),
}
METADATA = {"carousel": '{"version":1,"note":"a\\\\b"}', "größe": '日本\n"\t\U0001f3a0'}


def pack(name):
    dtype, _, values = TENSORS[name]
    return struct.pack("<%d%s" % (len(values), CODES[dtype]), *values)


def entries(data_order, header_order):
    offsets, begin = {}, 0
    for name in data_order:
        offsets[name] = [begin, begin + len(pack(name))]
        begin = offsets[name][1]
    return {
        n: {"dtype": TENSORS[n][0], "shape": TENSORS[n][1], "data_offsets": offsets[n]}
        for n in header_order
    }


def write(file, header, data_order):
    data = b"".join(pack(name) for name in data_order)
    (FOLDER / file).write_bytes(struct.pack("<Q", len(header)) + header + data)


def canonical():
    order = sorted(TENSORS, key=lambda n: TENSORS[n][0] not in ("F64", "I64"))
    header = {"__metadata__": METADATA, **entries(order, TENSORS)}
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    write("canonical.safetensors", text + b" " * (-len(text) % 8), order)


def foreign():
    order = ["codes", "empty", "position", "special", "mean", "lstm.weight"]
    header = {**entries(order, TENSORS), "__metadata__": METADATA}
    text = json.dumps(header, indent=1).encode()
    write("foreign.safetensors", text + b"\n" * ((4 - len(text)) % 8), order)


FOLDER.mkdir(parents=True, exist_ok=True)
canonical()
foreign()
