package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.peers.NetworkTask.Sequences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's GRU or LSTM of one layer, with an affine map from its state to the next token, trained by PyTorch's Adam. It has as
 * many weights as its width allows that are not more than the Transformer's.
 */
final class TorchRecurrent implements NetworkMethod {
    private final boolean lstm;
    private final int width;
    private final GRUImpl gru;
    private final LSTMImpl memory;
    private final LinearImpl readout;
    private final TensorVector weights = new TensorVector();
    private String settings = "";
    private double seconds;

    private TorchRecurrent(boolean lstm, long most) {
        this.lstm = lstm;
        int d = NetworkTask.DIMENSION;
        width = IntStream.iterate(1, h -> size(lstm, h) <= most, h -> h + 1).max().orElseThrow();
        torch.manual_seed(1);
        gru = lstm ? null : new GRUImpl(d, width);
        memory = lstm ? new LSTMImpl(d, width) : null;
        readout = new LinearImpl(width, d);
        for (TensorVector some : List.of(lstm ? memory.parameters() : gru.parameters(), readout.parameters())) {
            for (long i = 0; i < some.size(); i++) {
                weights.push_back(some.get(i));
            }
        }
    }

    /** Gates of h from d inputs, h numbers of state and two biases each, and the map. */
    private static long size(boolean lstm, int h) {
        int d = NetworkTask.DIMENSION;
        return (lstm ? 4L : 3L) * h * (d + h + 2) + d * (h + 1L);
    }

    /** Trains with each learning rate, and keeps the weights of the least validation error. */
    @SuppressWarnings("try") // the scope frees the tensors
    static TorchRecurrent train(boolean lstm, long most, int epochs, Sequences training, Sequences validation) {
        long start = NetworkMethod.processorNanos();
        Torch.training(1, 1).enterThread();
        TorchRecurrent network = new TorchRecurrent(lstm, most);
        float[][] first = network.copy();
        float[][] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double rate : NetworkSettings.RATES) {
            network.set(first);
            Adam adam = new Adam(network.weights, new AdamOptions(rate));
            Random random = new Random(1);
            for (int epoch = 0; epoch < epochs; epoch++) {
                network.epoch(training.observed(), adam, rate, epoch, epochs, random);
                double error = NetworkMethod.observedError(network, validation);
                if (error < least) {
                    least = error;
                    best = network.copy();
                    network.settings = "width " + network.width + ", rate " + rate + ", epoch " + (epoch + 1);
                }
            }
        }
        network.set(best);
        network.seconds = (NetworkMethod.processorNanos() - start) / 1e9;
        return network;
    }

    @SuppressWarnings("try")
    private void epoch(List<Matrix> sequences, Adam adam, double rate, int epoch, int epochs, Random random) {
        List<Matrix> shuffled = new ArrayList<>(sequences);
        Collections.shuffle(shuffled, random);
        int batch = NetworkSettings.BATCH;
        int steps = (shuffled.size() + batch - 1) / batch;
        for (int step = 0; step < steps; step++) {
            try (PointerScope scope = new PointerScope()) {
                double done = (epoch * (double) steps + step) / (steps * (double) epochs);
                adam.param_groups().get(0).options().set_lr(rate * (1 + Math.cos(Math.PI * done)) / 2);
                List<Matrix> some = shuffled.subList(step * batch, Math.min(shuffled.size(), (step + 1) * batch));
                adam.zero_grad();
                torch.mse_loss(estimates(tokens(some, 0)), tokens(some, 1)).backward();
                adam.step();
            }
        }
    }

    /** T x batch x d, as recurrent layers take them: rows from there on. */
    private static Tensor tokens(List<Matrix> sequences, int from) {
        int d = NetworkTask.DIMENSION;
        float[] values = new float[NetworkTask.LENGTH * sequences.size() * d];
        for (int t = 0, at = 0; t < NetworkTask.LENGTH; t++) {
            for (Matrix sequence : sequences) {
                for (int j = 0; j < d; j++) {
                    values[at++] = (float) sequence.get(from + t, j);
                }
            }
        }
        return Tensor.create(values, NetworkTask.LENGTH, sequences.size(), d);
    }

    private Tensor estimates(Tensor tokens) {
        return readout.forward(lstm ? memory.forward(tokens).get0() : gru.forward(tokens).get0());
    }

    /** As PyTorch counts them. */
    long counted() {
        return LongStream.range(0, weights.size()).map(i -> weights.get(i).numel()).sum();
    }

    private float[][] copy() {
        float[][] copy = new float[Math.toIntExact(weights.size())][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = Floats.floats(Torch.toArray(weights.get(i).detach().contiguous(), true));
        }
        return copy;
    }

    @SuppressWarnings("try")
    private void set(float[][] values) {
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < values.length; i++) {
                Tensor weight = weights.get(i).detach();
                weight.copy_(Tensor.create(values[i], values[i].length).view_as(weight));
            }
        }
    }

    @Override
    public String name() {
        return lstm ? "LSTM" : "GRU";
    }

    @Override
    public String settings() {
        return settings;
    }

    @Override
    public long parameters() {
        return size(lstm, width);
    }

    @Override
    public double seconds() {
        return seconds;
    }

    @Override
    @SuppressWarnings("try")
    public List<Matrix> predict(List<Matrix> sequences) {
        int d = NetworkTask.DIMENSION;
        try (PointerScope scope = new PointerScope()) {
            double[] flat = Torch.toArray(estimates(tokens(sequences, 0)).detach().contiguous(), true);
            List<Matrix> predictions = new ArrayList<>();
            for (int i = 0; i < sequences.size(); i++) {
                Matrix prediction = Matrix.zeros(NetworkTask.LENGTH, d);
                for (int t = 0; t < NetworkTask.LENGTH; t++) {
                    System.arraycopy(flat, (t * sequences.size() + i) * d, prediction.data(), t * d, d);
                }
                predictions.add(prediction);
            }
            return predictions;
        }
    }
}
