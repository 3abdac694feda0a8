package io.github.foretoken.cli.train;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.FloatBatchGradient;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trained Transformer: weights in a safetensors file, and in a JSON file beside it the configuration they were made with. */
public final class Model {
    /** The shipped one; docs/transformer.md#the-weights-that-come-with-it has the command that made it. */
    private static final String REFERENCE = "reference";

    private final TrainingConfig config;
    private final float[] weights;

    /** @param weights in the order of {@link TransformerShape}, copied */
    Model(TrainingConfig config, float[] weights) {
        this.config = config;
        this.weights = weights.clone();
    }

    /** What it was trained on, and how. */
    public TrainingConfig config() {
        return config;
    }

    /** In the order of {@link TransformerShape}, a copy. */
    public float[] weights() {
        return weights.clone();
    }

    /** The Transformer that has these weights. */
    public CausalTransformer transformer() {
        return config.shape().transformer(config.attention().inDouble(), weights);
    }

    /** A model of the same configuration before its training. */
    public Model untrained() {
        return new Model(config, config.theta0());
    }

    /** The mean errors {@code (1/d) |P e_t - x_{t+1}|²} on sequences of this configuration, for t from 1 to T - 1. */
    public double[] errors(FloatPackedSequences sequences) {
        return FloatBatchGradient
                .of(config.attention().inFloat(), config.shape(), config.length(), Parallelism.automatic())
                .errors(weights, sequences)
                .errors();
    }

    /** The weights that come with this program: in the setting of the paper. */
    public static Model reference() {
        String config = REFERENCE + ".json";
        try (var stream = Model.class.getResourceAsStream(config)) {
            return of(TrainingConfig.fromJson(new String(stream.readAllBytes(), StandardCharsets.UTF_8), config),
                    Safetensors.resource(REFERENCE + ".safetensors"), REFERENCE + ".safetensors");
        } catch (IOException e) {
            throw new InputException("the shipped weights cannot be read: " + Reasons.of(e), e);
        }
    }

    /**
     * Reads weights and, beside them, their configuration.
     *
     * @throws InputException if either is missing or not valid, or they do not fit one another
     */
    public static Model read(Path weights, Path config) {
        try {
            return of(TrainingConfig.fromJson(Files.readString(config), config.toString()), Safetensors.read(weights),
                    weights.toString());
        } catch (NoSuchFileException e) {
            throw new InputException(config + " does not exist", e);
        } catch (IOException e) {
            throw new InputException(config + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private static Model of(TrainingConfig config, Safetensors file, String name) {
        TransformerShape shape = config.shape();
        Model model = new Model(config, new float[shape.size()]);
        Map<String, Slot> slots = slots(shape);
        for (String tensor : file.tensors().keySet()) {
            if (!slots.containsKey(tensor)) {
                throw new InputException(
                        name + " holds a tensor '" + tensor + "', which its configuration does not have");
            }
        }
        slots.forEach((key, slot) -> {
            Tensor tensor = file.tensors().get(key);
            List<Integer> wanted = List.of(slot.rows, shape.width());
            if (tensor == null || !tensor.shape().equals(wanted)) {
                throw new InputException(name + ": '" + key + "' should have shape " + wanted + ", but "
                        + (tensor == null ? "is missing" : "has " + tensor.shape()));
            }
            for (double weight : tensor.values()) {
                if (!Float.isFinite((float) weight)) {
                    throw new InputException(name + ": '" + key + "' holds " + weight + ", which is no finite float32");
                }
            }
            tensor.copyTo(model.weights, slot.offset);
        });
        return model;
    }

    /** Writes both files, each whole or not at all. */
    void write(Path weightsFile, Path configFile) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        slots(config.shape()).forEach(
                (name, slot) -> tensors.put(name, Tensor.of(weights, slot.offset, slot.rows, config.shape().width())));
        new Safetensors(Map.of("format", "foretoken"), tensors).write(weightsFile);
        OutputFile.write(configFile, config.toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** Where a tensor stands among the weights. */
    private record Slot(int offset, int rows) {}

    private static Map<String, Slot> slots(TransformerShape shape) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (int l = 0; l < shape.distinctLayers(); l++) {
            for (int h = 0; h < shape.heads(); h++) {
                String head = "layers." + l + ".heads." + h + ".";
                slots.put(head + "query", new Slot(shape.query(l, h), shape.inner()));
                slots.put(head + "key", new Slot(shape.key(l, h), shape.inner()));
                slots.put(head + "value", new Slot(shape.value(l, h), shape.width()));
            }
        }
        return slots;
    }
}
