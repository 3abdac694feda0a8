package io.github.foretoken.bench.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * One row of the table.
 *
 * @param kind what is computed
 * @param tokens T
 * @param dimension d
 * @param type f32 or f64
 * @param threads 1 or more
 */
record Job(Kind kind, int tokens, int dimension, String type, int threads) {
    /** What is computed. */
    enum Kind {
        /** u* of the exponential kernel. */
        LIMIT("u*"),
        /** Causal softmax attention. */
        ATTENTION("attention"),
        /** A step of training the paper's Transformer on 64 sequences. */
        TRAINING("training"),
        /** u* of the exponential kernel of many short sequences. */
        BATCH_LIMIT("batch u*"),
        /** Causal softmax attention of many short sequences. */
        BATCH_ATTENTION("batch attention");

        final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Whether of many short sequences. */
        boolean batch() {
            return this == BATCH_LIMIT || this == BATCH_ATTENTION;
        }
    }

    /** Stored T x T exceeds what a plain program would hold from here on, and takes it seconds. */
    static final int LONG = 16384;
    /** Of a batch. */
    private static final int MOST_BYTES = 1 << 23;

    /** Every row, or a few. */
    static List<Job> all(boolean quick) {
        List<Job> jobs = new ArrayList<>();
        for (int threads : new int[]{1, 2}) {
            for (int tokens : quick ? new int[]{4096} : new int[]{1024, 4096}) {
                for (int d : new int[]{16, 64}) {
                    jobs.add(new Job(Kind.LIMIT, tokens, d, "f64", threads));
                    jobs.add(new Job(Kind.LIMIT, tokens, d, "f32", threads));
                }
            }
        }
        for (int threads : new int[]{1, 2}) {
            for (String type : new String[]{"f32", "f64"}) {
                for (int tokens : quick ? new int[]{4096} : new int[]{1024, 4096, LONG}) {
                    for (int d : quick ? new int[]{16, 64} : new int[]{16, 64, 128}) {
                        jobs.add(new Job(Kind.ATTENTION, tokens, d, type, threads));
                    }
                }
            }
        }
        for (int threads : new int[]{1, 2}) {
            jobs.add(new Job(Kind.TRAINING, 100, 15, "f32", threads));
        }
        jobs.addAll(FigureJobs.batches(quick));
        return jobs;
    }

    /** Who is measured on this row through JMH, ourselves first. */
    List<String> peers() {
        List<String> peers = new ArrayList<>(List.of(Peers.OURS, "torch"));
        if (kind.batch()) {
            peers.add(Peers.ONE_BY_ONE);
        } else if (kind == Kind.TRAINING) {
            peers.add("torch-fused");
            if (threads > 1) {
                peers.add("torch-blas");
            }
        } else if (kind == Kind.LIMIT && single()) {
            peers.add("torch-kept");
        } else if (kind == Kind.LIMIT) {
            peers.addAll(List.of("torch-kept", "openblas", "ojalgo"));
            if (threads == 1) {
                peers.addAll(List.of("netlib", "ejml", Peers.SCALAR));
            }
        } else if (threads > 1) {
            peers.add("torch-blas");
        } else if (tokens < LONG) {
            peers.add(Peers.SCALAR);
        }
        return peers;
    }

    /** What the NumPy script is asked for on this row. */
    List<String> scripts() {
        if (kind == Kind.LIMIT) {
            return single() ? List.of() : List.of("limit", "limit-kept");
        }
        return kind == Kind.ATTENTION && tokens < LONG ? List.of("attention") : List.of();
    }

    boolean single() {
        return type.equals("f32");
    }

    double roundoff() {
        return single() ? 0x1p-24 : 0x1p-53;
    }

    /** The same on that many threads. */
    Job onThreads(int others) {
        return new Job(kind, tokens, dimension, type, others);
    }

    /**
     * Of a batch so many that it takes about 50 ms at 20 flops and half an exponential a nanosecond, and that their numbers take
     * {@value #MOST_BYTES} bytes at most, for large results wait for fresh memory; to one digit. Else 1.
     */
    int sequences() {
        if (!kind.batch()) {
            return 1;
        }
        double count = Math.min(5e7 / (tokens * (tokens + 1.0) / 2 * (4.0 * dimension / 20 + 2)),
                (double) MOST_BYTES / tokens / dimension / Double.BYTES);
        double unit = Math.pow(10, Math.floor(Math.log10(count)));
        return (int) (Math.floor(count / unit) * unit);
    }

    /** Pairs (query, key) of all sequences with the key no later than the query. */
    double pairs() {
        return sequences() * (tokens * (tokens + 1.0) / 2);
    }

    @Override
    public String toString() {
        return kind.label + " T=" + tokens + " d=" + dimension + " " + type + " threads=" + threads
                + (kind.batch() ? " N=" + sequences() : "");
    }
}
