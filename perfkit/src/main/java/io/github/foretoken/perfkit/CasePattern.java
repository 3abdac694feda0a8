package io.github.foretoken.perfkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Benchmark cases by a line of text: {@code Class.method name=value name=value}, or {@code Class.*} for all methods. Parameters
 * that are not named take every value.
 */
public record CasePattern(String benchmark, Map<String, String> parameters) {
    /** A line's words, without any that come before. */
    public static CasePattern of(List<String> words) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            String[] pair = word.split("=", 2);
            parameters.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return new CasePattern(words.get(0), parameters);
    }

    /** Whether a case is one of them. */
    public boolean fits(BenchmarkCase one) {
        String name = one.simpleName();
        boolean named = benchmark.endsWith(".*") ? name.startsWith(benchmark.substring(0, benchmark.length() - 1))
                : name.equals(benchmark);
        return named && one.parameters().entrySet().containsAll(parameters.entrySet());
    }
}
