package io.github.foretoken.bench.gate;

import io.github.foretoken.perfkit.Launch;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/trend}: draws the history. */
@Command(name = "bench/trend", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 100, description = {
    "Draws the recorded runs: how many times faster than its scalar twin, and what share of the FMA peak, each",
    "benchmark was. Points are runs, lines the rolling median of the last five."})
public final class Trend implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--benchmarks", paramLabel = "REGEX", defaultValue = "", description = "What to draw, found in 'Class.method name=value' (default: everything).")
    private String benchmarks;

    @Option(names = "--history", paramLabel = "DIR", description = "Recorded runs (default: bench/history).")
    private Path history;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE", description = ".png or .svg (default: bench/target/trend.png).")
    private Path output;

    private final Path root;

    /** The trend of a repository. */
    Trend(Path root) {
        this.root = root;
    }

    /** Arguments as {@code --help} explains them. */
    public static void main(String[] args) {
        System.exit(Launch.execute(new Trend(Path.of(System.getProperty("foretoken.root"))), args));
    }

    @Override
    public Integer call() {
        Pattern wanted = Launch.pattern(spec, "--benchmarks", benchmarks);
        Path file = output == null ? root.resolve("bench/target/trend.png") : output;
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".svg")) {
            throw new PerfkitException("a picture's name must end in .png or .svg, not be " + file);
        }
        List<HistoryEntry> entries = new History(history == null ? root.resolve("bench/history") : history).entries();
        byte[] picture = TrendChart.draw(TrendLine.of(entries, wanted), entries, name.endsWith(".svg"));
        try {
            Files.write(file, picture);
        } catch (IOException e) {
            throw new PerfkitException(file + " cannot be written (" + e + "); name a file in a folder that exists", e);
        }
        System.out.println(file);
        return 0;
    }
}
