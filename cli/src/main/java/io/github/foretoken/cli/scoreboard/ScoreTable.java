package io.github.foretoken.cli.scoreboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Scoreboard} in writing. */
final class ScoreTable {
    /** The first columns of the CSV; those of intervals follow. */
    private static final String COLUMNS = "method,mse,mae,nmse,skill,nanos_per_token";

    private ScoreTable() {}

    static String csv(Scoreboard board) {
        double[] levels = board.asked().levels();
        StringBuilder csv = new StringBuilder(header(levels));
        board.scores().forEach(score -> csv.append(line(score, levels.length)));
        return csv.toString();
    }

    static String header(double[] levels) {
        StringBuilder csv = new StringBuilder(COLUMNS);
        for (double level : levels) {
            String percent = Protocol.percent(level);
            csv.append(",coverage_").append(percent).append(",width_").append(percent);
            csv.append(",winkler_").append(percent);
        }
        return csv.append(",crps\n").toString();
    }

    static String line(Score score, int levels) {
        StringBuilder csv = new StringBuilder(quoted(score.method()));
        for (double number : new double[]{score.mse(), score.mae(), score.nmse(), score.skill(),
            score.nanosPerToken()}) {
            csv.append(',').append(score.failure() == null ? Double.toString(number) : "");
        }
        for (double number : score.intervals().numbers(levels)) {
            csv.append(',').append(score.intervals().scored() ? Double.toString(number) : "");
        }
        return csv.append('\n').toString();
    }

    private static String quoted(String name) {
        return name.indexOf(',') < 0 && name.indexOf('"') < 0 ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String markdown(Scoreboard board) {
        List<List<String>> cells = cells(board, true);
        StringBuilder table = new StringBuilder(line(cells.getFirst())).append("|---|")
                .append("---:|".repeat(cells.getFirst().size() - 1))
                .append('\n');
        cells.stream().skip(1).forEach(row -> table.append(line(row)));
        return table.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.isEmpty() ? " |" : " " + cell.replace("|", "\\|") + " |")
                .collect(Collectors.joining("", "|", "\n"));
    }

    /**
     * The table for people: the headings, then a row for each method.
     *
     * @param times whether there is a column of times, which no two runs share
     */
    static List<List<String>> cells(Scoreboard board, boolean times) {
        double[] levels = board.asked().levels();
        List<String> headings = new ArrayList<>(List.of("method", "MSE", "MAE", "NMSE", "skill"));
        if (times) {
            headings.add("time a token");
        }
        for (double level : levels) {
            String percent = Protocol.percent(level) + " %";
            headings.addAll(List.of("in " + percent, "width " + percent, "Winkler " + percent));
        }
        headings.add("CRPS");
        List<List<String>> cells = new ArrayList<>(List.of(headings));
        board.scores().forEach(score -> cells.add(row(score, times, levels.length)));
        return cells;
    }

    private static List<String> row(Score score, boolean times, int levels) {
        List<String> row = new ArrayList<>(List.of(score.method()));
        if (score.failure() == null) {
            row.addAll(List.of(brief(score.mse()), brief(score.mae()), brief(score.nmse()), brief(score.skill())));
        } else {
            row.addAll(List.of("failed: " + score.failure(), "", "", ""));
        }
        if (times) {
            row.add(score.failure() == null ? time(score.nanosPerToken()) : "");
        }
        for (double number : score.intervals().numbers(levels)) {
            row.add(score.intervals().scored() ? brief(number) : "");
        }
        return row;
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
