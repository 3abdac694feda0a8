package io.github.foretoken.testkit;

import io.github.foretoken.testkit.PlainAttention.Fault;
import io.github.foretoken.testkit.reference.Rounding;

/** Contracts on faulty subjects; run by {@link FaultyAttentionTest} alone. */
final class AttentionSubjects {
    private AttentionSubjects() {}

    static final class Sound implements CausalAttentionContract {
        @Override
        public MaskedAttention subject() {
            return new PlainAttention(Fault.NONE);
        }
    }

    /** A sound program in float32. */
    static final class SoundFloat implements CausalAttentionContract {
        @Override
        public MaskedAttention subject() {
            return AttentionSubjects::inFloat;
        }

        @Override
        public double unitRoundoff() {
            return Rounding.FLOAT_UNIT;
        }
    }

    /** The fault that the system property names. */
    static final class Faulty implements CausalAttentionContract {
        static final String FAULT = "foretoken.testkit.fault";
        private final Fault fault = Fault.valueOf(System.getProperty(FAULT, "NONE"));

        @Override
        public MaskedAttention subject() {
            return new PlainAttention(fault);
        }
    }

    private static double[][] inFloat(double[][] q, double[][] k, double[][] v) {
        double[][] out = new double[q.length][q.length == 0 ? 0 : v[0].length];
        for (int t = 0; t < q.length; t++) {
            float[] weights = new float[t + 1];
            float greatest = Float.NEGATIVE_INFINITY;
            for (int s = 0; s <= t; s++) {
                for (int c = 0; c < q[t].length; c++) {
                    weights[s] += (float) q[t][c] * (float) k[s][c];
                }
                weights[s] /= (float) Math.sqrt(q[t].length);
                greatest = Math.max(greatest, weights[s]);
            }
            float total = 0;
            for (int s = 0; s <= t; s++) {
                weights[s] = (float) Math.exp(weights[s] - greatest);
                total += weights[s];
            }
            for (int c = 0; c < out[t].length; c++) {
                float sum = 0;
                for (int s = 0; s <= t; s++) {
                    sum += weights[s] / total * (float) v[s][c];
                }
                out[t][c] = sum;
            }
        }
        return out;
    }
}
