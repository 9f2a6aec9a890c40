"""Checks the fixtures of libtorch against the equations, written anew in numpy (float64).

    python3 golden/lstm/check.py

Also shows that the fixtures can see a defect: with any two gates swapped they must disagree.
"""

import itertools
import json
import pathlib
import struct

import numpy as np

FOLDER = pathlib.Path(__file__).parents[2] / "core/src/test/resources/golden"
TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}


def load(file):
    raw = file.read_bytes()
    end = 8 + struct.unpack("<Q", raw[:8])[0]
    tensors = {}
    for name, entry in json.loads(raw[8:end]).items():
        if name != "__metadata__":
            a, b = (end + o for o in entry["data_offsets"])
            values = np.frombuffer(raw[a:b], TYPES[entry["dtype"]]).reshape(entry["shape"])
            tensors[name] = values if entry["dtype"] == "I64" else values.astype(np.float64)
    return tensors


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(x, h, c, w, u, bias, order="ifgo"):
    """Outputs (B, T, H), the last state, and what backward needs."""
    place = {gate: k for k, gate in enumerate(order)}
    outs, tape = [], []
    for t in range(x.shape[1]):
        z = np.split(x[:, t] @ w.T + h @ u.T + bias, 4, axis=1)
        i, f, o = (sigmoid(z[place[k]]) for k in "ifo")
        g = np.tanh(z[place["g"]])
        before, c = c, f * c + i * g
        tape.append((h, before, c, i, f, g, o))
        h = o * np.tanh(c)
        outs.append(h)
    return np.stack(outs, 1), h, c, tape


def backward(x, w, u, tape, d_out, dh, dc):
    dx, dw, du, db = np.zeros_like(x), np.zeros_like(w), np.zeros_like(u), np.zeros(len(w))
    for t in reversed(range(x.shape[1])):
        h_prev, c_prev, c, i, f, g, o = tape[t]
        dh = dh + d_out[:, t]
        dc = dc + dh * o * (1 - np.tanh(c) ** 2)
        di, df, dg, do = dc * g, dc * c_prev, dc * i, dh * np.tanh(c)
        dz = np.hstack([di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)])
        dx[:, t], dw, du, db = dz @ w, dw + dz.T @ x[:, t], du + dz.T @ h_prev, db + dz.sum(0)
        dh, dc = dz @ u, dc * f
    return dx, dw, du, db, dh, dc


def same(what, ours, theirs):
    error = np.max(np.abs(ours - theirs) / (1e-3 + np.abs(theirs)))
    assert ours.shape == theirs.shape and error < 1e-9, (what, error)


def check_lstm(file):
    f = load(file)
    p = [f["weight_ih"], f["weight_hh"], f["bias_ih"] + f["bias_hh"]]
    out, h, c, tape = lstm(f["x"], f["h0"], f["c0"], *p)
    same("out", out, f["out"]), same("hT", h, f["hT"]), same("cT", c, f["cT"])
    loss = (out * f["R"]).sum() + (h * f["S"]).sum() + (c * f["U"]).sum()
    same("loss", loss, f["loss"])
    grads = backward(f["x"], p[0], p[1], tape, f["R"], f["S"], f["U"])
    names = ["x", "weight_ih", "weight_hh", "bias_ih", "h0", "c0"]
    for name, grad in zip(names, grads):
        same(name, grad, f["grad." + name])
    same("bias_hh", grads[3], f["grad.bias_hh"])
    for order in map("".join, itertools.permutations("ifgo")):
        wrong = lstm(f["x"], f["h0"], f["c0"], *p, order)[0]
        difference = np.abs(wrong - f["out"]).max()
        assert order == "ifgo" or difference > 1e-4, (file.stem, order, difference)


def gru(x, h, w, u, b, c, order="rzn"):
    """Outputs (B, T, H), and what backward needs; reset after the product."""
    place = {gate: k for k, gate in enumerate(order)}
    outs, tape = [], []
    for t in range(x.shape[1]):
        a, v = np.split(x[:, t] @ w.T + b, 3, axis=1), np.split(h @ u.T + c, 3, axis=1)
        r, z = (sigmoid(a[place[k]] + v[place[k]]) for k in "rz")
        v = v[place["n"]]
        n = np.tanh(a[place["n"]] + r * v)
        tape.append((h, r, z, n, v))
        h = (1 - z) * n + z * h
        outs.append(h)
    return np.stack(outs, 1), tape


def gru_backward(x, w, u, tape, d_out, dh):
    dx, dw, du = np.zeros_like(x), np.zeros_like(w), np.zeros_like(u)
    db, dc = np.zeros(len(w)), np.zeros(len(w))
    for t in reversed(range(x.shape[1])):
        h, r, z, n, v = tape[t]
        dh = dh + d_out[:, t]
        dn = dh * (1 - z) * (1 - n**2)
        dr, dz = dn * v * r * (1 - r), dh * (h - n) * z * (1 - z)
        da, dv = np.hstack([dr, dz, dn]), np.hstack([dr, dz, dn * r])
        dx[:, t], dw, du = da @ w, dw + da.T @ x[:, t], du + dv.T @ h
        db, dc, dh = db + da.sum(0), dc + dv.sum(0), dh * z + dv @ u
    return dx, dh, dw, du, db, dc


def rnn(relu):
    def forward(x, h, w, u, b, c):
        outs, tape = [], []
        for t in range(x.shape[1]):
            a = x[:, t] @ w.T + b + h @ u.T + c
            tape.append(h)
            h = np.maximum(a, 0) if relu else np.tanh(a)
            outs.append(h)
        return np.stack(outs, 1), tape + [h]

    def backward(x, w, u, tape, d_out, dh):
        dx, dw, du, db = np.zeros_like(x), np.zeros_like(w), np.zeros_like(u), np.zeros(len(w))
        for t in reversed(range(x.shape[1])):
            da = (dh + d_out[:, t]) * ((tape[t + 1] > 0) if relu else 1 - tape[t + 1] ** 2)
            dx[:, t], dw, du, db = da @ w, dw + da.T @ x[:, t], du + da.T @ tape[t], db + da.sum(0)
            dh = da @ u
        return dx, dh, dw, du, db, db

    return forward, backward


def check_recurrent(file, forward, backward):
    f = load(file)
    p = [f[k] for k in ["x", "h0", "weight_ih", "weight_hh", "bias_ih", "bias_hh"]]
    out, tape = forward(*p)
    same("out", out, f["out"]), same("hT", out[:, -1], f["hT"])
    same("loss", (out * f["R"]).sum() + (out[:, -1] * f["S"]).sum(), f["loss"])
    grads = backward(p[0], p[2], p[3], tape, f["R"], f["S"])
    for name, grad in zip(["x", "h0", "weight_ih", "weight_hh", "bias_ih", "bias_hh"], grads):
        same(name, grad, f["grad." + name])
    if forward is gru:
        for order in map("".join, itertools.permutations("rzn")):
            difference = np.abs(gru(*p, order)[0] - f["out"]).max()
            assert order == "rzn" or difference > 1e-4, (file.stem, order, difference)
    print(file.stem, "agrees")


def gradients(f, p):
    zeros = np.zeros((4, 8))
    out, h, _, tape = lstm(f["x"], zeros, zeros, p[0], p[1], p[2])
    error = h @ p[3].T + p[4] - f["y"]
    d = 2 * error / error.size
    g = backward(f["x"], p[0], p[1], tape, np.zeros_like(out), d @ p[3], zeros)
    return (error**2).mean(), [g[1], g[2], g[3], d.T @ h, d.sum(0)]


def token_gradients(f, p):
    zeros = np.zeros((len(f["x"]), p[2].shape[1]))
    x = p[0][f["x"]]
    out, _, _, tape = lstm(x, zeros, zeros, *p[1:4])
    h, y = out.reshape(-1, out.shape[2]), f["y"].ravel()
    z = h @ p[4].T + p[5]
    q = np.exp(z - np.log(np.exp(z).sum(1, keepdims=True)))
    rows = np.arange(len(y))
    loss = -np.log(q[rows, y]).mean()
    q[rows, y] -= 1
    q /= len(y)
    g = backward(x, p[1], p[2], tape, (q @ p[4]).reshape(out.shape), zeros, zeros)
    table = np.zeros_like(p[0])
    np.add.at(table, f["x"], g[0])
    return loss, [table, g[1], g[2], g[3], q.T @ h, q.sum(0)]


def adam(decay):
    def step(p, g, s, t):
        s[0] = 0.9 * s[0] + 0.1 * g
        s[1] = 0.999 * s[1] + 0.001 * g * g
        p = p * (1 - 0.01 * decay)
        return p - 0.01 * (s[0] / (1 - 0.9**t)) / (np.sqrt(s[1] / (1 - 0.999**t)) + 1e-8)

    return step


def sgd(p, g, s, t):
    s[0] = 0.9 * s[0] + g
    return p - 0.05 * s[0]


def nesterov(p, g, s, t):
    s[0] = 0.9 * s[0] + g
    return p - 0.05 * (g + 0.9 * s[0])


def rmsprop(centred):
    def step(p, g, s, t):
        s[0] = 0.9 * s[0] + 0.1 * g * g
        if not centred:
            return p - 0.01 * g / (np.sqrt(s[0]) + 1e-8)
        s[1] = 0.9 * s[1] + 0.1 * g
        s[2] = 0.8 * s[2] + g / (np.sqrt(s[0] - s[1] ** 2) + 1e-2)
        return p - 0.01 * s[2]

    return step


def adagrad(p, g, s, t):
    s[0] = s[0] + g * g
    return p - 0.05 / (1 + 0.1 * (t - 1)) * g / (np.sqrt(0.01 + s[0]) + 1e-10)


def check_training(name, rule, gradients=gradients):
    f = load(FOLDER / "train" / f"train-{name}.safetensors")
    names = [n[6:] for n in f if n.startswith("final.")]
    p = [f[n] for n in names]
    states = [[0.0, 0.0, 0.0] for _ in p]
    losses, late = [], []
    for t in range(1, 11):
        loss, grads = gradients(f, p)
        losses.append(loss)
        p = [rule(*each, t) for each in zip(p, grads, states)]
        if t > 3:
            late.append(p)
    same(name, np.array(losses), f["losses"])
    for n, value in zip(names, p):
        same(n, value, f["final." + n])
    for i, n in enumerate(names):
        if "mean." + n in f:
            same("mean " + n, sum(q[i] for q in late) / 7, f["mean." + n])
    print(f"train-{name}: losses {losses[0]:.6f} ... {losses[-1]:.6f}")


def check_losses():
    f = load(FOLDER / "loss/linear.safetensors")
    same("linear", f["x"] @ f["weight"].T + f["bias"], f["out"])
    same("linear dW", f["R"].T @ f["x"], f["grad.weight"])
    same("linear dx", f["R"] @ f["weight"], f["grad.x"])
    same("linear db", f["R"].sum(0), f["grad.bias"])
    rules = {
        "mse": (lambda d: d * d, lambda d: 2 * d),
        "l1": (np.abs, np.sign),
        "huber": (
            lambda d: np.where(np.abs(d) <= 1, d * d / 2, np.abs(d) - 0.5),
            lambda d: np.clip(d, -1, 1),
        ),
    }
    for name, (value, slope) in rules.items():
        f = load(FOLDER / f"loss/loss-{name}.safetensors")
        d = f["prediction"] - f["target"]
        assert (np.abs(d) < 1).sum() > 2 and (d > 1).sum() > 1 and (d < -1).sum() > 1
        same(name, value(d).mean(), f["loss"])
        same(name, slope(d) / d.size, f["grad.prediction"])
    f = load(FOLDER / "loss/loss-cross-entropy.safetensors")
    z = f["logits"] - f["logits"].max(1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    rows = np.arange(len(p))
    same("softmax", p, f["softmax"])
    same("ce", (np.log(np.exp(z).sum(1)) - z[rows, f["target"]]).mean(), f["loss"])
    p[rows, f["target"]] -= 1
    same("ce gradient", p / len(p), f["grad.logits"])


for case in sorted((FOLDER / "lstm").glob("*.safetensors")):
    check_lstm(case)
    print(case.stem, "agrees")
for cell, rule in {
    "gru": (gru, gru_backward),
    "rnn-tanh": rnn(relu=False),
    "rnn-relu": rnn(relu=True),
}.items():
    for case in sorted((FOLDER / cell).glob("*.safetensors")):
        check_recurrent(case, *rule)
check_training("adam", adam(0))
check_training("adamw", adam(0.1))
check_training("sgd-momentum", sgd)
check_training("sgd-nesterov", nesterov)
check_training("rmsprop", rmsprop(centred=False))
check_training("rmsprop-centred", rmsprop(centred=True))
check_training("adagrad", adagrad)
check_training("tokens", adam(0), token_gradients)
check_losses()
print("linear and losses agree")
