package io.github.foretoken.lab.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;

/** A {@link Scoreboard} in writing. */
final class ScoreTable {
    /** The first columns of the CSV; those of intervals follow. */
    private static final String COLUMNS = "method,mse,mae,nmse,skill,nanos_per_token";

    private ScoreTable() {}

    static String csv(Scoreboard board) {
        double[] levels = board.asked().levels();
        StringBuilder csv = new StringBuilder(COLUMNS);
        for (double level : levels) {
            String percent = Protocol.percent(level);
            csv.append(",coverage_").append(percent).append(",width_").append(percent);
            csv.append(",winkler_").append(percent);
        }
        csv.append(",crps\n");
        for (Score score : board.scores()) {
            csv.append(quoted(score.method()));
            for (double number : new double[]{score.mse(), score.mae(), score.nmse(), score.skill(),
                score.nanosPerToken()}) {
                csv.append(',').append(score.failure() == null ? Double.toString(number) : "");
            }
            for (double number : score.intervals().numbers(levels.length)) {
                csv.append(',').append(score.intervals().scored() ? Double.toString(number) : "");
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String quoted(String name) {
        return name.indexOf(',') < 0 && name.indexOf('"') < 0 ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String markdown(Scoreboard board) {
        double[] levels = board.asked().levels();
        StringBuilder table = new StringBuilder("| method | MSE | MAE | NMSE | skill | time a token |");
        for (double level : levels) {
            String percent = Protocol.percent(level);
            table.append(" in ").append(percent).append(" % | width ").append(percent);
            table.append(" % | Winkler ").append(percent).append(" % |");
        }
        table.append(" CRPS |\n|---|").append("---:|".repeat(6 + 3 * levels.length)).append('\n');
        for (Score score : board.scores()) {
            table.append("| ").append(score.method().replace("|", "\\|")).append(" | ");
            if (score.failure() == null) {
                table.append(brief(score.mse())).append(" | ").append(brief(score.mae())).append(" | ");
                table.append(brief(score.nmse())).append(" | ").append(brief(score.skill())).append(" | ");
                table.append(time(score.nanosPerToken()));
            } else {
                table.append("failed: ").append(score.failure().replace("|", "\\|")).append(" | | | |");
            }
            for (double number : score.intervals().numbers(levels.length)) {
                table.append(" | ").append(score.intervals().scored() ? brief(number) : "");
            }
            table.append(" |\n");
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
