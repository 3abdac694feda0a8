package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.threads.IndependentJobs;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The sequences of a batch that are too long for {@link LaneGroups}: each is a job of its own. */
public final class LoneSequences {
    private final int[] sequences;
    private final int threads;

    /**
     * @param columns of the widest matrix that lanes would hold of each
     * @param threads for all of them
     */
    public LoneSequences(int[] lengths, int columns, int threads) {
        int most = LaneGroups.most(columns);
        sequences = IntStream.range(0, lengths.length).filter(i -> lengths[i] > most).toArray();
        this.threads = threads;
    }

    /** Whether there are enough of them for a thread each; if not, each should use all threads itself. */
    public boolean fillThreads() {
        return sequences.length >= threads;
    }

    /** Runs each; of what does not fit, what is thrown for the first sequence is thrown here. */
    public void run(IntConsumer job) {
        ArithmeticException[] thrown = new ArithmeticException[sequences.length];
        IndependentJobs.run(sequences.length, fillThreads() ? threads : 1, i -> {
            try {
                job.accept(sequences[i]);
            } catch (ArithmeticException e) {
                thrown[i] = e;
            }
        });
        for (ArithmeticException e : thrown) {
            if (e != null) {
                throw e;
            }
        }
    }
}
