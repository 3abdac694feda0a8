package io.github.foretoken.cli.terminal;

/**
 * Shows on a terminal, from the third second on, what is being done, for how long, and where that is known how long it will
 * take; disappears when done.
 */
public final class ElapsedTime implements AutoCloseable {
    private static final long QUIET_MILLIS = 2000;
    private static final long REFRESH_MILLIS = 250;
    private static final String SPINNER = "|/-\\";

    private final Messages err;
    private final Thread thread;
    private volatile String activity = "";
    /** Of the work whose share is told; 0 before that. */
    private volatile long workStart;
    private volatile double workDone;

    private ElapsedTime(Messages err) {
        this.err = err;
        thread = new Thread(this::show, "elapsed-time");
        thread.setDaemon(true);
    }

    /** Starts the clock; where no person watches, nothing is ever shown. */
    public static ElapsedTime start(Streams streams) {
        ElapsedTime clock = new ElapsedTime(streams.messages());
        if (streams.terminal() && streams.notices().talks()) {
            clock.thread.start();
        }
        return clock;
    }

    /** What is being done from now on. */
    public void now(String newActivity) {
        activity = newActivity;
        workStart = 0;
    }

    /** What is being done, and the share of all work that is behind, from 0 to 1: the time left follows from it. */
    public void now(String newActivity, double share) {
        activity = newActivity;
        workDone = share;
        if (workStart == 0) {
            workStart = System.nanoTime();
        }
    }

    /** {@code , about 3 min left}; empty while less than a hundredth is done. */
    public static String left(double secondsSoFar, double share) {
        if (!(share >= 0.01)) {
            return "";
        }
        long seconds = (long) Math.ceil(secondsSoFar * (1 - Math.min(1, share)) / share);
        return ", about " + (seconds < 100 ? seconds + " s" : (seconds + 59) / 60 + " min") + " left";
    }

    private String left() {
        return workStart == 0 ? "" : left((System.nanoTime() - workStart) / 1e9, workDone);
    }

    private void show() {
        long start = System.nanoTime();
        boolean shown = false;
        try {
            Thread.sleep(QUIET_MILLIS);
            for (int tick = 0;; tick++) {
                long seconds = (System.nanoTime() - start) / 1_000_000_000;
                err.status(SPINNER.charAt(tick % SPINNER.length()) + " " + activity + ", " + seconds + " s" + left());
                shown = true;
                Thread.sleep(REFRESH_MILLIS);
            }
        } catch (InterruptedException e) {
            if (shown) {
                err.status("");
            }
        }
    }

    /** Stops, and leaves the line empty. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
