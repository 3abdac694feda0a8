package io.github.foretoken.cli.terminal;

import io.github.foretoken.Acceleration;

/**
 * The choice of the core's loops, which loads them and the Vector API's module: only by commands that compute, and beside
 * whatever else is to be done before the first number is needed.
 */
public final class Loops {
    private static Thread preparation;
    /** Why the core refuses a system property that the user set; null when it does not. */
    private static String refusal;

    private Loops() {}

    /** Starts {@link #load} beside whatever else is to be done before the core is needed. */
    public static void prepare() {
        preparation = new Thread(Loops::choose, "loops");
        preparation.setDaemon(true);
        preparation.start();
    }

    /**
     * To be called before the core is first used.
     *
     * @throws InputException if a system property of the user's asks for what there is not
     */
    public static void load() {
        if (preparation == null) {
            choose();
        } else {
            try {
                preparation.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (refusal != null) {
            throw new InputException(refusal);
        }
    }

    private static void choose() {
        try {
            // A short job looks for no BLAS library.
            Acceleration.describe(1);
        } catch (IllegalStateException e) {
            refusal = e.getMessage();
        }
    }
}
