package io.github.foretoken.cli.stream;

import java.io.IOException;

/** A thread that writes lines while the next ones are computed, one batch at a time, in order. */
final class LineThread implements AutoCloseable {
    /** Where lines go. */
    @FunctionalInterface
    interface Sink {
        void write(PendingLines lines) throws IOException;
    }

    private final Sink sink;
    private final Thread thread;
    /** Handed over and not yet written; null for none. */
    private PendingLines pending;
    private boolean closed;
    /** Why lines could not be written; null while they could. */
    private Throwable fault;

    LineThread(Sink sink) {
        this.sink = sink;
        thread = new Thread(this::run, "lines");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Hands lines over, when those before them are written.
     *
     * @throws IOException if those could not be written
     */
    synchronized void write(PendingLines lines) throws IOException {
        drain();
        pending = lines;
        notifyAll();
    }

    /**
     * Returns when all lines are written.
     *
     * @throws IOException if they could not be
     */
    synchronized void drain() throws IOException {
        boolean interrupted = false;
        while (pending != null) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Lines are written all the same; whoever reads the next one is told.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (fault) {
            case null -> {
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(fault);
        }
    }

    private void run() {
        while (true) {
            PendingLines lines = next();
            if (lines == null) {
                return;
            }
            try {
                sink.write(lines);
            } catch (IOException | RuntimeException | Error e) {
                // Even a lack of memory: whoever waits for these lines must not wait for ever.
                fault = e;
            }
            done();
        }
    }

    private synchronized PendingLines next() {
        while (pending == null && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody interrupts it.
                return null;
            }
        }
        return pending;
    }

    private synchronized void done() {
        pending = null;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
