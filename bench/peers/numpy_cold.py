"""The computation of `foretoken predict FILE --kernel gaussian:1 --output OUTPUT` as one would write it with NumPy and SciPy,
for bench/run --cold, which starts this script once per sample:

    numpy_cold.py FILE OUTPUT

FILE is CSV with a header, a token a row. Row t of OUTPUT estimates token t+1 from tokens 1 to t: the Gaussian kernel's matrix by
blocks of rows, forward substitution with its unit diagonal, and what earlier tokens say of row t. No T x T matrix is stored.
"""

import sys

import numpy
from scipy.linalg import solve_triangular

BLOCK = 512


def predict(x):
    y = numpy.zeros_like(x)
    y[:-1] = x[1:]
    norms = (x * x).sum(axis=1)
    mu = numpy.empty_like(x)
    estimates = numpy.empty_like(x)
    for start in range(0, len(x), BLOCK):
        end = min(start + BLOCK, len(x))
        k = x[start:end] @ x[:end].T
        k -= norms[start:end, None] / 2
        k -= norms[:end] / 2
        numpy.exp(k, out=k)
        own = k[:, start:]
        numpy.fill_diagonal(own, 1)
        right = y[start:end] - k[:, :start] @ mu[:start]
        mu[start:end] = solve_triangular(own, right, lower=True, unit_diagonal=True, check_finite=False)
        estimates[start:end] = y[start:end] - mu[start:end]
    return estimates


def main(source, target):
    x = numpy.loadtxt(source, delimiter=",", skiprows=1, ndmin=2)
    estimates = predict(x)
    with open(target, "w") as file:
        file.writelines(",".join(map(repr, row)) + "\n" for row in estimates.tolist())


if __name__ == "__main__":
    main(*sys.argv[1:])
