package io.github.foretoken.cli.train;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.training.EpochLosses;
import io.github.foretoken.training.FloatAdam;
import io.github.foretoken.training.FloatTrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run in one file, from which it goes on to the same result: configuration, weights, Adam's moments, and the losses so far. */
final class Checkpoint {
    private static final String CONFIG = "config";
    private static final String STEPS = "steps";
    private static final String BEST_EPOCH = "best_epoch";
    private static final String HISTORY = "history";
    private static final String WEIGHTS = "weights";
    private static final String BEST = "best";
    private static final String MEAN = "adam.mean";
    private static final String SQUARE = "adam.square";

    private Checkpoint() {}

    /**
     * What a checkpoint holds.
     *
     * @param config of the run
     * @param state of the run
     */
    record Contents(TrainingConfig config, FloatTrainingState state) {}

    /** Writes it, whole or not at all. */
    static void write(Path file, TrainingConfig config, FloatTrainingState state) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int size = config.shape().size();
        tensors.put(WEIGHTS, Tensor.of(state.weights(), 0, size));
        tensors.put(BEST, Tensor.of(state.best(), 0, size));
        tensors.put(MEAN, Tensor.of(state.adam().mean(), 0, size));
        tensors.put(SQUARE, Tensor.of(state.adam().square(), 0, size));
        List<EpochLosses> history = state.history();
        double[] losses = new double[2 * state.epoch()];
        for (int i = 0; i < state.epoch(); i++) {
            losses[2 * i] = history.get(i).training();
            losses[2 * i + 1] = history.get(i).validation();
        }
        tensors.put(HISTORY, Tensor.of(losses, state.epoch(), 2));
        new Safetensors(Map.of(CONFIG, config.toJson(), STEPS, Long.toString(state.adam().steps()), BEST_EPOCH,
                Integer.toString(state.bestEpoch())), tensors).write(file);
    }

    /** @throws InputException if the file is no checkpoint, or not a sound one */
    static Contents read(Path file) {
        Safetensors contents = Safetensors.read(file);
        String text = contents.metadata().get(CONFIG);
        if (text == null) {
            throw new InputException(file + " is not a checkpoint of a training run: it has no configuration");
        }
        TrainingConfig config = TrainingConfig.fromJson(text, file.toString());
        int size = config.shape().size();
        tensor(contents, WEIGHTS, Tensor.Type.F32, List.of(size), file);
        FloatAdam adam = new FloatAdam(floats(contents, MEAN, size, file), floats(contents, SQUARE, size, file),
                number(contents, STEPS, Long.MAX_VALUE, file));
        int epochs = Math.min(config.epochs(), rows(contents, file));
        double[] losses = tensor(contents, HISTORY, Tensor.Type.F64, List.of(epochs, 2), file).values();
        List<EpochLosses> history = new ArrayList<>();
        for (int i = 0; i < epochs; i++) {
            history.add(new EpochLosses(losses[2 * i], losses[2 * i + 1]));
        }
        return new Contents(config, new FloatTrainingState(floats(contents, WEIGHTS, size, file),
                floats(contents, BEST, size, file), adam, history, (int) number(contents, BEST_EPOCH, epochs, file)));
    }

    private static float[] floats(Safetensors contents, String name, int size, Path file) {
        Tensor tensor = tensor(contents, name, Tensor.Type.F32, List.of(size), file);
        float[] values = new float[size];
        tensor.copyTo(values, 0);
        return values;
    }

    private static int rows(Safetensors contents, Path file) {
        Tensor history = contents.tensors().get(HISTORY);
        if (history == null || history.shape().isEmpty()) {
            throw new InputException(file + " is not a checkpoint of a training run: it has no " + HISTORY);
        }
        return history.shape().getFirst();
    }

    private static Tensor tensor(Safetensors contents, String name, Tensor.Type type, List<Integer> shape, Path file) {
        Tensor tensor = contents.tensors().get(name);
        if (tensor == null || tensor.type() != type || !tensor.shape().equals(shape)) {
            throw new InputException(file + " is not a checkpoint of its own configuration: '" + name + "' should be "
                    + type + " " + shape + ", but "
                    + (tensor == null ? "is missing" : "is " + tensor.type() + " " + tensor.shape()));
        }
        return tensor;
    }

    private static long number(Safetensors contents, String name, long most, Path file) {
        String text = contents.metadata().getOrDefault(name, "missing");
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new InputException(file + " is not a sound checkpoint: its " + name + " is " + text);
    }
}
