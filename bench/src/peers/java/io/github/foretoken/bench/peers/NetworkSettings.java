package io.github.foretoken.bench.peers;

/** What is the same for all networks that are trained. */
final class NetworkSettings {
    /** Adam's, of which the better one on validation sequences is taken; they fall to nothing along a cosine. */
    static final double[] RATES = {3e-3, 1e-2};
    /** Passes over the training sequences, of a network that begins as the construction. */
    static final int EPOCHS = 60;
    /** Of one that begins at random, which has more to learn. */
    static final int RECURRENT_EPOCHS = 600;
    /** Sequences a step. */
    static final int BATCH = 64;
    /** To train on, to choose by, and to be scored on; each from a seed of its own. */
    static final int TRAINING = 512;
    static final int VALIDATION = 64;
    static final int TEST = 128;

    private NetworkSettings() {}
}
