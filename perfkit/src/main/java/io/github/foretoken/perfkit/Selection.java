package io.github.foretoken.perfkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which cases of two builds are measured: those that both have. */
final class Selection {
    private final Predicate<BenchmarkCase> wanted;
    private final String asked;

    private Selection(Predicate<BenchmarkCase> wanted, String asked) {
        this.wanted = wanted;
        this.asked = asked;
    }

    static Selection all() {
        return new Selection(one -> true, "the two builds");
    }

    static Selection of(Pattern regex) {
        return new Selection(one -> regex.matcher(one.toString()).find(), "--benchmarks " + regex);
    }

    /** Lines of a file, see {@link CasePattern}; blank ones and those that start with # are left out. */
    static Selection of(Path list) {
        try {
            List<CasePattern> patterns = Files.readAllLines(list)
                    .stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> CasePattern.of(List.of(line.split("\\s+", -1))))
                    .toList();
            return new Selection(one -> patterns.stream().anyMatch(pattern -> pattern.fits(one)), "--list " + list);
        } catch (IOException e) {
            throw new PerfkitException("the list " + list + " cannot be read (" + e + "); name another with --list", e);
        }
    }

    /** What both have; what only one has is named in {@code skipped}. */
    List<BenchmarkCase> common(List<BenchmarkCase> ofBase, List<BenchmarkCase> ofHead, List<String> skipped) {
        Set<BenchmarkCase> selected = new LinkedHashSet<>(ofHead);
        selected.addAll(ofBase);
        selected.removeIf(wanted.negate());
        if (selected.isEmpty()) {
            throw new PerfkitException(asked + " fits no benchmark; names are like " + ofHead.get(0));
        }
        Set<BenchmarkCase> inBase = new HashSet<>(ofBase);
        Set<BenchmarkCase> inHead = new HashSet<>(ofHead);
        List<BenchmarkCase> both = new ArrayList<>();
        for (BenchmarkCase one : selected) {
            if (inBase.contains(one) && inHead.contains(one)) {
                both.add(one);
            } else {
                skipped.add(one + ": only in " + (inBase.contains(one) ? Side.BASE : Side.HEAD).word());
            }
        }
        if (both.isEmpty()) {
            throw new PerfkitException("the two builds have none of the selected benchmarks in common ("
                    + skipped.get(0) + "); choose others with --benchmarks, or another base");
        }
        return both;
    }
}
