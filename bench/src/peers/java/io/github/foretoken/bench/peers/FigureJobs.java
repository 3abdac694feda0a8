package io.github.foretoken.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rows of {@code bench/figures}, and those of {@link Job#all} that are batches. */
final class FigureJobs {
    /** T and d of the batches. */
    private static final int[][] SHORT = {{8, 1}, {16, 8}, {64, 8}, {128, 16}, {256, 64}};

    /** What a user would otherwise take, and the fastest of its kinds. */
    private static final Set<String> PEERS =
            Set.of(Peers.OURS, Peers.ONE_BY_ONE, "torch", "torch-kept", "torch-blas", "openblas");

    private FigureJobs() {}

    /** One thread, and two for attention and what is common; a few rows when quick. */
    static List<Job> all(boolean quick) {
        List<Job> jobs = new ArrayList<>();
        for (int d : quick ? new int[]{16, 256} : new int[]{16, 64, 128, 256, 512, 1024}) {
            jobs.add(new Job(Job.Kind.LIMIT, 4096, d, "f64", 1));
        }
        for (int d : quick ? new int[]{16} : new int[]{16, 64}) {
            jobs.add(new Job(Job.Kind.LIMIT, 4096, d, "f64", 2));
            jobs.add(new Job(Job.Kind.LIMIT, 4096, d, "f32", 1));
        }
        for (int threads : new int[]{1, 2}) {
            for (int tokens : quick ? new int[]{4096} : new int[]{1024, 4096, Job.LONG}) {
                for (int d : quick ? new int[]{64} : new int[]{16, 64, 128}) {
                    jobs.add(new Job(Job.Kind.ATTENTION, tokens, d, "f32", threads));
                }
            }
        }
        jobs.addAll(batches(quick));
        return jobs;
    }

    /** One thread each. */
    static List<Job> batches(boolean quick) {
        List<Job> jobs = new ArrayList<>();
        for (int[] shape : quick ? new int[][]{{64, 8}} : SHORT) {
            jobs.add(new Job(Job.Kind.BATCH_LIMIT, shape[0], shape[1], "f64", 1));
            jobs.add(new Job(Job.Kind.BATCH_ATTENTION, shape[0], shape[1], "f64", 1));
            jobs.add(new Job(Job.Kind.BATCH_ATTENTION, shape[0], shape[1], "f32", 1));
        }
        return jobs;
    }

    /** What NumPy is asked for on a row of the page. */
    static List<String> scripts(Job job) {
        return job.kind() == Job.Kind.LIMIT && !job.single() ? List.of("limit") : List.of();
    }

    /** Those of a row that the page shows. */
    static List<String> peers(Job job) {
        return job.peers().stream().filter(PEERS::contains).toList();
    }
}
