package io.github.foretoken.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line in a process of its own, to be ended by signals. */
public final class ChildProcess {
    private ChildProcess() {}

    /** Scalar loops, which start faster; errors are added to a file. */
    public static ProcessBuilder of(File err, Object... args) {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dforetoken.vector=false", "-cp",
                        System.getProperty("java.class.path"), Main.class.getName()));
        Arrays.stream(args).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(err));
    }

    /** Waits until something is so, at most a minute, while the process lives. */
    static boolean waitFor(Process process, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (condition.holds()) {
                return true;
            }
            Thread.sleep(5);
        }
        return condition.holds();
    }

    /** What is waited for. */
    @FunctionalInterface
    interface Condition {
        /** Whether it is so. */
        boolean holds() throws IOException;
    }
}
