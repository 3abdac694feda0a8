package io.github.foretoken.cli.train;

import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.FloatBatchGradient;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.training.Schedule;
import io.github.foretoken.training.TrainingPlan;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a training run follows from.
 *
 * @param instance 1 to 4, of the paper
 * @param dimension d
 * @param length T
 * @param layers n
 * @param attention its normalisation
 * @param eta the step of theta_0, where training starts
 * @param tied whether layers share their weights
 * @param sequences of which 60 % train, 20 % validate and 20 % test
 * @param seed of sequences and of their order
 * @param epochs at most
 * @param patience epochs without a better validation loss after which training stops
 * @param batch sequences a step
 * @param rate Adam's learning rate
 * @param schedule of the learning rate
 * @param augment whether each training sequence is seen in other coordinates in each epoch: see {@link Augmentation}
 */
public record TrainingConfig(int instance, int dimension, int length, int layers, Attention attention, double eta,
        boolean tied, int sequences, long seed, int epochs, int patience, int batch, double rate, Schedule schedule,
        boolean augment) {
    /** What attention makes of scores. */
    public enum Attention {
        /** Nothing. */
        LINEAR,
        /** Their exponentials. */
        EXPONENTIAL,
        /** Their exponentials, normalised. */
        SOFTMAX;

        CausalAttention inDouble() {
            return switch (this) {
                case LINEAR -> CausalAttention.linear();
                case EXPONENTIAL -> CausalAttention.exponential();
                case SOFTMAX -> CausalAttention.softmax();
            };
        }

        FloatCausalAttention inFloat() {
            return switch (this) {
                case LINEAR -> FloatCausalAttention.linear();
                case EXPONENTIAL -> FloatCausalAttention.exponential();
                case SOFTMAX -> FloatCausalAttention.softmax();
            };
        }

        /** 1/k(x_1, x_1) of unit tokens; 1 for softmax. */
        public double defaultStep() {
            return this == EXPONENTIAL ? Math.exp(-1) : 1;
        }
    }

    /** Of the construction: one head subtracts A u, the other adds L Y. */
    private static final int HEADS = 2;
    /** One for each of training, validation and test, and no fewer than the split leaves each of them. */
    private static final int LEAST_SEQUENCES = 5;
    /** A checkpoint is one array of bytes; what this leaves is for its header. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);
    /** Of a checkpoint: weights, the best ones and Adam's two moments in float32; two losses in float64. */
    private static final int BYTES_PER_WEIGHT = 4 * Float.BYTES;
    private static final int BYTES_PER_EPOCH = 2 * Double.BYTES;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** Checks the numbers, with messages that name them as the command line does. */
    public TrainingConfig {
        if (instance < 1 || instance > 4) {
            throw new IllegalArgumentException("--instance must be 1, 2, 3 or 4, not " + instance);
        }
        requireAtLeast(1, "--dimension", dimension);
        if (instance == 4 && dimension % 2 != 0) {
            throw new IllegalArgumentException("--dimension must be even for instance 4, not " + dimension);
        }
        if (instance == 4 && augment) {
            throw new IllegalArgumentException(
                    "--augment needs instance 1, 2 or 3: a sequence of instance 4 is none in other coordinates");
        }
        requireAtLeast(2, "--length", length);
        if (length > FloatBatchGradient.LONGEST) {
            throw new IllegalArgumentException(
                    "--length must be " + FloatBatchGradient.LONGEST + " or less, not " + length);
        }
        requireAtLeast(1, "--layers", layers);
        requireAtLeast(LEAST_SEQUENCES, "--sequences", sequences);
        requireAtLeast(1, "--epochs", epochs);
        requireAtLeast(1, "--patience", patience);
        requireAtLeast(1, "--batch", batch);
        if (!Float.isFinite((float) eta)) {
            throw new IllegalArgumentException("--step must be a finite number of float32, not " + eta);
        }
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("--lr must be positive and finite, not " + rate);
        }
        if ((double) sequences * length * dimension > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(sequences + " sequences of " + length + " x " + dimension
                    + " numbers are more than one array holds; lower --sequences, --length or --dimension");
        }
        double weights = weights(dimension, layers);
        if (weights * BYTES_PER_WEIGHT + (double) epochs * BYTES_PER_EPOCH > MOST_BYTES) {
            throw new IllegalArgumentException("a checkpoint of " + Math.round(weights) + " weights and " + epochs
                    + " epochs is more than 2 GiB; lower --dimension, --layers or --epochs");
        }
    }

    /** Of all layers, tied or not, because each has a gradient of its own. A double: they may be more than any int. */
    private static double weights(double dimension, double layers) {
        double width = 4 * dimension + 2;
        return layers * HEADS * width * (width + 2 * (dimension + 1));
    }

    private static void requireAtLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
        }
    }

    /** The paper's setting; the learning rate's decay, epochs and patience are ours. */
    public static TrainingConfig paper(long seed) {
        return new TrainingConfig(2, 15, 100, 6, Attention.SOFTMAX, 1, false, 4096, seed, 150, 30, 64, 2e-3,
                Schedule.COSINE, false);
    }

    /** The same on sequences of another seed. */
    public TrainingConfig withSeed(long newSeed) {
        return new TrainingConfig(instance, dimension, length, layers, attention, eta, tied, sequences, newSeed, epochs,
                patience, batch, rate, schedule, augment);
    }

    /** The same on fewer sequences, for fewer epochs. */
    public TrainingConfig shortened(int newSequences, int newEpochs) {
        return new TrainingConfig(instance, dimension, length, layers, attention, eta, tied, newSequences, seed,
                newEpochs, patience, batch, rate, schedule, augment);
    }

    /** The sizes of its Transformer. */
    public TransformerShape shape() {
        return new TransformerShape(dimension, layers, HEADS, dimension + 1, tied);
    }

    /** How it is trained. */
    TrainingPlan plan() {
        return new TrainingPlan(epochs, patience, batch, rate, schedule, seed);
    }

    /** The weights that training starts from, those of the construction. */
    public float[] theta0() {
        return shape().flattenToFloat(CausalTransformer.explicit(attention.inDouble(), dimension, layers, eta, 1));
    }

    String toJson() {
        return JSON.writeValueAsString(this) + "\n";
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param name of the source, for messages
     * @throws InputException if it is not that
     */
    static TrainingConfig fromJson(String json, String name) {
        try {
            TrainingConfig config = JSON.readValue(json, TrainingConfig.class);
            if (config == null) {
                throw new InputException(name + " is not a valid training configuration: it is null");
            }
            return config;
        } catch (JacksonException e) {
            String message = e.getOriginalMessage().lines().findFirst().orElse("it is not JSON");
            throw new InputException(name + " is not a valid training configuration: " + message, e);
        }
    }
}
