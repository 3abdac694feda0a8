package io.github.foretoken.perfkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What must not outlive this program however it ends: its child processes, and what is to be undone. An interrupted program (Ctrl-C,
 * a signal) ends its children, with all of their children, before it undoes anything.
 */
final class Lifetime implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "clean-up");
    private final Set<Process> children = ConcurrentHashMap.newKeySet();
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
        Process child = start(program.redirectErrorStream(true).redirectOutput(log.toFile()));
        try {
            child.getOutputStream().close();
            int status = child.waitFor();
            awaitTheEnd();
            return status;
        } catch (IOException e) {
            throw new PerfkitException(program.command().get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerfkitException("interrupted", e);
        } finally {
            children.remove(child);
        }
    }

    /** Starts a program that may run until the end. */
    Process start(ProcessBuilder program) {
        try {
            Process child = program.start();
            children.add(child);
            if (ending) {
                destroy(child);
            }
            return child;
        } catch (IOException e) {
            throw new PerfkitException(program.command().get(0) + " cannot be run: " + e.getMessage(), e);
        }
    }

    /** A child that ended because this program is being ended has not failed: nothing more is to be said. */
    void awaitTheEnd() {
        if (ending) {
            try {
                Thread.sleep(TimeUnit.SECONDS.toMillis(6 * PATIENCE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end() {
        ending = true;
        children.forEach(Lifetime::destroy);
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
            children.forEach(Lifetime::destroy);
            undoAll();
        }
    }
}
