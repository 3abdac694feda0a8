package io.github.foretoken.bench.gate;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One benchmark with every parameter fixed: what a fork measures.
 *
 * @param benchmark the method, with its package
 * @param parameters by name
 */
record BenchmarkCase(String benchmark, SortedMap<String, String> parameters) {
    /** The parameter that says which twin runs. */
    static final String IMPLEMENTATION = "implementation";

    BenchmarkCase {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    static BenchmarkCase of(BenchmarkParams params) {
        SortedMap<String, String> parameters = new TreeMap<>();
        params.getParamsKeys().forEach(name -> parameters.put(name, params.getParam(name)));
        return new BenchmarkCase(params.getBenchmark(), parameters);
    }

    /** {@code Class.method}. */
    String simpleName() {
        return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    }

    /** The same benchmark on another twin. */
    BenchmarkCase on(String implementation) {
        SortedMap<String, String> other = new TreeMap<>(parameters);
        other.put(IMPLEMENTATION, implementation);
        return new BenchmarkCase(benchmark, other);
    }

    /** The same job, whoever does it. */
    BenchmarkCase job() {
        SortedMap<String, String> others = new TreeMap<>(parameters);
        others.remove(IMPLEMENTATION);
        return new BenchmarkCase(benchmark, others);
    }

    /** JMH's pattern for this benchmark and no other. */
    String pattern() {
        return "^\\Q" + benchmark + "\\E$";
    }

    /** JMH options that run this case alone. */
    ChainedOptionsBuilder options(Options parent) {
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(parent).include(pattern());
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            builder = builder.param(parameter.getKey(), parameter.getValue());
        }
        return builder;
    }

    /** {@code Class.method name=value name=value}, names sorted: how it is written everywhere. */
    @Override
    public String toString() {
        return simpleName() + parameters.entrySet()
                .stream()
                .map(parameter -> " " + parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining());
    }
}
