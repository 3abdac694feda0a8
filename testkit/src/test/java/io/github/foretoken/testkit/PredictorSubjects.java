package io.github.foretoken.testkit;

import io.github.foretoken.testkit.reference.ReferenceKernel;
import io.github.foretoken.testkit.reference.Rows;
import java.util.ArrayList;
import java.util.List;

/** The delta rule as a stream and by substitution, sound and faulty; run by {@link FaultyPredictorTest} alone. */
final class PredictorSubjects {
    /** One mistake. */
    enum Fault {
        NONE,
        KEEPS_THE_TOKEN,
        LEARNS_WHEN_ASKED,
        SHARES_STATE,
        SHARES_ITS_RESULT,
        SHALLOW_COPY,
        OVERFLOWS,
        BATCH_LEARNS_LATE,
        SEES_THE_NEXT_TOKEN,
        DIVIDES_BY_THE_WRONG_NORM,
        FLOAT_SUMS
    }

    private PredictorSubjects() {}

    /** W += (x_{t+1} - W x_t) x_t' / |x_t|²; the prediction is W x_t. */
    static final class DeltaRule implements StreamingPredictor {
        private static final double[][] SHARED = new double[32][32];
        private final Fault fault;
        private double[][] w;
        private double[] last;
        private double[] result;

        DeltaRule(Fault fault, int d) {
            this.fault = fault;
            w = fault == Fault.SHARES_STATE ? SHARED : new double[d][d];
            result = new double[d];
        }

        DeltaRule copy() {
            DeltaRule copy = new DeltaRule(fault, result.length);
            copy.w = fault == Fault.SHALLOW_COPY ? w : Inputs.copy(w);
            copy.last = last == null ? null : last.clone();
            return copy;
        }

        @Override
        public void observe(double[] token) {
            learn(token);
            last = fault == Fault.KEEPS_THE_TOKEN ? token : token.clone();
        }

        private void learn(double[] token) {
            double squares = last == null ? 0 : Rows.dot(last, last);
            if (fault == Fault.OVERFLOWS && last != null) {
                squares = squares * squares * squares / squares / squares;
            }
            for (int i = 0; i < token.length && squares != 0; i++) {
                double missing = token[i] - dot(w[i], last);
                for (int j = 0; j < token.length; j++) {
                    w[i][j] += missing * (last[j] / squares);
                }
            }
        }

        private static double dot(double[] row, double[] x) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += row[j] * x[j];
            }
            return sum;
        }

        @Override
        public double[] predict() {
            double[] estimate = fault == Fault.SHARES_ITS_RESULT ? result : new double[last.length];
            for (int i = 0; i < last.length; i++) {
                if (fault != Fault.SHARES_ITS_RESULT || result[i] == 0) {
                    estimate[i] = dot(w[i], last);
                }
            }
            if (fault == Fault.LEARNS_WHEN_ASKED) {
                w[0][0] += 1e-6;
            }
            return estimate;
        }
    }

    /** Whole sequences through the stream. */
    static double[][] batch(Fault fault, double[][] tokens, int d) {
        DeltaRule rule = new DeltaRule(fault, d);
        double[][] predictions = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            rule.observe(tokens[t]);
            predictions[t] = rule.predict();
            if (fault == Fault.SEES_THE_NEXT_TOKEN && t + 1 < tokens.length) {
                predictions[t][0] += 1e-9 * tokens[t + 1][0];
            } else if (fault == Fault.BATCH_LEARNS_LATE && t % 16 == 15) {
                predictions[t] = predictions[t - 1].clone();
            }
        }
        return predictions;
    }

    /** The streams' contracts at once. */
    abstract static class Stream implements BatchContract, SnapshotContract {
        private final Fault fault;

        Stream(Fault fault) {
            this.fault = fault;
        }

        @Override
        public StreamingPredictor subject(int d) {
            return new DeltaRule(fault, d);
        }

        @Override
        public NextTokenMethod batch(int d) {
            return tokens -> PredictorSubjects.batch(fault, tokens, d);
        }

        @Override
        public StreamingPredictor restored(StreamingPredictor original) {
            return ((DeltaRule) original).copy();
        }
    }

    /** The fault that the system property names. */
    static final class FaultyStream extends Stream {
        static final String FAULT = "foretoken.testkit.fault";

        FaultyStream() {
            super(Fault.valueOf(System.getProperty(FAULT, "NONE")));
        }
    }

    /** The same method as a triangular system, solved from the top. */
    static final class FaultySubstitution implements ForwardSubstitutionContract {
        private final Fault fault = Fault.valueOf(System.getProperty(FaultyStream.FAULT, "NONE"));

        @Override
        public ReferenceKernel kernel() {
            return ReferenceKernel.linear();
        }

        @Override
        public NextTokenMethod subject() {
            return x -> substitute(fault, x);
        }
    }

    private static double[][] substitute(Fault fault, double[][] x) {
        List<double[]> weights = new ArrayList<>();
        double[][] predictions = new double[x.length][x.length == 0 ? 0 : x[0].length];
        for (int t = 0; t < x.length; t++) {
            for (int s = 0; s < t; s++) {
                double k = Rows.dot(x[t], x[s]);
                for (int c = 0; c < x[t].length; c++) {
                    predictions[t][c] += k * weights.get(s)[c];
                    if (fault == Fault.FLOAT_SUMS) {
                        predictions[t][c] = (float) predictions[t][c];
                    }
                }
            }
            if (t + 1 < x.length) {
                double[] key = fault == Fault.DIVIDES_BY_THE_WRONG_NORM ? x[t + 1] : x[t];
                double squares = Rows.dot(key, key);
                double[] weight = new double[x[t].length];
                for (int c = 0; c < weight.length; c++) {
                    weight[c] = squares == 0 ? 0 : (x[t + 1][c] - predictions[t][c]) / squares;
                }
                weights.add(weight);
                predictions[t][0] += fault == Fault.SEES_THE_NEXT_TOKEN ? 1e-9 * x[t + 1][0] : 0;
            }
        }
        return predictions;
    }
}
