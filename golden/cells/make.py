"""Writes fixtures of cells that libtorch does not have, with numpy alone.

    python3 golden/cells/make.py

Every cell is written from its paper's equations, in complex128. A gradient is the imaginary part of
the loss where one number has been moved by 1e-30 i (complex step): exact to rounding, and without a
line of backward code that could be wrong in the same way as Carousel's.

Weights are stored in Carousel's layout (docs/math), in which the functions below read them.
"""

import json
import pathlib
import random
import struct

import numpy as np

FOLDER = pathlib.Path(__file__).parents[2] / "core/src/test/resources/golden/cells"
B, T, I = 2, 5, 3
NUDGE = 1e-30


def s(v):
    return 1 / (1 + np.exp(-v))


def log_s(v):
    return -np.log(1 + np.exp(-v))


def larger(a, b):
    return np.where(a.real >= b.real, a, b)


def norm(v, epsilon):
    centred = v - v.mean(axis=-1, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + epsilon)


def split(v, parts):
    return np.split(v, parts, axis=-1)


def layer_norm_lstm(x, w, o):
    """Ba et al. 2016, (20) to (22); columns i, f, g, o."""
    hidden, out = w["recurrent"].shape[0], []
    h = c = np.zeros((B, hidden), complex)
    for t in range(T):
        wx = norm(x[:, t] @ w["input"], o["epsilon"]) * w["input_gain"]
        uh = norm(h @ w["recurrent"], o["epsilon"]) * w["recurrent_gain"]
        i, f, g, out_gate = split(wx + uh + w["bias"], 4)
        c = s(f) * c + s(i) * np.tanh(g)
        h = s(out_gate) * np.tanh(norm(c, o["epsilon"]) * w["cell_gain"] + w["cell_bias"])
        out.append(h)
    return out


def projected_lstm(x, w, o):
    """Sak et al. 2014; columns i, f, g, o; the first of what is shown goes back."""
    hidden, shown, out = w["projection"].shape[0], w["projection"].shape[1], []
    back = w["recurrent"].shape[0]
    h, c = np.zeros((B, shown), complex), np.zeros((B, hidden), complex)
    for t in range(T):
        i, f, g, og = split(x[:, t] @ w["input"] + h[:, :back] @ w["recurrent"] + w["bias"], 4)
        p_i, p_f, p_o = split(w["peepholes"], 3) if o["peepholes"] else (0, 0, 0)
        c_next = s(f + p_f * c) * c + s(i + p_i * c) * np.tanh(g)
        h = (s(og + p_o * c_next) * np.tanh(c_next)) @ w["projection"]
        c = c_next
        out.append(h)
    return out


def positive(v):
    return np.where(v.real >= 0, v + 0.5, s(v))


def min_gru(x, w, o):
    """Feng et al. 2024, appendix B.1; columns z, candidate."""
    h, out = 0, []
    for t in range(T):
        z, n = split(x[:, t] @ w["input"] + w["bias"], 2)
        h = (1 - s(z)) * h + s(z) * positive(n)
        out.append(h)
    return out


def min_lstm(x, w, o):
    """Feng et al. 2024, appendix B.2; columns forget, input, candidate."""
    h, out = 0, []
    for t in range(T):
        f, i, n = split(x[:, t] @ w["input"] + w["bias"], 3)
        h = s(f) / (s(f) + s(i)) * h + s(i) / (s(f) + s(i)) * positive(n)
        out.append(h)
    return out


def slstm(x, w, o):
    """Beck et al. 2024, (8) to (17), without the stabiliser, which changes nothing but range."""
    heads, size, out = o["heads"], o["size"], []
    c = n = h = np.zeros((B, heads, size), complex)
    for t in range(T):
        wx = (x[:, t] @ w["input"] + w["bias"]).reshape(B, heads, 4 * size)
        rh = np.stack([h[:, k] @ w["recurrent_%d" % (k + 1)] for k in range(heads)], axis=1)
        i, f, z, og = split(wx + rh, 4)
        c = s(f) * c + np.exp(i) * np.tanh(z)
        n = s(f) * n + np.exp(i)
        h = s(og) * c / n
        out.append(h.reshape(B, heads * size))
    return out


def mlstm(x, w, o):
    """Beck et al. 2024, (19) to (27); columns q, k, v, o, and one i and one f a head."""
    heads, size, out = o["heads"], o["size"], []
    memory = np.zeros((B, heads, size, size), complex)
    n, m = np.zeros((B, heads, size), complex), np.zeros((B, heads), complex)
    for t in range(T):
        q, k, v, og = split(x[:, t] @ w["input"] + w["bias"], 4)
        q, k, v = (a.reshape(B, heads, size) for a in (q, k / np.sqrt(size), v))
        i, f = split(x[:, t] @ w["gates"] + w["gates_bias"], 2)
        m_next = larger(log_s(f) + m, i)
        keep, new = np.exp(log_s(f) + m - m_next), np.exp(i - m_next)
        m = m_next
        memory = keep[..., None, None] * memory + new[..., None, None] * k[..., :, None] * v[..., None, :]
        n = keep[..., None] * n + new[..., None] * k
        known = (q * n).sum(axis=-1)
        known = np.where(known.real >= 0, known, -known)
        read = np.einsum("bhd,bhde->bhe", q, memory)
        read = read / (larger(known, np.exp(-m)) + 1e-6)[..., None]
        if o["normalized"]:
            read = norm(read, 1e-6) * w["gain"].reshape(heads, size)
        out.append(s(og) * read.reshape(B, heads * size))
    return out


def heads(count, size):
    hidden = count * size
    w = {"input": [I, 4 * hidden], "bias": [4 * hidden]}
    w.update({"recurrent_%d" % (k + 1): [size, 4 * size] for k in range(count)})
    return w


def matrix(count, size, gain):
    hidden = count * size
    w = {"input": [I, 4 * hidden], "bias": [4 * hidden], "gates": [I, 2 * count], "gates_bias": [2 * count]}
    return {**w, "gain": [hidden]} if gain else w


CASES = {
    "layer-norm-lstm": (
        layer_norm_lstm,
        {"epsilon": 1e-5},
        {"input": [I, 20], "recurrent": [5, 20], "bias": [20], "input_gain": [20],
         "recurrent_gain": [20], "cell_gain": [5], "cell_bias": [5]},
    ),
    "projected-lstm": (
        projected_lstm,
        {"peepholes": False},
        {"input": [I, 20], "recurrent": [2, 20], "bias": [20], "projection": [5, 2]},
    ),
    "projected-lstm-peepholes": (
        projected_lstm,
        {"peepholes": True},
        {"input": [I, 20], "recurrent": [2, 20], "bias": [20], "peepholes": [15], "projection": [5, 3]},
    ),
    "min-gru": (min_gru, {}, {"input": [I, 8], "bias": [8]}),
    "min-lstm": (min_lstm, {}, {"input": [I, 12], "bias": [12]}),
    "slstm": (slstm, {"heads": 2, "size": 3}, heads(2, 3)),
    "mlstm": (mlstm, {"heads": 2, "size": 3, "normalized": False}, matrix(2, 3, False)),
    "mlstm-normalized": (mlstm, {"heads": 2, "size": 4, "normalized": True}, matrix(2, 4, True)),
}


def draw(shape, rng):
    """Asymmetric numbers, exact in float32."""
    values = [rng.uniform(-1.1, 0.9) for _ in range(int(np.prod(shape)))]
    return np.array(values, np.float32).reshape(shape)


def loss(cell, options, given, seen):
    out = np.stack(cell(given["x"], given, options), axis=1)
    return out, (out * seen).sum()


def case(name, seed):
    cell, options, shapes = CASES[name]
    rng = random.Random(seed)
    given = {n: draw(shape, rng) for n, shape in {"x": [B, T, I], **shapes}.items()}
    exact = {n: a.astype(complex) for n, a in given.items()}
    width = loss(cell, options, exact, 0)[0].shape[-1]
    seen = draw([B, T, width], rng)
    out, value = loss(cell, options, exact, seen)
    results = {"out": out.real, "loss": np.array(value.real)}
    for n, a in exact.items():
        gradient = np.zeros(a.size)
        for at in range(a.size):
            a.flat[at] += 1j * NUDGE
            gradient[at] = loss(cell, options, exact, seen)[1].imag / NUDGE
            a.flat[at] = a.flat[at].real
        results["grad." + n] = gradient.reshape(a.shape)
    write(name, {**given, "R": seen}, results)


def write(name, given, results):
    header, data = {}, b""
    for n, a in sorted(results.items()) + sorted(given.items()):
        code, packed = ("F64", "<f8") if n in results else ("F32", "<f4")
        raw = np.ascontiguousarray(a, packed).tobytes()
        header[n] = {"dtype": code, "shape": list(a.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (FOLDER / (name + ".safetensors")).write_bytes(struct.pack("<Q", len(text)) + text + data)


FOLDER.mkdir(parents=True, exist_ok=True)
for number, which in enumerate(sorted(CASES)):
    case(which, 100 + number)
