"""NumPy and SciPy as a peer of bench/run --peers, which starts this script once per sample with the threads of its
BLAS set in the environment.

    numpy_peer.py JOB SECONDS OUTPUT INPUT...

JOB is one of
    limit        u* of the exponential kernel for the tokens in INPUT: Gram matrix, exp, triangular solve, and
                 y - k(x, x) mu; T x T matrices are made anew, as a plain function would
    limit-kept   the same in one T x T matrix that is kept between calls
    attention    causal softmax attention, scale 1, of the queries, keys and values in the three INPUTs: blocks of
                 queries against the keys they may see, so that nothing is computed in vain and T x T is never stored
Inputs are .npy files. The job is called once to warm up, then for SECONDS and at least three times. One line on stdout:
median and least time of a call in microseconds. OUTPUT receives the last result, raw and row by row, for checking.
"""

import statistics
import sys
import time

import numpy
import scipy.linalg

QUERIES = 128


def successors(x):
    y = numpy.zeros_like(x)
    y[:-1] = x[1:]
    return y


def limit(x):
    y = successors(x)

    def call():
        k = numpy.exp(x @ x.T)
        mu = scipy.linalg.solve_triangular(k, y, lower=True, check_finite=False)
        return y - k.diagonal()[:, None] * mu

    return call


def limit_kept(x):
    y = successors(x)
    k = numpy.empty((len(x), len(x)))

    def call():
        numpy.matmul(x, x.T, out=k)
        numpy.exp(k, out=k)
        mu = scipy.linalg.solve_triangular(k, y, lower=True, check_finite=False)
        return y - k.diagonal()[:, None] * mu

    return call


def attention(q, k, v):
    seen = numpy.tri(QUERIES, dtype=bool)

    def call():
        out = numpy.empty_like(q)
        for start in range(0, len(q), QUERIES):
            end = min(start + QUERIES, len(q))
            weights = q[start:end] @ k[:end].T
            weights -= weights.max(axis=1, keepdims=True)
            numpy.exp(weights, out=weights)
            weights[:, start:] *= seen[: end - start, : end - start]
            sums = weights.sum(axis=1, keepdims=True)
            numpy.matmul(weights, v[:end], out=out[start:end])
            out[start:end] /= sums
        return out

    return call


def main(job, seconds, output, *inputs):
    jobs = {"limit": limit, "limit-kept": limit_kept, "attention": attention}
    call = jobs[job](*(numpy.load(name) for name in inputs))
    result = call()
    times = []
    stop = time.perf_counter() + float(seconds)
    while len(times) < 3 or time.perf_counter() < stop:
        before = time.perf_counter()
        result = call()
        times.append(1e6 * (time.perf_counter() - before))
    result.astype(numpy.float64).tofile(output)
    print(statistics.median(times), min(times))


if __name__ == "__main__":
    main(*sys.argv[1:])
