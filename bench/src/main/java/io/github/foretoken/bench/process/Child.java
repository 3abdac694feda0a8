package io.github.foretoken.bench.process;

import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs programs, one at a time, and clocks them from start to end. None outlives this one. */
final class Child implements AutoCloseable {
    /** The longest, a comparison by the gate, takes half of it. */
    private static final long MINUTES = 60;

    /** Would change what is measured. */
    private static final List<String> UNSET = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    private static final Pattern MINUTES_AND_SECONDS = Pattern.compile("(\\d+)m(\\d+(?:\\.\\d+)?)s");

    private final Path folder;
    private final Map<String, String> environment;
    private volatile Process running;
    private final Thread hook = new Thread(this::end, "end-of-children");

    /**
     * Programs that run in a folder.
     *
     * @param folder for files, existing
     * @param environment beside this program's own
     */
    Child(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * What a run came to.
     *
     * @param wall seconds from start to end
     * @param processor seconds of user and system, of it and its children; NaN if not asked for
     * @param output what it wrote on standard output
     */
    record Run(double wall, double processor, String output) {
        /** The lines {@code name value} of the output, whose value goes to the end of the line. */
        Map<String, String> values() {
            Map<String, String> values = new TreeMap<>();
            output.lines()
                    .map(line -> line.split(" ", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> values.put(pair[0], pair[1]));
            return values;
        }
    }

    /** Clocks a program. */
    Run run(List<String> command) {
        return start(command, Set.of(0));
    }

    /** The same of one that says something by its exit status. */
    Run run(List<String> command, Set<Integer> statuses) {
        return start(command, statuses);
    }

    /** The same with processor time, from the shell that starts it, which costs a millisecond. */
    Run runWithProcessorTime(List<String> command) {
        Path times = folder.resolve("times");
        List<String> shell = new ArrayList<>(
                List.of("sh", "-c", "\"$@\"; status=$?; times >\"$0\"; exit $status", times.toString()));
        shell.addAll(command);
        Run run = start(shell, Set.of(0));
        try {
            return new Run(run.wall, processor(Files.readString(times)), run.output);
        } catch (IOException e) {
            throw new PerfkitException(times + " cannot be read (" + e + ")", e);
        }
    }

    /** The second line of {@code times}, that of children: user and system. */
    static double processor(String times) {
        Matcher matcher = MINUTES_AND_SECONDS.matcher(times.lines().skip(1).findFirst().orElse(""));
        double seconds = 0;
        int found = 0;
        while (matcher.find()) {
            seconds += 60 * Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2));
            found++;
        }
        if (found != 2) {
            throw new PerfkitException("sh: times wrote '" + times.strip() + "', not two lines of two times");
        }
        return seconds;
    }

    private Run start(List<String> command, Set<Integer> statuses) {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeAll(UNSET);
        builder.environment().putAll(environment);
        try {
            long start = System.nanoTime();
            running = builder.start();
            running.getOutputStream().close();
            if (!running.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new PerfkitException(String.join(" ", command) + " runs for more than " + MINUTES + " minutes");
            }
            double wall = (System.nanoTime() - start) / 1e9;
            if (!statuses.contains(running.exitValue())) {
                String why =
                        Files.readString(errors).strip().lines().reduce((first, last) -> last).orElse("no message");
                throw new PerfkitException(
                        String.join(" ", command) + " failed with status " + running.exitValue() + ": " + why);
            }
            return new Run(wall, Double.NaN, Files.readString(output));
        } catch (IOException e) {
            throw new PerfkitException(command.get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerfkitException("interrupted", e);
        } finally {
            end();
            running = null;
        }
    }

    private void end() {
        Process process = running;
        if (process != null && process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
