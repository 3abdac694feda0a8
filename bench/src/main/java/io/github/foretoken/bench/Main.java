package io.github.foretoken.bench;

import io.github.foretoken.Acceleration;
import io.github.foretoken.bench.gate.AllocationGate;
import io.github.foretoken.bench.gate.Recording;
import io.github.foretoken.perfkit.CpuTimeProfiler;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks through JMH and prints one table. Arguments: {@code --smoke}, {@code --full}, or neither for the
 * default plan; {@code --allocations} checks what warm microkernels allocate, {@code --record} adds a run to the history;
 * all others are JMH's own, and naming a benchmark or a parameter among them replaces the plan.
 */
public final class Main {
    private static final String RESULT = "jmh-result.json";

    private Main() {}

    /** Exit status 0 when every benchmark ran, 1 when one failed, 2 for arguments or a machine that cannot be used. */
    public static void main(String[] args) {
        System.exit(exitStatus(args));
    }

    private static int exitStatus(String[] args) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            System.err.println("start Java with --add-modules jdk.incubator.vector, or use the script bench/run");
            return 2;
        }
        try {
            List<String> rest = new ArrayList<>(Arrays.asList(args));
            boolean allocations = rest.remove("--allocations");
            boolean record = rest.remove("--record");
            Plan plan = rest.remove("--smoke") ? Plan.SMOKE : rest.remove("--full") ? Plan.FULL : Plan.DEFAULT;
            CommandLineOptions commandLine = new CommandLineOptions(rest.toArray(String[]::new));
            if (commandLine.shouldHelp()) {
                System.out.println(
                        "--smoke: every benchmark once, tiny; --full: every combination; --allocations: fails if a warm"
                                + " microkernel allocates;\n--record: adds a run to bench/history. JMH's own options:\n");
                commandLine.showHelp();
            } else if (allocations) {
                return AllocationGate.check(commandLine);
            } else if (record) {
                Path root = Path.of(System.getProperty("foretoken.root", "."));
                System.out.println(Recording.write(root, run(Recording.runs(root, base(commandLine))), FlopCount::of,
                        result -> Times.of(result).median()));
            } else {
                boolean chosen = !commandLine.getIncludes().isEmpty() || rest.contains("-p");
                Options base = base(commandLine);
                report(plan, chosen ? List.of(base) : plan.runs(base), commandLine.getResult().orElse(RESULT));
            }
            return 0;
        } catch (CommandLineOptionException | PerfkitException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (RunnerException | IOException e) {
            System.err.println("a benchmark failed: " + e.getMessage());
            return 1;
        }
    }

    private static void report(Plan plan, List<Options> runs, String file) throws RunnerException {
        System.out.println("Java " + Runtime.version() + ", " + System.getProperty("os.arch") + ", one thread");
        System.out.println(Acceleration.describe());
        Collection<RunResult> results = run(runs);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);
        System.out.println();
        System.out.println(plan == Plan.SMOKE ? results.size() + " benchmarks ran; a smoke run measures nothing"
                : ResultTable.of(results));
    }

    /**
     * A failed benchmark fails the run: JMH by itself would leave it out of the table and report success. Allocation is
     * counted, because it tells vectors in registers from vectors as objects, and hardly varies.
     */
    static Options base(Options commandLine) {
        return new OptionsBuilder().parent(commandLine)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .build();
    }

    static Collection<RunResult> run(List<Options> runs) throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        for (Options run : runs) {
            results.addAll(new Runner(run).run());
        }
        return results;
    }
}
