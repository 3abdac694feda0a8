package io.github.foretoken.bench.peers;

import io.github.foretoken.bench.peers.NetworkTask.Sequences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The untrained limit u* and other methods in context beside networks that are trained on such sequences, one figure and one table:
 * {@code networks.png}, {@code networks.csv} and {@code networks.md} in the folder {@code target/peers} of this module. Instances 1 to
 * 4, and the same with noise. Learning rates, kernels and ridges are chosen on validation sequences; scored are others, against
 * tokens without noise.
 */
public final class NetworksMain {
    private static final double NOISE = 0.1;
    private static final long TRAINING_SEED = 1;
    private static final long VALIDATION_SEED = 2;
    private static final long TEST_SEED = 3;

    private final StringBuilder csv = new StringBuilder("instance,noise,method,t,error\n");
    private final StringBuilder table = new StringBuilder();
    private final NetworksPicture picture = new NetworksPicture();

    private NetworksMain() {}

    /** Runs all of it, about ten minutes. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(System.getProperty("foretoken.bench", "bench")).resolve("target").resolve("peers");
        Files.createDirectories(folder);
        new NetworksMain().run(folder);
    }

    private void run(Path folder) throws IOException {
        for (double noise : new double[]{0, NOISE}) {
            for (int instance = 1; instance <= 4; instance++) {
                NetworkTask task = new NetworkTask(instance, noise);
                score(task);
            }
        }
        Files.writeString(folder.resolve("networks.csv"), csv);
        Files.writeString(folder.resolve("networks.md"), table);
        picture.write(folder.resolve("networks.png"));
        System.out.println(table);
    }

    private void score(NetworkTask task) {
        Sequences training = task.draw(NetworkSettings.TRAINING, TRAINING_SEED);
        Sequences validation = task.draw(NetworkSettings.VALIDATION, VALIDATION_SEED);
        Sequences test = task.draw(NetworkSettings.TEST, TEST_SEED);
        List<NetworkMethod> methods = new ArrayList<>();
        methods.add(ContextMethod.limit(task));
        methods.add(ContextMethod.kernelRidge(validation));
        methods.add(ContextMethod.forecaster());
        methods.add(TrainedTransformer.train(training, validation));
        long weights = TrainedTransformer.SHAPE.size();
        methods.add(TorchRecurrent.train(false, weights, NetworkSettings.RECURRENT_EPOCHS, training, validation));
        methods.add(TorchRecurrent.train(true, weights, NetworkSettings.RECURRENT_EPOCHS, training, validation));
        if (table.isEmpty()) {
            table.append("| sequences | method | settings | weights | processor s | error, t = 10 | t = 40 | mean |\n");
            table.append("|---|---|---|---:|---:|---:|---:|---:|\n");
        }
        Map<String, double[]> curves = new LinkedHashMap<>();
        for (NetworkMethod method : methods) {
            double[] errors = NetworkMethod.errors(method.predict(test.observed()), test.clean());
            curves.put(method.name(), errors);
            for (int t = 0; t < errors.length; t++) {
                csv.append(task.instance()).append(',').append(task.noise()).append(',').append(method.name());
                csv.append(',').append(t + 1).append(',').append(errors[t]).append('\n');
            }
            String line = String.format(Locale.ROOT, "| %s | %s | %s | %d | %.1f | %.3g | %.3g | %.3g |", task,
                    method.name(), method.settings(), method.parameters(), method.seconds(), errors[9],
                    errors[NetworkTask.LENGTH - 1], NetworkMethod.mean(errors));
            table.append(line).append('\n');
            System.err.println(line);
        }
        picture.add(task.toString(), curves);
    }
}
