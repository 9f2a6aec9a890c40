"""Fits the polynomials of the activation kernels and prints them as Java constants.

    python3 fit.py          (needs mpmath and numpy; a few seconds)

exp    e^r     = 1 + r + r^2 q(r)            on |r| <= ln2 / 2
log    ln(1+f) = f - f^2 / 2 + f^3 p(f)      on sqrt(1/2) - 1 <= f <= sqrt(2) - 1

Each fit minimises the largest relative error by Lawson's algorithm (least squares whose weights
are multiplied by the error until it is level), targets taken from mpmath. Coefficients are then
rounded to float32 one after the other, lowest power first; after each rounding the rest is fitted
anew, so the higher ones absorb what the rounding of the lower ones lost.
"""

import mpmath as mp
import numpy as np

mp.mp.dps = 40
POINTS = 1201


def grid(lo, hi):
    """Chebyshev points, without the hole at 0 where the relative error is 0 / 0."""
    t = (lo + hi) / 2 + (hi - lo) / 2 * np.cos(np.pi * np.arange(POINTS) / (POINTS - 1))
    return t[np.abs(t) > 1e-3]


def lawson(columns, target, rounds=400):
    """The x with (nearly) the smallest max |columns x - target|."""
    weight = np.full(len(target), 1.0 / len(target))
    best, best_error = None, np.inf
    for _ in range(rounds):
        root = np.sqrt(weight)
        x = np.linalg.lstsq(columns * root[:, None], target * root, rcond=None)[0]
        error = np.abs(columns @ x - target)
        if error.max() < best_error:
            best, best_error = x, error.max()
        weight = weight * error
        weight /= weight.sum()
    return best, best_error


def fit(name, powers, lo, hi, exact, known):
    """Fits exact(t) = known(t) + sum over powers of c_k t^k, in relative error."""
    t = grid(lo, hi)
    value = [exact(mp.mpf(s)) for s in t]
    target = np.array([float((v - known(mp.mpf(s))) / v) for s, v in zip(t, value)])
    columns = np.array([[float(mp.mpf(s) ** k / v) for k in powers] for s, v in zip(t, value)])
    fixed, ideal = [], None
    for k in range(len(powers)):
        x, error = lawson(columns[:, k:], target - columns[:, :k] @ np.array(fixed))
        ideal = error if ideal is None else ideal
        fixed.append(float(np.float32(x[0])))
    worst = np.abs(columns @ np.array(fixed) - target).max()
    print(f"  // {name}: largest relative error {ideal:.2e}, with float coefficients {worst:.2e}")
    for k, c in zip(powers, fixed):
        print(f"  {name}_{k} = {java(c)};  // {c:.9g}")


def java(value):
    mantissa, exponent = value.hex().split("p")
    return f"{mantissa.rstrip('0').rstrip('.')}p{int(exponent)}f"


def constant(name, value):
    print(f"  {name} = {java(float(np.float32(float(value))))};  // {float(value):.12g}")


def main():
    edge = float(mp.log(2) / 2) * 1.0002
    for degree in (5, 6):
        # relative to e^r - 1, the harder of its two uses (exp and tanh)
        fit(f"EXP{degree}", range(2, degree + 1), -edge, edge, mp.expm1, lambda r: r)
    lo, hi = 0.5**0.5 - 1, 2**0.5 - 1
    for degree in (8, 9, 10):
        fit(f"LOG{degree}", range(3, degree + 1), lo, hi, mp.log1p, lambda f: f - f * f / 2)
    ln2 = mp.log(2)
    constant("LN2", ln2)
    constant("LN2_REST", ln2 - mp.mpf(float(np.float32(float(ln2)))))
    constant("LOG2_E", 1 / ln2)
    constant("SMALLEST_EXP", -126 * ln2)
    constant("LARGEST_EXP", 128 * ln2)


if __name__ == "__main__":
    main()
