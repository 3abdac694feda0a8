package io.github.foretoken.cookbook;

import io.github.foretoken.Acceleration;
import io.github.foretoken.forecast.Forecaster;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a token costs, in time and in memory that it leaves behind. Arguments are JMH's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ObserveBenchmark {
    private final Forecaster forecaster = Forecaster.of(1).horizon(24).noSeason().build();
    private final double[] mean = new double[1];
    private int t;

    /** Loops that are compiled, as a service's are, and a forecaster that has seen enough to be as slow as it will ever be. */
    @Setup
    public void warm() {
        Acceleration.warmUp();
        while (t < 2000) {
            observe();
        }
    }

    /** The whole of a token: it is learned, and the end of the horizon read. */
    @Benchmark
    public double observe() {
        forecaster.observe(Math.sin(0.1 * t++));
        forecaster.mean(24, mean);
        return mean[0];
    }

    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new OptionsBuilder().parent(new CommandLineOptions(args))
                .include(ObserveBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build()).run();
        RunResult result = results.iterator().next();
        double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        System.err.printf("a token takes %.1f %s and %.0f bytes%n", result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreUnit(), bytes);
        // A time belongs to the machine and is compared with one of the same machine; this is true everywhere.
        System.out.println("less than 1 kB left behind by a token: " + (bytes < 1000));
    }
}
