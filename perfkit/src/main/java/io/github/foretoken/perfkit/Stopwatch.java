package io.github.foretoken.perfkit;

/** Measures one case once, in a new process. */
interface Stopwatch {
    /** The fastest iteration's time of one call, in microseconds. */
    double microseconds(Side side, BenchmarkCase one);
}
