package io.github.foretoken.cli.plot;

import io.github.foretoken.cli.table.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Named curves over t = 1, 2, ... or over values of something else: the table behind a picture. As CSV it has a column of
 * these and one column a curve, with numbers that read back as the same doubles.
 */
public final class CurveTable {
    private final Map<String, double[]> curves = new LinkedHashMap<>();
    private final String over;
    private final double[] values;
    private final int first;

    /** Curves over t = 1, 2, ... */
    public CurveTable() {
        this("t", 1);
    }

    /** Curves over {@code first}, {@code first + 1}, ... of that name. */
    public CurveTable(String over, int first) {
        this.over = over;
        this.values = null;
        this.first = first;
    }

    /** Curves over these values, not modified, of something of that name. */
    public CurveTable(String over, double[] values) {
        this.over = over;
        this.values = values.clone();
        this.first = 0;
    }

    /** Adds a curve; all must be of one length. Not modified. */
    public CurveTable add(String name, double[] curve) {
        if ((values != null || !curves.isEmpty()) && length() != curve.length) {
            throw new IllegalArgumentException("curve " + name + " has length " + curve.length + ", not " + length());
        }
        curves.put(name, curve.clone());
        return this;
    }

    /** The names, in order. */
    public List<String> names() {
        return List.copyOf(curves.keySet());
    }

    /** One curve, a copy. */
    public double[] curve(String name) {
        return curves.get(name).clone();
    }

    /** What the curves are over, a copy. */
    public double[] values() {
        return values != null ? values.clone() : IntStream.range(first, first + length()).asDoubleStream().toArray();
    }

    /** The number of rows. */
    public int length() {
        return values != null ? values.length : curves.values().iterator().next().length;
    }

    /** Writes the CSV, whole or not at all. */
    public void write(Path file) throws IOException {
        StringBuilder csv = new StringBuilder(over + "," + String.join(",", curves.keySet()) + "\n");
        for (int t = 0; t < length(); t++) {
            StringJoiner row = new StringJoiner(",", "", "\n");
            row.add(values == null ? Integer.toString(first + t) : Double.toString(values[t]));
            for (double[] curve : curves.values()) {
                row.add(Double.toString(curve[t]));
            }
            csv.append(row);
        }
        OutputFile.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
