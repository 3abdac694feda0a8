package io.github.foretoken.bench.process;

import java.util.List;

/**
 * How much is measured.
 *
 * @param quick for a first look: no long files, fewer rounds
 * @param rounds of whole processes, odd so that the median is one of them
 * @param forks of each kernel
 * @param rows of the files that are streamed
 * @param sizes rows of the files of first calls
 * @param sameGates comparisons of a build with itself
 * @param warm seconds of calls before a kernel is timed
 * @param measured seconds in which it is
 */
record Extent(boolean quick, int rounds, int forks, int rows, List<Integer> sizes, int sameGates, double warm,
        double measured) {
    private static final Extent FULL =
            new Extent(false, 9, 20, 3_000_000, List.of(1_000, 4_096, 16_384, 65_536), 20, 1.5, 0.4);
    private static final Extent QUICK = new Extent(true, 3, 5, 300_000, List.of(1_000, 4_096, 16_384), 1, 0.8, 0.2);

    /** What is not given is as it is. */
    static Extent of(boolean quick, Integer rounds, Integer rows, List<Integer> sizes) {
        Extent base = quick ? QUICK : FULL;
        return new Extent(quick, rounds == null ? base.rounds : rounds,
                rounds == null ? base.forks : Math.min(rounds, base.forks), rows == null ? base.rows : rows,
                sizes == null ? base.sizes : List.copyOf(sizes),
                rounds == null ? base.sameGates : Math.min(rounds, base.sameGates), base.warm, base.measured);
    }

    /** Of runs that take seconds each. */
    int fewRounds() {
        return Math.min(rounds, 3);
    }
}
