package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.Inputs;
import java.util.Arrays;

/** The tokens of many short sequences, one after the other, and what is to be done with them. */
final class BatchWork {
    private static final int CHECKED = 9;

    /** Whether softmax attention of queries, keys and values, or else u* of the queries. */
    final boolean attention;
    /** N. */
    final int sequences;
    /** T of each. */
    final int tokens;
    /** Rows of all sequences, N T x d: queries (of u*: the tokens), keys, values. */
    final Matrix[] inputs;
    /** Whether float32. */
    final boolean single;

    BatchWork(boolean attention, int sequences, int tokens, int dimension, boolean single, long seed) {
        this.attention = attention;
        this.sequences = sequences;
        this.tokens = tokens;
        this.single = single;
        inputs = new Matrix[attention ? 3 : 1];
        for (int i = 0; i < inputs.length; i++) {
            Matrix input = Inputs.unitTokens(sequences * tokens, dimension, seed + i);
            inputs[i] = single ? Floats.rounded(input) : input;
        }
    }

    int dimension() {
        return inputs[0].cols();
    }

    /** One sequence of an input. */
    Matrix sequence(int input, int sequence) {
        return inputs[input].rows(sequence * tokens, (sequence + 1) * tokens);
    }

    /** Throws unless some sequences, first and last included, have the result that they have alone by the definition. */
    void require(String peer, double[] result) {
        int size = tokens * dimension();
        for (int i = 0; i < CHECKED; i++) {
            int sequence = (int) ((long) i * (sequences - 1) / (CHECKED - 1));
            double[] own = Arrays.copyOfRange(result, sequence * size, (sequence + 1) * size);
            if (attention) {
                AttentionCheck.require(peer, sequence(0, sequence), sequence(1, sequence), sequence(2, sequence), own,
                        single ? 0x1p-24 : 0x1p-53);
            } else {
                LimitCheck.require(peer, sequence(0, sequence), own);
            }
        }
    }
}
