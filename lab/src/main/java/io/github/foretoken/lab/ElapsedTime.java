package io.github.foretoken.lab;

/** Shows on a terminal, from the third second on, what is being done and for how long; disappears when done. */
final class ElapsedTime implements AutoCloseable {
    private static final long QUIET_MILLIS = 2000;
    private static final long REFRESH_MILLIS = 250;
    private static final String SPINNER = "|/-\\";

    private final Messages err;
    private final Thread thread;
    private volatile String activity = "";

    private ElapsedTime(Messages err) {
        this.err = err;
        thread = new Thread(this::show, "elapsed-time");
        thread.setDaemon(true);
    }

    /** Starts the clock; where no person watches, nothing is ever shown. */
    static ElapsedTime start(Streams streams) {
        ElapsedTime clock = new ElapsedTime(streams.messages());
        if (streams.terminal()) {
            clock.thread.start();
        }
        return clock;
    }

    /** What is being done from now on. */
    void now(String newActivity) {
        activity = newActivity;
    }

    private void show() {
        long start = System.nanoTime();
        boolean shown = false;
        try {
            Thread.sleep(QUIET_MILLIS);
            for (int tick = 0;; tick++) {
                long seconds = (System.nanoTime() - start) / 1_000_000_000;
                err.status(SPINNER.charAt(tick % SPINNER.length()) + " " + activity + ", " + seconds + " s");
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
