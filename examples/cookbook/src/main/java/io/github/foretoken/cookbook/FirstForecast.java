package io.github.foretoken.cookbook;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The next ten rows of one column of a CSV file, with intervals. */
public final class FirstForecast {
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args.length > 0 ? args[0] : "examples/sunspots.csv");
        int column = args.length > 1 ? Integer.parseInt(args[1]) : 1; // from 0 on

        Forecaster forecaster = Forecaster.of(1).horizon(10).build(); // 1 column, 10 steps ahead
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) { // below the header
            forecaster.observe(Double.parseDouble(line.split(",", -1)[column]));
        }

        Forecast ahead = forecaster.forecast();
        System.out.printf("%d rows read%n", forecaster.observed());
        for (int step = 1; step <= ahead.horizon(); step++) {
            System.out.printf("step %2d: %6.1f, with 80 %% between %6.1f and %6.1f%n", step, ahead.mean(step)[0],
                    ahead.lower(0.8, step)[0], ahead.upper(0.8, step)[0]);
        }
    }
}
