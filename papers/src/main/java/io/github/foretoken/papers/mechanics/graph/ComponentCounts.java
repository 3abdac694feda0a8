package io.github.foretoken.papers.mechanics.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How many strongly connected components one last token's graph has when labels are drawn at random: as data grow, ties close
 * cycles, components merge, and what was selection becomes composition.
 */
public final class ComponentCounts {
    /** The size of the vocabulary. */
    public static final int TOKENS = 8;

    private ComponentCounts() {}

    /**
     * The mean number of components.
     *
     * @param samples sequences of one last token, each with a label drawn from its tokens
     * @param length tokens a sequence, all different
     * @param graphs over how many to average
     */
    public static double mean(int samples, int length, int graphs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (int g = 0; g < graphs; g++) {
            List<Sample> drawn = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                drawn.add(sample(length, random));
            }
            sum += PriorityGraphs.of(TOKENS, drawn).of(0).components().size();
        }
        return sum / graphs;
    }

    /** Other tokens in random order, then token 0. */
    private static Sample sample(int length, SplittableRandom random) {
        int[] others = IntStream.range(1, TOKENS).toArray();
        for (int t = 0; t + 1 < length; t++) {
            int other = t + random.nextInt(others.length - t);
            int token = others[other];
            others[other] = others[t];
            others[t] = token;
        }
        List<Integer> sequence = new ArrayList<>(IntStream.range(0, length - 1).mapToObj(t -> others[t]).toList());
        sequence.add(0);
        return Sample.of(sequence, sequence.get(random.nextInt(length)));
    }
}
