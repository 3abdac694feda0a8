package io.github.foretoken.cli.train;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.training.EpochOrder;
import java.util.SplittableRandom;

/**
 * Training sequences in other coordinates: tokens x_t become O x_t, O being a Haar orthogonal matrix drawn anew for each
 * sequence and epoch. A sequence of the map f becomes one of O f O', which for instances (1) to (3) is as likely as f; so what
 * is shown is always a sequence that could have been drawn, and no single one can be learnt by heart.
 */
final class Augmentation {
    private final TrainingConfig config;
    private final Dataset data;
    private final FloatPackedSequences turned;

    Augmentation(TrainingConfig config, Dataset data) {
        this.config = config;
        this.data = data;
        turned = data.training().withTokens(new float[data.all().tokens().length]);
    }

    /** The training sequences as an epoch shows them; the next call overwrites them. */
    FloatPackedSequences turned(int[] sequences, int epoch) {
        // A split, because the order of this epoch is drawn from the generator itself. It is the one that the next epoch's
        // order is drawn from, so the two are not independent; nothing here needs them to be.
        SplittableRandom seeds = EpochOrder.random(config.seed(), epoch).split();
        float[] original = data.all().tokens();
        float[] tokens = turned.tokens();
        int d = config.dimension();
        for (int sequence : sequences) {
            Matrix turn = RotationSequence.random(d, seeds.nextLong()).rotation();
            int from = sequence * config.length() * d;
            for (int t = 0; t < config.length(); t++) {
                int token = from + t * d;
                for (int i = 0; i < d; i++) {
                    double sum = 0;
                    for (int j = 0; j < d; j++) {
                        sum += turn.get(i, j) * original[token + j];
                    }
                    tokens[token + i] = (float) sum;
                }
            }
        }
        return turned;
    }
}
