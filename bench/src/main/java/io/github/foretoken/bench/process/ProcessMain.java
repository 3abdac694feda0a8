package io.github.foretoken.bench.process;

import io.github.foretoken.perfkit.Launch;
import io.github.foretoken.perfkit.Machine;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parts of {@code bench/run} that measure whole processes, and the page of {@code bench/figures}. */
@Command(name = "bench/run", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 100, description = {
    "Measures whole processes, each part apart or several in one run. Its tables go to standard output,",
    "its numbers to bench/target/figures.json, where each part replaces its last run."})
public final class ProcessMain implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--cold", description = "First calls: processes of predict and forecast beside the bare JVM and NumPy, and in a JVM of one's own.")
    private boolean cold;

    @Option(names = "--widths", description = "Warm kernels on narrower vectors and on scalar loops.")
    private boolean widths;

    @Option(names = "--forks", description = "Warm kernels in 20 processes each.")
    private boolean forks;

    @Option(names = "--streams", description = "Rows a second through stream, predict and evaluate.")
    private boolean streams;

    @Option(names = "--many", description = "A million sequences of 64 x 8.")
    private boolean many;

    @Option(names = "--gate", description = "What the gate says of the same build and of one that is 5 %% slower; hours.")
    private boolean gate;

    @Option(names = "--page", paramLabel = "FILE", description = "Write the last run of every part to this Markdown file.")
    private Path page;

    @Option(names = "--quick", description = "Fewer rounds, smaller files.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of whole processes (default: 9), and at most so many forks and comparisons.")
    private Integer rounds;

    @Option(names = "--rows", paramLabel = "N", description = "Of --streams (default: 3000000).")
    private Integer rows;

    @Option(names = "--sizes", paramLabel = "LIST", split = ",", description = "Rows of the files of --cold (default: 1000,4096,16384,65536).")
    private List<Integer> sizes;

    private final Path root;

    /** Of a checkout. */
    ProcessMain(Path root) {
        this.root = root;
    }

    /** Arguments as {@code --help} explains them. */
    public static void main(String[] args) {
        System.exit(Launch.execute(new ProcessMain(Path.of(System.getProperty("foretoken.root"))), args));
    }

    @Override
    public Integer call() {
        Map<String, BiFunction<Workshop, Extent, Report>> chosen = chosen();
        if (chosen.isEmpty() && page == null) {
            throw new ParameterException(spec.commandLine(),
                    "name what to measure: --cold, --widths, --forks, --streams, --many, --gate, or --page FILE");
        }
        requirePositive("--rounds", rounds);
        requirePositive("--rows", rows);
        if (sizes != null) {
            sizes.forEach(size -> requirePositive("--sizes", size));
        }
        Goals goals = new Goals(root.resolve("bench/figures.properties"));
        FiguresFile file = FiguresFile.of(root);
        Machine.busy().ifPresent(System.err::println);
        Extent extent = Extent.of(quick, rounds, rows, sizes);
        try (Workshop workshop = new Workshop(root)) {
            chosen.forEach((name, part) -> {
                Report report = part.apply(workshop, extent);
                file.put(name, Part.now(quick, report.figures(), report.leftOut()));
                System.out.println(FigurePage.table(report.figures(), goals));
                report.leftOut().forEach(line -> System.out.println("left out: " + line));
            });
        }
        if (page != null) {
            write(file.parts(), goals);
        }
        return 0;
    }

    private Map<String, BiFunction<Workshop, Extent, Report>> chosen() {
        Map<String, BiFunction<Workshop, Extent, Report>> chosen = new LinkedHashMap<>();
        put(chosen, cold, "cold", Cold::measure);
        put(chosen, widths, "widths", Kernels::widths);
        put(chosen, forks, "forks", Forks::measure);
        put(chosen, streams, "streams", Pipes::measure);
        put(chosen, many, "many", Kernels::many);
        put(chosen, gate, "gate", GateTrial::measure);
        return chosen;
    }

    private static void put(Map<String, BiFunction<Workshop, Extent, Report>> chosen, boolean given, String name,
            BiFunction<Workshop, Extent, Report> part) {
        if (given) {
            chosen.put(name, part);
        }
    }

    private void requirePositive(String option, Integer value) {
        if (value != null && value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be 1 or more, not " + value);
        }
    }

    private void write(Map<String, Part> parts, Goals goals) {
        if (parts.isEmpty()) {
            throw new PerfkitException(
                    "nothing has been measured yet: bench/figures measures, or bench/run --cold and the like");
        }
        try {
            Files.writeString(page, FigurePage.of(parts, goals));
        } catch (IOException e) {
            throw new PerfkitException(page + " cannot be written (" + e + "); name a file in a folder that exists", e);
        }
        System.out.println(page);
    }
}
