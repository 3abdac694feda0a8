package io.github.foretoken.papers.ical.bridge;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.papers.ical.descent.OneStep;
import io.github.foretoken.papers.ical.descent.OneStep.Sample;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The best single gradient step in one dimension d: in theory, and on sequences that are drawn. */
public final class Bridge {
    /** Greatest numbers of pairs, N. */
    private static final double[] PAIRS = {1, 2, 3, 5, 8, 12, 20, 33, 49, 70, 100};
    /** Parts of the sequences, from whose spread standard errors follow. */
    private static final int PARTS = 20;

    private final int d;
    private final Sample[][] samples;

    /** Draws that many sequences for each N. */
    public Bridge(int d, int draws, Random random) {
        this.d = d;
        samples = new Sample[PAIRS.length][PARTS];
        for (int i = 0; i < PAIRS.length; i++) {
            for (int part = 0; part < PARTS; part++) {
                samples[i][part] = OneStep.sample(d, (int) PAIRS[i], draws / PARTS, random);
            }
        }
    }

    public static double[] pairs() {
        return PAIRS.clone();
    }

    int dimension() {
        return d;
    }

    /** The sequences with this N, one of {@link #pairs}. */
    public Sample sample(int pairs) {
        return Sample.mean(samples[Arrays.binarySearch(PAIRS, pairs)]);
    }

    /** Best steps of the sequences, for each N. */
    public double[] sampledSteps() {
        return each(parts -> Sample.mean(parts).bestStep());
    }

    /** Their standard errors. */
    public double[] standardErrors() {
        return each(parts -> {
            double mean = Arrays.stream(parts).mapToDouble(Sample::bestStep).average().orElseThrow();
            double squares = Arrays.stream(parts).mapToDouble(part -> Math.pow(part.bestStep() - mean, 2)).sum();
            return Math.sqrt(squares / (PARTS * (PARTS - 1)));
        });
    }

    private double[] each(ToDoubleFunction<Sample[]> f) {
        return Arrays.stream(samples).mapToDouble(f).toArray();
    }

    /** Columns for this d. */
    void addTo(CurveTable table) {
        table.add("step_d" + d, theory(n -> OneStep.bestStep(d, (int) n)))
                .add("sampled_step_d" + d, sampledSteps())
                .add("standard_error_d" + d, standardErrors())
                .add("error_d" + d, theory(n -> OneStep.leastError(d, (int) n)))
                .add("sampled_error_d" + d, each(parts -> {
                    Sample all = Sample.mean(parts);
                    return all.error(all.bestStep());
                }));
    }

    private static double[] theory(DoubleUnaryOperator ofPairs) {
        return Arrays.stream(PAIRS).map(ofPairs).toArray();
    }
}
