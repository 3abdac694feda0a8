package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.PriorityGraphs;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One random experiment: 6 sequences of 4 different tokens out of 6, of dimension 8.
 *
 * @param name how to call it
 * @param vocabulary K x d, rows of norm 1
 * @param samples whose labels are one token of the sequence each, all equally likely
 * @param start W at the start of training, d x d, uniform between -1/sqrt(d) and 1/sqrt(d)
 */
public record Draw(String name, Matrix vocabulary, List<Sample> samples, Matrix start) {
    static final int TOKENS = 6;
    static final int DIMENSION = 8;
    private static final int SAMPLES = 6;
    private static final int LENGTH = 4;

    /** The graphs of its labels. */
    PriorityGraphs graphs() {
        return PriorityGraphs.of(vocabulary.rows(), samples);
    }

    /** The ten draws of the published experiment on global convergence. */
    public static List<Draw> publishedGlobal() {
        return published("global");
    }

    /** The ten draws of the published experiment on local convergence. */
    public static List<Draw> publishedLocal() {
        return published("local");
    }

    private static List<Draw> published(String experiment) {
        try (InputStream in = Draw.class.getResourceAsStream("published-draws.json")) {
            List<Draw> draws = new ArrayList<>();
            for (JsonNode draw : JsonMapper.shared().readTree(in).get(experiment)) {
                List<Sample> samples = IntStream.range(0, SAMPLES)
                        .mapToObj(i -> Sample.of(draw.get("tokens").get(i).valueStream().map(JsonNode::asInt).toList(),
                                draw.get("labels").get(i).asInt()))
                        .toList();
                draws.add(new Draw("draw " + draws.size(), unit(matrix(draw.get("vocabulary"))), samples,
                        matrix(draw.get("start"))));
            }
            return List.copyOf(draws);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers are written as the shortest decimals that tell float32 values apart, which they are. */
    private static Matrix matrix(JsonNode rows) {
        return Matrix.copyOf(rows.valueStream()
                .map(row -> row.valueStream().mapToDouble(number -> (float) number.asDouble()).toArray())
                .toArray(double[][]::new));
    }

    /**
     * The first draws from this seed on, one a seed, whose graphs have a cycle, or have none.
     *
     * @param count how many
     */
    public static List<Draw> from(long seed, int count, boolean cyclic) {
        return LongStream.iterate(seed, s -> s + 1)
                .mapToObj(Draw::random)
                .filter(draw -> draw.graphs().areAcyclic() != cyclic)
                .limit(count)
                .toList();
    }

    /** The draw of a seed, whose graphs may have cycles or not. */
    static Draw random(long seed) {
        Random random = new Random(seed);
        Matrix vocabulary = Matrix.zeros(TOKENS, DIMENSION);
        for (int i = 0; i < vocabulary.data().length; i++) {
            vocabulary.data()[i] = random.nextGaussian();
        }
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(sample(random, TOKENS, LENGTH));
        }
        Matrix start = Matrix.zeros(DIMENSION, DIMENSION);
        for (int i = 0; i < start.data().length; i++) {
            start.data()[i] = (2 * random.nextDouble() - 1) / Math.sqrt(DIMENSION);
        }
        return new Draw("seed " + seed, unit(vocabulary), List.copyOf(samples), start);
    }

    /** Different tokens in random order, and one of them as the label. */
    private static Sample sample(Random random, int tokens, int length) {
        int[] all = IntStream.range(0, tokens).toArray();
        for (int t = 0; t < length; t++) {
            int other = t + random.nextInt(tokens - t);
            int token = all[other];
            all[other] = all[t];
            all[t] = token;
        }
        List<Integer> sequence = IntStream.range(0, length).mapToObj(t -> all[t]).toList();
        return Sample.of(sequence, sequence.get(random.nextInt(length)));
    }

    private static Matrix unit(Matrix rows) {
        double[][] unit = Vectors.rows(rows);
        for (double[] row : unit) {
            double norm = Vectors.norm(row);
            for (int j = 0; j < row.length; j++) {
                row[j] /= norm;
            }
        }
        return Matrix.copyOf(unit);
    }
}
