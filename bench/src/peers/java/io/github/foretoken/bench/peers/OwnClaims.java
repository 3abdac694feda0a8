package io.github.foretoken.bench.peers;

import io.github.foretoken.bench.CausalDescentBenchmark;
import io.github.foretoken.bench.Times;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What the library claims about itself alone, measured in the same run. */
final class OwnClaims {
    private OwnClaims() {}

    /** Six fused layers against one, and the linear kernel's long sequence. */
    static List<Options> runs() {
        return List.of(run(CausalDescentBenchmark.class).param("tokens", "4096")
                .param("dimension", "16")
                .param("kernel", "exponential")
                .param("attention", "softmax")
                .param("layers", "1", "6")
                .param("implementation", "vector")
                .build(), run(LinearLimitBenchmark.class).build());
    }

    private static ChainedOptionsBuilder run(Class<?> benchmark) {
        return Effort.ofRoofline()
                .on(new OptionsBuilder().include("\\Q" + benchmark.getName() + "\\E\\.").shouldFailOnError(true),
                        List.of());
    }

    /** One line a result, and one for the ratio of layers. */
    static String describe(List<RunResult> results) {
        StringBuilder text = new StringBuilder();
        Times one = null;
        for (RunResult result : results) {
            Times times = Times.of(result);
            String layers = result.getParams().getParam("layers");
            String what =
                    layers == null ? "u* of the linear kernel, T=" + result.getParams().getParam("tokens") + ", d=16"
                            : layers + " softmax layers, T=4096, d=16";
            text.append(String.format(Locale.ROOT, "Foretoken, f64, 1 thread, %s: %.1f ms [%.1f..%.1f]", what,
                    times.median() / 1e3, times.least() / 1e3, times.greatest() / 1e3));
            if ("6".equals(layers) && one != null) {
                text.append(String.format(Locale.ROOT, ", %.2f times one layer", times.median() / one.median()));
            }
            text.append('\n');
            one = "1".equals(layers) ? times : one;
        }
        return text.toString();
    }
}
