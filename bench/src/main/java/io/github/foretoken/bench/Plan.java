package io.github.foretoken.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Which benchmarks at which sizes. JMH knows only full products of parameters, so a plan is a list of JMH runs. */
enum Plan {
    /** Every benchmark once, tiny, in this process: shows that they run, says nothing about speed. */
    SMOKE,
    /** One size varied at a time: about a quarter of an hour. */
    DEFAULT,
    /** Every combination: hours. */
    FULL;

    /** JMH runs in order; what {@code commandLine} sets and a plan does not, stands. */
    List<Options> runs(Options commandLine) {
        List<Options> runs = new ArrayList<>();
        switch (this) {
            case SMOKE -> {
                runs.add(tiny(benchmark(commandLine, FmaPeakBenchmark.class)).build());
                runs.add(tiny(benchmark(commandLine, MicrokernelBenchmark.class)).param("shape", "37x29x13").build());
                runs.add(tiny(benchmark(commandLine, ExpBenchmark.class)).param("length", "67").build());
                runs.add(tiny(benchmark(commandLine, ElementwiseBenchmark.class)).param("length", "67").build());
                runs.add(tiny(benchmark(commandLine, ColumnBenchmark.class)).param("shape", "13x29").build());
                runs.add(tiny(benchmark(commandLine, TrainingLoopsBenchmark.class)).build());
                runs.add(tiny(benchmark(commandLine, DistanceBenchmark.class)).param("shape", "37x29x13").build());
                runs.add(tiny(benchmark(commandLine, ForwardSubstitutionBenchmark.class)).param("tokens", "131")
                        .param("dimension", "5")
                        .build());
                runs.add(tiny(benchmark(commandLine, FloatSubstitutionBenchmark.class)).param("tokens", "131")
                        .param("dimension", "5")
                        .build());
                runs.add(tiny(benchmark(commandLine, CausalDescentBenchmark.class)).param("tokens", "131")
                        .param("dimension", "5")
                        .build());
                runs.add(tiny(benchmark(commandLine, CausalAttentionBenchmark.class)).param("tokens", "131")
                        .param("dimension", "5")
                        .build());
                runs.add(tiny(benchmark(commandLine, TrainingStepBenchmark.class)).param("batch", "5")
                        .param("tokens", "13")
                        .param("dimension", "3")
                        .build());
                runs.add(tiny(benchmark(commandLine, TinyInputBenchmark.class)).param("tokens", "3").build());
                runs.add(tiny(benchmark(commandLine, PredictorBenchmark.class)).param("remembered", "67").build());
                runs.add(tiny(benchmark(commandLine, ForecasterBenchmark.class)).param("columns", "2")
                        .param("horizon", "3")
                        .build());
                runs.add(tiny(blas(commandLine)).param("size", "37").build());
            }
            case DEFAULT -> {
                runs.add(benchmark(commandLine, FmaPeakBenchmark.class).build());
                runs.add(benchmark(commandLine, MicrokernelBenchmark.class).build());
                runs.add(benchmark(commandLine, ExpBenchmark.class).build());
                runs.add(limit(commandLine, "exponential", "16", "256", "1000", "4096"));
                runs.add(limit(commandLine, "exponential", "4", "1000"));
                runs.add(limit(commandLine, "exponential", "64", "1000"));
                runs.add(limit(commandLine, "linear", "16", "1000"));
                runs.add(limit(commandLine, "gaussian:0.5", "16", "1000"));
                runs.add(benchmark(commandLine, FloatSubstitutionBenchmark.class).param("kernel", "exponential")
                        .param("dimension", "16", "64")
                        .param("tokens", "4096")
                        .build());
                runs.add(benchmark(commandLine, CausalDescentBenchmark.class).param("kernel", "exponential")
                        .param("dimension", "16")
                        .param("tokens", "1000", "4096")
                        .build());
                runs.add(benchmark(commandLine, CausalAttentionBenchmark.class).param("dimension", "16", "64")
                        .param("tokens", "1024")
                        .build());
                runs.add(benchmark(commandLine, TrainingStepBenchmark.class).build());
                runs.add(benchmark(commandLine, TinyInputBenchmark.class).build());
                runs.add(benchmark(commandLine, PredictorBenchmark.class).build());
                runs.add(benchmark(commandLine, ForecasterBenchmark.class).build());
                runs.add(blas(commandLine).param("size", "64", "512").build());
            }
            case FULL -> runs.add(new OptionsBuilder().parent(commandLine)
                    .include("\\Q" + Plan.class.getPackageName() + "\\E")
                    .build());
        }
        return runs;
    }

    private static ChainedOptionsBuilder benchmark(Options commandLine, Class<?> benchmark) {
        return new OptionsBuilder().parent(commandLine).include("\\Q" + benchmark.getName() + "\\E\\.");
    }

    private static ChainedOptionsBuilder blas(Options commandLine) {
        return benchmark(commandLine, BlasBenchmark.class).param("backend", BlasBenchmark.available());
    }

    private static Options limit(Options commandLine, String kernel, String dimension, String... tokens) {
        return benchmark(commandLine, ForwardSubstitutionBenchmark.class).param("kernel", kernel)
                .param("dimension", dimension)
                .param("tokens", tokens)
                .build();
    }

    private static ChainedOptionsBuilder tiny(ChainedOptionsBuilder builder) {
        TimeValue moment = TimeValue.milliseconds(10);
        return builder.forks(0).warmupIterations(1).warmupTime(moment).measurementIterations(1).measurementTime(moment);
    }
}
