package io.github.foretoken.lab.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The scores of several methods on the same rows.
 *
 * @param scores in the order the methods were named in; persistence first
 * @param rows the rows scored, 0-based, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
public record Scoreboard(List<Score> scores, int[] rows) {
    /** The columns of the CSV. */
    private static final String COLUMNS = "method,mse,mae,nmse,skill,nanos_per_token";

    /**
     * Runs every method over the series. One that fails is on the board with its reason.
     *
     * @param contenders persistence first
     * @param before told each method's name before it runs
     * @throws IllegalArgumentException if no row can be predicted by all of them
     */
    public static Scoreboard of(List<Contender> contenders, ScoredSeries series, Consumer<String> before) {
        int reach = contenders.stream().mapToInt(Contender::reach).max().orElse(1);
        int[] rows = series.scored(reach);
        if (rows.length == 0) {
            throw new IllegalArgumentException("no row to be scored has " + reach
                    + " rows before it without a gap, which the longest memory needs, and a value of its own");
        }
        List<Score> scores = new ArrayList<>();
        for (Contender contender : contenders) {
            before.accept(contender.name());
            double persistence = scores.isEmpty() ? Double.NaN : scores.getFirst().relative();
            scores.add(score(contender, series, rows, persistence));
        }
        return new Scoreboard(List.copyOf(scores), rows);
    }

    private static Score score(Contender contender, ScoredSeries series, int[] rows, double persistence) {
        try {
            Score score = Score.of(contender.name(), Run.of(contender, series), series, rows, persistence);
            return score.fits() ? score
                    : Score.failed(contender.name(), "its squared errors do not fit float64; scale the values "
                            + (score.mse() < 1 ? "up" : "down") + ", or give --standardize-rows");
        } catch (ArithmeticException | IllegalArgumentException | NegativeArraySizeException e) {
            return Score.failed(contender.name(), e.getMessage());
        } catch (OutOfMemoryError e) {
            return Score.failed(contender.name(), "what it remembers does not fit the memory Java was given, "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
        }
    }

    /** The method with the least mean squared error. */
    public Optional<Score> best() {
        return scores.stream().filter(score -> score.failure() == null).min(Comparator.comparingDouble(Score::mse));
    }

    /** With numbers that read back exactly; those of a method that failed are empty. */
    public String csv() {
        StringBuilder csv = new StringBuilder(COLUMNS).append('\n');
        for (Score score : scores) {
            csv.append(quoted(score.method()));
            for (double number : numbers(score)) {
                csv.append(',').append(score.failure() == null ? Double.toString(number) : "");
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static double[] numbers(Score score) {
        return new double[]{score.mse(), score.mae(), score.nmse(), score.skill(), score.nanosPerToken()};
    }

    private static String quoted(String name) {
        return name.indexOf(',') < 0 && name.indexOf('"') < 0 ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A table for people, to three digits. */
    public String markdown() {
        StringBuilder table = new StringBuilder("| method | MSE | MAE | NMSE | skill | time a token |\n");
        table.append("|---|---:|---:|---:|---:|---:|\n");
        for (Score score : scores) {
            table.append("| ").append(score.method().replace("|", "\\|")).append(" | ");
            if (score.failure() == null) {
                table.append(brief(score.mse())).append(" | ").append(brief(score.mae())).append(" | ");
                table.append(brief(score.nmse())).append(" | ").append(brief(score.skill())).append(" | ");
                table.append(time(score.nanosPerToken())).append(" |\n");
            } else {
                table.append("failed: ").append(score.failure().replace("|", "\\|")).append(" | | | | |\n");
            }
        }
        return table.toString();
    }

    static String brief(double x) {
        if (!Double.isFinite(x)) {
            return "undefined";
        }
        // Skill of hopeless methods is below any number worth three digits, and that of good ones near 1.
        BigDecimal rounded = BigDecimal.valueOf(x).round(new MathContext(3));
        return x == 0 || (Math.abs(x) >= 1e-3 && Math.abs(x) < 1e5) ? rounded.toPlainString()
                : String.valueOf(rounded.doubleValue()).replace("E", "e");
    }

    private static String time(double nanos) {
        return nanos < 1e3 ? brief(nanos) + " ns"
                : nanos < 1e6 ? brief(nanos / 1e3) + " µs" : brief(nanos / 1e6) + " ms";
    }
}
