package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.PriorityGraph;
import io.github.foretoken.papers.mechanics.graph.PriorityGraphs;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.util.List;

/** One layer of softmax attention: the last token's attention {@code softmax(X W x_last)} on all tokens of its sequence. */
public final class AttentionLayer {
    private final double[][] vocabulary;
    private final List<Sample> samples;

    /** For these samples; vocabulary, K x d, is not modified. */
    public AttentionLayer(Matrix vocabulary, List<Sample> samples) {
        this.vocabulary = Vectors.rows(vocabulary);
        this.samples = List.copyOf(samples);
        for (Sample sample : samples) {
            for (int token : sample.tokens()) {
                if (token < 0 || token >= vocabulary.rows()) {
                    throw new IllegalArgumentException(
                            "samples hold token " + token + ", but vocabulary is " + vocabulary.shape());
                }
            }
        }
    }

    List<Sample> samples() {
        return samples;
    }

    int tokens() {
        return vocabulary.length;
    }

    public int dimension() {
        return vocabulary[0].length;
    }

    /** The embedding of a token; to be left as it is. */
    double[] embedding(int token) {
        return vocabulary[token];
    }

    /** The attention of one sample at W, d x d, not modified. */
    public double[] attention(Sample sample, double[] w) {
        double[] key = Vectors.multiply(w, vocabulary[sample.last()]);
        return softmax(sample.tokens().stream().mapToDouble(token -> Vectors.dot(vocabulary[token], key)).toArray());
    }

    /** The attention of all samples at W, d x d, not modified. */
    public double[][] attention(double[] w) {
        return samples.stream().map(sample -> attention(sample, w)).toArray(double[][]::new);
    }

    /** The attention of each sample on the component of its label, averaged. */
    public double labelMass(double[] w, PriorityGraphs graphs) {
        double mass = 0;
        for (Sample sample : samples) {
            PriorityGraph graph = graphs.of(sample.last());
            double[] attention = attention(sample, w);
            for (int t = 0; t < attention.length; t++) {
                boolean same = graph.component(sample.tokens().get(t)) == graph.component(sample.label());
                mass += same ? attention[t] : 0;
            }
        }
        return mass / samples.size();
    }

    /** The sum of scores times {@code a x_t x_last'} into gradient, d x d, which is modified. */
    void pullBack(Sample sample, double[] scores, double a, double[] gradient) {
        double[] sum = new double[dimension()];
        for (int t = 0; t < scores.length; t++) {
            Vectors.add(scores[t], vocabulary[sample.tokens().get(t)], sum);
        }
        Vectors.addOuter(a, sum, vocabulary[sample.last()], gradient);
    }

    /** The softmax of scores, in their place. */
    static double[] softmax(double[] scores) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            greatest = Math.max(greatest, score);
        }
        double sum = 0;
        for (int t = 0; t < scores.length; t++) {
            // Strict, because normalised steps amplify the last bit until it shows: every machine must take the same ones.
            scores[t] = StrictMath.exp(scores[t] - greatest);
            sum += scores[t];
        }
        for (int t = 0; t < scores.length; t++) {
            scores[t] /= sum;
        }
        return scores;
    }
}
