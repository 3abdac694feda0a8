package io.github.foretoken.perfkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What must not outlive this program however it ends: the child process it waits for, and what is to be undone. An
 * interrupted program (Ctrl-C, a signal) ends its child, with all of the child's children, before it undoes anything.
 */
final class Lifetime implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "clean-up");
    private volatile Process child;
    private volatile boolean ending;

    Lifetime() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** To be done at the end, the last one first. */
    synchronized void atEnd(Runnable action) {
        undo.push(action);
    }

    /** Runs a program, its output going to a file, and returns its exit status. */
    int run(ProcessBuilder program, Path log) {
        try {
            child = program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            child.getOutputStream().close();
            if (ending) {
                destroy(child);
            }
            int status = child.waitFor();
            awaitTheEnd();
            return status;
        } catch (IOException e) {
            throw new PerfkitException(program.command().get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerfkitException("interrupted", e);
        } finally {
            child = null;
        }
    }

    /** A child that ended because this program is being ended has not failed: nothing more is to be said. */
    private void awaitTheEnd() throws InterruptedException {
        if (ending) {
            Thread.sleep(TimeUnit.SECONDS.toMillis(6 * PATIENCE_SECONDS));
        }
    }

    private void end() {
        ending = true;
        Process running = child;
        if (running != null) {
            destroy(running);
        }
        undoAll();
    }

    private synchronized void undoAll() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ordinary end. */
    @Override
    public void close() {
        if (!ending) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The program is being ended; the hook undoes.
                return;
            }
            undoAll();
        }
    }
}
