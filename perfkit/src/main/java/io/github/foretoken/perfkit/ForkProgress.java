package io.github.foretoken.perfkit;

import java.io.PrintStream;

/**
 * Forks done and time left: on a terminal one line that is overwritten, elsewhere a line now and then, so that a log shows
 * that work goes on.
 */
final class ForkProgress implements Comparison.Progress, AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final int LOG_LINES = 10;

    private final PrintStream err;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private int expected;
    private int done = -1;

    ForkProgress(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void expect(int forks) {
        expected += forks;
    }

    @Override
    public void fork(Side side, BenchmarkCase one) {
        done++;
        boolean tenth = done % Math.max(1, expected / LOG_LINES) == 0;
        if (terminal) {
            err.print(ERASE + "fork " + (done + 1) + " of " + expected + left() + ": " + side.word() + ", " + one);
        } else if (tenth && done > 0) {
            err.println(done + " of " + expected + " forks done" + left());
        }
        err.flush();
    }

    @Override
    public void note(String line) {
        erase();
        err.println(line);
    }

    /** Leaves the line empty. */
    @Override
    public void close() {
        erase();
    }

    private void erase() {
        if (terminal) {
            err.print(ERASE);
            err.flush();
        }
    }

    private String left() {
        if (done == 0) {
            return "";
        }
        long seconds = Math.round((System.nanoTime() - start) / 1e9 / done * (expected - done));
        return seconds < 100 ? ", " + seconds + " s left" : ", " + Math.round(seconds / 60.0) + " min left";
    }
}
