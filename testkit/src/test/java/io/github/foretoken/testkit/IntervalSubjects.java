package io.github.foretoken.testkit;

import java.util.ArrayList;
import java.util.List;

/** Intervals from ranks of the past, sound and faulty; run by {@link FaultyIntervalTest} alone. */
final class IntervalSubjects {
    private IntervalSubjects() {}

    /** Intervals between ranks of what was seen. */
    static class Ranks implements IntervalForecaster {
        private final List<double[]> seen = new ArrayList<>();
        final int d;

        Ranks(int d) {
            this.d = d;
        }

        @Override
        public void observe(double[] token) {
            seen.add(token.clone());
        }

        @Override
        public double[] lower(double level) {
            return rank((1 - level) / 2);
        }

        @Override
        public double[] upper(double level) {
            return rank((1 + level) / 2);
        }

        double[] rank(double share) {
            double[] ends = new double[d];
            for (int c = 0; c < d; c++) {
                int column = c;
                double[] sorted = seen.stream().mapToDouble(token -> token[column]).sorted().toArray();
                ends[c] = sorted[(int) Math.min(sorted.length - 1.0, Math.floor(share * sorted.length))];
            }
            return ends;
        }
    }

    static final class Sound implements IntervalForecasterContract {
        @Override
        public IntervalForecaster subject(int d) {
            return new Ranks(d);
        }
    }

    /** Ends that were exchanged. */
    static final class Crossed implements IntervalForecasterContract {
        @Override
        public IntervalForecaster subject(int d) {
            return new Ranks(d) {
                @Override
                public double[] lower(double level) {
                    return rank((1 + level) / 2);
                }

                @Override
                public double[] upper(double level) {
                    return rank((1 - level) / 2);
                }
            };
        }
    }

    /** One tail forgotten: the level is taken for a rank. */
    static final class Narrow implements IntervalForecasterContract {
        @Override
        public IntervalForecaster subject(int d) {
            return new Ranks(d) {
                @Override
                public double[] upper(double level) {
                    return rank(level);
                }
            };
        }
    }

    /** Keeps the caller's array. */
    static final class Keeps implements IntervalForecasterContract {
        @Override
        public IntervalForecaster subject(int d) {
            return new Ranks(d) {
                private double[] last;

                @Override
                public void observe(double[] token) {
                    last = token;
                    super.observe(token);
                }

                @Override
                public double[] lower(double level) {
                    double[] lower = super.lower(level);
                    lower[0] = Math.min(lower[0], last[0]);
                    return lower;
                }
            };
        }
    }
}
