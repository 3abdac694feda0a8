package io.github.foretoken.perfkit;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One benchmark with every parameter fixed: what a fork measures.
 *
 * @param benchmark the method, with its package
 * @param parameters by name
 */
public record BenchmarkCase(String benchmark, SortedMap<String, String> parameters) {
    /** Parameters are copied. */
    public BenchmarkCase {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** {@code Class.method}. */
    public String simpleName() {
        return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    }

    /** JMH's pattern for this benchmark and no other. */
    public String pattern() {
        return "^\\Q" + benchmark + "\\E$";
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
