package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.papers.mechanics.graph.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The ridge of a {@link LearnedLayer} by cross-validation: that of the least log-loss on parts that were not trained on. */
public final class RidgeSearch {
    private static final double[] RIDGES = {10, 3, 1, 0.3, 0.1, 0.03};
    private static final int PARTS = 5;

    private RidgeSearch() {}

    /**
     * Searches.
     *
     * @param samples one or more; with fewer than two there is nothing to choose by, and the ridge is 1
     * @param seed of the parts
     */
    public static double choose(List<String> names, List<Sample> samples, long seed) {
        if (samples.size() < 2) {
            return 1;
        }
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(seed));
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double ridge : RIDGES) {
            double loss = loss(names, shuffled, ridge);
            if (loss < least) {
                least = loss;
                best = ridge;
            }
        }
        return best;
    }

    private static double loss(List<String> names, List<Sample> samples, double ridge) {
        int parts = Math.min(PARTS, samples.size());
        HeldOut heldOut = new HeldOut();
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) samples.size() * part / parts);
            int to = (int) ((long) samples.size() * (part + 1) / parts);
            List<Sample> others = new ArrayList<>(samples.subList(0, from));
            others.addAll(samples.subList(to, samples.size()));
            LearnedLayer layer = LearnedLayer.train(names, others, ridge);
            for (Sample sample : samples.subList(from, to)) {
                heldOut.add(layer.chances(sample.tokens().stream().map(names::get).toList()),
                        names.get(sample.label()));
            }
        }
        return heldOut.logLoss();
    }
}
