package io.github.foretoken.bench;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does a token of a stream take, predicted and observed? The roof of a predictor that remembers its tokens is
 * memory: each of them must be read once, so {@link #read} reads as many bytes and does next to nothing with them.
 */
public class PredictorBenchmark extends BenchmarkSettings {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    @Param("16")
    int dimension;

    /** Distinct tokens, which come again and again. */
    @Param("10000")
    int remembered;

    private Predictor deltaRule;
    private Predictor kaczmarz;
    private double[][] tokens;
    private double[] prediction;
    private double[] state;
    private int next;

    /** Predictors that know all tokens, and the check of the one that remembers them against the definition. */
    @Setup(Level.Trial)
    public void setUp() {
        Matrix sequence = Inputs.unitTokens(remembered, dimension, SEED);
        tokens = Inputs.rows(sequence);
        prediction = new double[dimension];
        deltaRule = Predictor.kaczmarz(Kernel.linear(), dimension).withRidge(0.1);
        kaczmarz = Predictor.kaczmarz(Kernel.exponential(), dimension).withRidge(0.1);
        int checked = Math.min(remembered, 300);
        for (int t = 0; t < checked; t++) {
            observe(deltaRule, tokens[t]);
        }
        check("delta rule", Kernel.linear(), deltaRule, checked);
        for (int t = 0; t < checked; t++) {
            observe(kaczmarz, tokens[t]);
        }
        check("exponential", Kernel.exponential(), kaczmarz, checked);
        for (int t = checked; t < remembered; t++) {
            observe(kaczmarz, tokens[t]);
        }
        state = new double[Math.toIntExact(kaczmarz.memoryBytes() / Double.BYTES)];
    }

    private void check(String what, Kernel kernel, Predictor predictor, int count) {
        double[][] weights = new double[count][dimension];
        double[] expected = new double[dimension];
        for (int t = 0; t < count; t++) {
            Arrays.fill(expected, 0);
            for (int s = 0; s < t; s++) {
                double value = kernel.evaluate(tokens[t], tokens[s]);
                for (int c = 0; c < dimension; c++) {
                    expected[c] += value * weights[s][c];
                }
            }
            for (int c = 0; t + 1 < count && c < dimension; c++) {
                weights[t][c] = (tokens[t + 1][c] - expected[c]) / (kernel.evaluate(tokens[t], tokens[t]) + 0.1);
            }
        }
        Agreement.require(what, new double[][]{expected}, predictor.predict(),
                64.0 * count * (count + dimension) * Agreement.ROUNDOFF);
    }

    private void observe(Predictor predictor, double[] token) {
        predictor.predict(prediction);
        predictor.observe(token);
    }

    private double[] token() {
        next = next + 1 == tokens.length ? 0 : next + 1;
        return tokens[next];
    }

    /** The linear kernel: d x d numbers of state. */
    @Benchmark
    public double[] deltaRule() {
        observe(deltaRule, token());
        return prediction;
    }

    /** The exponential kernel with all tokens remembered. */
    @Benchmark
    public double[] kaczmarz() {
        observe(kaczmarz, token());
        return prediction;
    }

    /** As many bytes as that one's state, read once. */
    @Benchmark
    public double read() {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int lanes = SPECIES.length();
        int i = 0;
        for (; i + 4 * lanes <= state.length; i += 4 * lanes) {
            s0 = s0.add(DoubleVector.fromArray(SPECIES, state, i));
            s1 = s1.add(DoubleVector.fromArray(SPECIES, state, i + lanes));
            s2 = s2.add(DoubleVector.fromArray(SPECIES, state, i + 2 * lanes));
            s3 = s3.add(DoubleVector.fromArray(SPECIES, state, i + 3 * lanes));
        }
        return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    }
}
