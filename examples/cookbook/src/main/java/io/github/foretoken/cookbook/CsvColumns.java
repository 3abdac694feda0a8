package io.github.foretoken.cookbook;

import io.github.foretoken.forecast.Forecaster;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** From one CSV file to another, line by line, in constant memory: each row's forecast, made before the row was known. */
public final class CsvColumns {
    public static void main(String[] args) throws IOException {
        Path input = Path.of(args.length > 0 ? args[0] : "examples/rotation.csv");
        Path output = args.length > 1 ? Path.of(args[1]) : Files.createTempFile("forecasts", ".csv");
        double error = 0;
        double persistence = 0;
        try (BufferedReader in = Files.newBufferedReader(input); BufferedWriter out = Files.newBufferedWriter(output)) {
            String header = in.readLine();
            int columns = header.split(",", -1).length;
            out.write(header + "\n");
            Forecaster forecaster = Forecaster.of(columns).horizon(1).build();
            double[] mean = new double[columns];
            double[] before = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                double[] row = Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
                if (before != null) {
                    forecaster.mean(1, mean); // fills the array; allocates nothing
                    error += squares(row, mean);
                    persistence += squares(row, before);
                    out.write(text(mean) + "\n");
                }
                forecaster.observe(row);
                before = row;
            }
            forecaster.mean(1, mean);
            out.write(text(mean) + "\n"); // what comes after the last row
            System.out.printf(Locale.ROOT, "%d rows of %d columns, squared error %.2f of persistence's%n",
                    forecaster.observed(), columns, error / persistence);
        }
        System.out.println(Files.readAllLines(output).size() - 1 + " forecasts written");
    }

    private static double squares(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return sum;
    }

    private static String text(double[] row) {
        return String.join(",", Arrays.stream(row).mapToObj(Double::toString).toList());
    }
}
