package io.github.foretoken.cli.method;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.ForecasterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Levels of intervals in per cent, and the columns they lead to: for each column its mean, then, level by level, the lower
 * and the upper end.
 */
public final class Levels {
    /** No intervals. */
    public static final Levels NONE = new Levels(new TreeMap<>());
    private static final double PER_CENT = 100;
    /** What is built where nobody asks for any. */
    private static final double UNASKED = 0.8;

    /** By share, ascending: as typed. */
    private final Map<Double, String> texts;

    private Levels(Map<Double, String> texts) {
        this.texts = texts;
    }

    /** Reads {@code --level}. */
    public static final class Converter implements ITypeConverter<Levels> {
        @Override
        public Levels convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * Reads a list such as {@code 80,95} or {@code 99.5}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Levels parse(String list) {
        Map<Double, String> texts = new TreeMap<>();
        for (String item : list.split(",", -1)) {
            String text = item.strip();
            double share = text.matches("[0-9]{1,2}(\\.[0-9]{1,9})?") ? Double.parseDouble(text) / PER_CENT : 0;
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "'" + list + "' is no list of levels in per cent, above 0 and below 100, such as 80,95");
            }
            if (texts.put(share, text) != null) {
                throw new IllegalArgumentException("'" + list + "' has the level " + text + " twice");
            }
        }
        return new Levels(texts);
    }

    /** As typed, ascending. */
    public List<String> texts() {
        return List.copyOf(texts.values());
    }

    /** How many. */
    public int count() {
        return texts.size();
    }

    /** Has a forecaster give these. */
    public ForecasterBuilder in(ForecasterBuilder builder) {
        return builder.levels(count() == 0 ? new double[]{UNASKED} : shares());
    }

    /** Of numbers that are to lie in them, in (0, 1), ascending, as a new array. */
    public double[] shares() {
        return texts.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** How many columns d columns become. */
    public int width(int d) {
        return Math.multiplyExact(d, 1 + 2 * count());
    }

    /** Names of all columns: NAME, NAME.lower80, NAME.upper80, NAME.lower95, NAME.upper95, then those of the next name. */
    public List<String> labels(List<String> names) {
        List<String> labels = new ArrayList<>();
        for (String name : names) {
            labels.add(name);
            for (String text : texts.values()) {
                labels.add(name + ".lower" + text);
                labels.add(name + ".upper" + text);
            }
        }
        return labels;
    }

    /** The numbers of one step in the order of {@link #labels}, in a new array. */
    public double[] row(Forecast forecast, int step) {
        double[] row = new double[width(forecast.dimension())];
        spread(row, forecast.mean(step), 0);
        double[] shares = shares();
        for (int l = 0; l < shares.length; l++) {
            spread(row, forecast.lower(shares[l], step), 1 + 2 * l);
            spread(row, forecast.upper(shares[l], step), 2 + 2 * l);
        }
        return row;
    }

    private void spread(double[] row, double[] values, int first) {
        for (int c = 0; c < values.length; c++) {
            row[c * (1 + 2 * count()) + first] = values[c];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Levels that && Arrays.equals(shares(), that.shares());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shares());
    }

    /** The list, ascending. */
    @Override
    public String toString() {
        return String.join(",", texts.values());
    }
}
