package io.github.foretoken.bench.gate;

import io.github.foretoken.perfkit.BenchmarkCase;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Cases of this build's benchmarks, to and from JMH, and their twins. */
final class JmhCase {
    /** The parameter that says which twin runs. */
    static final String IMPLEMENTATION = "implementation";

    private JmhCase() {}

    static BenchmarkCase of(BenchmarkParams params) {
        SortedMap<String, String> parameters = new TreeMap<>();
        params.getParamsKeys().forEach(name -> parameters.put(name, params.getParam(name)));
        return new BenchmarkCase(params.getBenchmark(), parameters);
    }

    /** The same benchmark on another twin. */
    static BenchmarkCase on(BenchmarkCase one, String implementation) {
        SortedMap<String, String> other = new TreeMap<>(one.parameters());
        other.put(IMPLEMENTATION, implementation);
        return new BenchmarkCase(one.benchmark(), other);
    }

    /** The same job, whoever does it. */
    static BenchmarkCase job(BenchmarkCase one) {
        SortedMap<String, String> others = new TreeMap<>(one.parameters());
        others.remove(IMPLEMENTATION);
        return new BenchmarkCase(one.benchmark(), others);
    }

    /** JMH options that run this case alone. */
    static ChainedOptionsBuilder options(BenchmarkCase one, Options parent) {
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(parent).include(one.pattern());
        for (Map.Entry<String, String> parameter : one.parameters().entrySet()) {
            builder = builder.param(parameter.getKey(), parameter.getValue());
        }
        return builder;
    }
}
