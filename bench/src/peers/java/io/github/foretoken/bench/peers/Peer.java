package io.github.foretoken.bench.peers;

/**
 * One program that does a job. It is made from the job's inputs, in the layout it likes best, and may keep workspace
 * between calls; every call makes a new output.
 */
interface Peer extends AutoCloseable {
    /** Settings that belong to the calling thread; called again before each iteration. */
    default void enterThread() {}

    /** The whole job. The output is stored or freed, never dropped, so that no compiler can leave the work out. */
    void call();

    /** The output of a call, T x d, row by row. */
    double[] result();

    @Override
    default void close() {}
}
