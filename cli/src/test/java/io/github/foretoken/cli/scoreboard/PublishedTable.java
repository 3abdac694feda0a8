package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.series.Series;
import io.github.foretoken.predict.PredictorOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A table of one-step errors published for seven generated series, scored on their second half: for each
 * series and method the grid of kernels and ridges that is searched on two sequences, and the value that the choice had on
 * four others. {@link #main} searches it all and prints the table; {@link PublishedTableTest} checks choices already made.
 */
final class PublishedTable {
    private static final List<String> RIDGES = List.of("0", "0.1", "0.3", "1", "3", "10");
    private static final List<String> PROJECTION_RIDGES = List.of("1e-6", "0.001", "0.1", "1");
    private static final List<String> REFIT_RIDGES = List.of("1e-8", "1e-6", "1e-4", "0.01", "0.1", "1", "10");
    private static final String[] COLUMNS = {"Kaczmarz", "Kaczmarz, ridge", "affine:8, ridge", "refit"};

    /**
     * A row of the table.
     *
     * @param series as for {@code generate --series}
     * @param noise of it
     * @param delays rows predicted from
     * @param kernels tried
     * @param published persistence, then {@link #COLUMNS}
     */
    record Task(Series series, double noise, int delays, List<String> kernels, List<Double> published) {
        /** Lengths were not published; these fit the published errors best. */
        private int pairs() {
            return series == Series.LORENZ63 ? 1200 : 1000;
        }

        /** One sequence, its second half to be scored. */
        ScoredSeries sequence(long seed) {
            int rows = pairs() + delays;
            Matrix tokens = series.sequence(null, noise, rows, seed).tokens(rows);
            return new ScoredSeries(tokens, new int[0], new int[0], rows - pairs() / 2, rows);
        }

        /** The NMSE of a method on a sequence; infinite where it fails. */
        double nmse(String method, long seed) {
            ScoredSeries sequence = sequence(seed);
            Contender contender = method.equals("persistence") ? Contender.persistence()
                    : Contender.of(PredictorOptions.parse(method + " delays=" + delays));
            try {
                return Run.once(contender, new Scoring(sequence, Protocol.ONE_STEP, delays)).nmse();
            } catch (ArithmeticException e) {
                return Double.POSITIVE_INFINITY;
            }
        }

        String name() {
            return series.text() + (noise == 0 ? "" : ", noise " + noise);
        }
    }

    static final Task AR =
            new Task(Series.AR1, 0.1, 1, List.of("linear"), List.of(2.1092, 0.21157, 0.095301, 0.14083, 0.091900));
    static final Task SWITCHING = new Task(Series.AR1_SWITCHING, 0.1, 1, List.of("linear"),
            List.of(1.7506, 0.29154, 0.16419, 0.21210, 0.97005));
    static final Task ROTATION = new Task(Series.NOISY_ROTATION, 0.05, 1, List.of("linear"),
            List.of(1.8944, 0.015960, 0.0082826, 0.012029, 0.0079945));
    static final Task LORENZ = new Task(Series.LORENZ63, 0, 5,
            List.of("laplace:1", "laplace:2", "laplace:5", "gaussian:1", "gaussian:2", "matern52:1"),
            List.of(0.26489, 0.0026343, 0.0026260, 0.0012202, 2.0679e-8));
    static final Task LORENZ_NOISY = new Task(Series.LORENZ63, 0.05, 5,
            List.of("laplace:1", "laplace:2", "laplace:5", "gaussian:1", "gaussian:2", "matern52:1", "matern52:3"),
            List.of(0.26866, 0.012349, 0.010150, 0.011296, 0.0067546));
    static final Task LOGISTIC = new Task(
            Series.LOGISTIC, 0, 1, List.of("laplace:0.1", "laplace:0.3", "laplace:1", "exponential:0.5",
                    "exponential:1", "exponential:2", "gaussian:0.1"),
            List.of(3.0176, 1.4592e-4, 1.2402e-4, 1.9837e-13, 2.7030e-17));
    static final Task LOGISTIC_NOISY = new Task(Series.LOGISTIC, 0.02, 1,
            List.of("laplace:0.1", "laplace:0.3", "exponential:0.5", "exponential:1", "polynomial:2:1", "gaussian:0.3"),
            List.of(2.4085, 0.0080158, 0.0045527, 0.0053800, 0.0039590));

    private PublishedTable() {}

    /** The methods of a column, over the whole grid. */
    private static List<String> grid(Task task, int column) {
        List<String> methods = new ArrayList<>();
        for (String kernel : task.kernels()) {
            List<String> ridges = switch (column) {
                case 0 -> List.of("0");
                case 1 -> RIDGES;
                case 2 -> PROJECTION_RIDGES;
                default -> REFIT_RIDGES;
            };
            String method = column < 2 ? "kaczmarz" : column == 2 ? "affine:8" : "kernel-ridge";
            ridges.forEach(ridge -> methods.add(method + " kernel=" + kernel + " ridge=" + ridge));
        }
        return methods;
    }

    /** Searches the grids on sequences 1 and 2 and tests on {@code args[0]} (16) others; prints the table. */
    public static void main(String[] args) {
        int tests = args.length > 0 ? Integer.parseInt(args[0]) : 16;
        System.out.println("| series | method | chosen | NMSE | ± of a mean of 4 | published | ratio |");
        System.out.println("|---|---|---|---:|---:|---:|---:|");
        for (Task task : List.of(AR, SWITCHING, ROTATION, LORENZ, LORENZ_NOISY, LOGISTIC, LOGISTIC_NOISY)) {
            print(task, "persistence", "persistence", task.published().get(0), tests);
            for (int column = 0; column < COLUMNS.length; column++) {
                Map<String, Double> scores = new LinkedHashMap<>();
                for (String method : grid(task, column)) {
                    scores.put(method, task.nmse(method, 1) + task.nmse(method, 2));
                }
                String best = scores.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
                print(task, COLUMNS[column], best, task.published().get(column + 1), tests);
            }
        }
    }

    private static void print(Task task, String column, String method, double published, int tests) {
        double[] scores = new double[tests];
        Arrays.setAll(scores, i -> task.nmse(method, 3 + i));
        double mean = DoubleStream.of(scores).average().orElseThrow();
        System.out.printf(Locale.ROOT, "| %s | %s | %s | %.3g | %.2g | %.3g | %.2f |%n", task.name(), column, method,
                mean, deviation(scores) / 2, published, mean / published);
    }

    /** The standard deviation of one score. */
    static double deviation(double[] scores) {
        double mean = DoubleStream.of(scores).average().orElseThrow();
        double squares = DoubleStream.of(scores).map(score -> (score - mean) * (score - mean)).sum();
        return Math.sqrt(squares / (scores.length - 1));
    }
}
