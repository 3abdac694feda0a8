package io.github.foretoken.bench.peers;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Intervals of the next row, by the library and by its peers on the same rows in one run, as a table: coverage, mean width and
 * Winkler score, both in units of a column's standard deviation over the scored rows, and the time a row. Arguments: CSV files,
 * of which the columns that hold numbers only are taken, at most {@value #COLUMNS}. The first tenth of the rows is not scored.
 */
public final class IntervalsMain {
    private static final int COLUMNS = 8;
    private static final int UNSCORED = 10;
    private static final List<IntFunction<IntervalMethod>> METHODS =
            List.of(IntervalMethod::forecaster, IntervalMethod::gaussian, IntervalMethod::caster);

    private IntervalsMain() {}

    /** Prints the table. */
    public static void main(String[] args) throws IOException {
        System.out.println("| file | rows x columns | method | coverage | width | Winkler | µs a row |");
        System.out.println("|---|---|---|---:|---:|---:|---:|");
        int[] wins = new int[METHODS.size()];
        int files = 0;
        for (String arg : args) {
            if (arg.equals("--intervals")) {
                continue;
            }
            double[][] rows = read(Path.of(arg));
            double[] scale = deviations(rows);
            double[] winkler = new double[METHODS.size()];
            for (int m = 0; m < winkler.length; m++) {
                winkler[m] = line(Path.of(arg).getFileName().toString(), rows, scale, METHODS.get(m));
            }
            for (int m = 1; m < winkler.length; m++) {
                wins[m] += winkler[0] <= winkler[m] ? 1 : 0;
            }
            files++;
        }
        System.out.printf(Locale.ROOT,
                "%nThe forecaster's Winkler score is not larger than that of Gaussian residuals on %d of %d files, and than that of"
                        + " RCFCaster on %d.%n",
                wins[1], files, wins[2]);
    }

    private static double line(String file, double[][] rows, double[] scale, IntFunction<IntervalMethod> start) {
        int d = scale.length;
        IntervalMethod method = start.apply(d);
        double[] lower = new double[d];
        double[] upper = new double[d];
        double covered = 0;
        double width = 0;
        double outside = 0;
        long scored = 0;
        long begin = System.nanoTime();
        for (int t = 0; t < rows.length; t++) {
            for (int c = 0; c < d && t >= rows.length / UNSCORED; c++) {
                double below = lower[c] - rows[t][c];
                double above = rows[t][c] - upper[c];
                scored++;
                covered += below <= 0 && above <= 0 ? 1 : 0;
                width += (upper[c] - lower[c]) / scale[c];
                outside += Math.max(0, Math.max(below, above)) / scale[c];
            }
            method.next(rows[t], lower, upper);
        }
        double micros = (System.nanoTime() - begin) / 1e3 / rows.length;
        double winkler = (width + 2 / (1 - IntervalMethod.LEVEL) * outside) / scored;
        System.out.printf(Locale.ROOT, "| %s | %d x %d | %s | %.3f | %.4g | %.4g | %.3g |%n", file, rows.length, d,
                method.name(), covered / scored, width / scored, winkler, micros);
        return winkler;
    }

    /** Of the columns, over the rows scored; 1 where there is none. */
    private static double[] deviations(double[][] rows) {
        return IntStream.range(0, rows[0].length).mapToDouble(c -> {
            double[] x = IntStream.range(rows.length / UNSCORED, rows.length).mapToDouble(t -> rows[t][c]).toArray();
            double mean = IntStream.range(0, x.length).mapToDouble(i -> x[i] / x.length).sum();
            double variance =
                    IntStream.range(0, x.length).mapToDouble(i -> (x[i] - mean) * (x[i] - mean) / x.length).sum();
            return variance == 0 ? 1 : Math.sqrt(variance);
        }).toArray();
    }

    /** The columns that hold a number in every row but perhaps the first. */
    private static double[][] read(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
            records.forEach(record -> lines.add(record.getFields()));
        }
        int[] columns = IntStream.range(0, lines.getFirst().size())
                .filter(c -> lines.stream().skip(1).allMatch(line -> isNumber(line.get(c))))
                .limit(COLUMNS)
                .toArray();
        int from = IntStream.of(columns).allMatch(c -> isNumber(lines.getFirst().get(c))) ? 0 : 1;
        return lines.stream()
                .skip(from)
                .map(line -> IntStream.of(columns).mapToDouble(c -> Double.parseDouble(line.get(c))).toArray())
                .toArray(double[][]::new);
    }

    private static boolean isNumber(String cell) {
        return cell.strip().matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }
}
