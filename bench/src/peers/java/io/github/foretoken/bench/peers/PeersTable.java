package io.github.foretoken.bench.peers;

import io.github.foretoken.bench.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One row a job, one column a peer, and what the rows come to; Markdown that is also aligned. */
final class PeersTable {
    private static final String ABSENT = "-";

    /** Columns and the peers behind them; of several, the fastest counts. */
    private static final Map<String, List<String>> COLUMNS = columns();

    private final Map<Job, Map<String, Times>> rows = new LinkedHashMap<>();
    private final Roofline roofline;

    PeersTable(Roofline roofline) {
        this.roofline = roofline;
    }

    private static Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("PyTorch", List.of("torch", "torch-blas", "torch-fused"));
        columns.put("PyTorch kept", List.of("torch-kept"));
        columns.put("NumPy", List.of("limit", "attention"));
        columns.put("NumPy kept", List.of("limit-kept"));
        columns.put("OpenBLAS", List.of("openblas"));
        columns.put("netlib", List.of("netlib"));
        columns.put("ojAlgo", List.of("ojalgo"));
        columns.put("EJML", List.of("ejml"));
        columns.put("one by one", List.of(Peers.ONE_BY_ONE));
        columns.put("scalar twin", List.of(Peers.SCALAR));
        return columns;
    }

    void put(Job job, String peer, Times times) {
        rows.computeIfAbsent(job, key -> new LinkedHashMap<>()).put(peer, times);
    }

    Map<Job, Map<String, Times>> rows() {
        return rows;
    }

    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("job", "T", "d", "type", "threads", "Foretoken ms", "% of roof"));
        header.addAll(COLUMNS.keySet());
        lines.add(header);
        rows.forEach((job, times) -> lines.add(line(job, times)));
        return aligned(lines) + "\n" + Summary.of(this) + FOOTNOTE;
    }

    private static final String FOOTNOTE =
            """

                    Wall-clock milliseconds: median of the forks' medians, [least..greatest fork] or +- half that range.
                    (n x): that peer's time over Foretoken's. %% of roof: the least time that 4 d flops a pair at the fma peak and
                    one exp a pair at our exp loop's speed allow, over Foretoken's time; of training the products and exps of a step. Each peer passed its check against the
                    definition before it was measured. PyTorch's threads are those of its own loops or of its BLAS, whichever was
                    faster on that row. kept: its T x T matrix is kept between calls, as are those of OpenBLAS, netlib, ojAlgo
                    and EJML; else it is made anew.
                    """
                    .replace("%%", "%");

    private List<String> line(Job job, Map<String, Times> times) {
        List<String> line = new ArrayList<>(List.of(job.kind().label, Integer.toString(job.tokens()),
                Integer.toString(job.dimension()), job.type(), Integer.toString(job.threads())));
        Times ours = times.get(Peers.OURS);
        line.add(ours == null ? ABSENT
                : String.format(Locale.ROOT, "%s [%s..%s]", digits(ours.median()), digits(ours.least()),
                        digits(ours.greatest())));
        double share = ours == null ? Double.NaN : 100 * roofline.bound(job) / ours.median();
        line.add(Double.isNaN(share) ? ABSENT : String.format(Locale.ROOT, "%.0f", share));
        for (String column : COLUMNS.keySet()) {
            line.add(cell(best(job, column), ours));
        }
        return line;
    }

    private static String cell(Times peer, Times ours) {
        if (peer == null) {
            return ABSENT;
        }
        double spread = 50 * (peer.greatest() - peer.least()) / peer.median();
        return digits(peer.median()) + (spread == 0 ? "" : String.format(Locale.ROOT, " +-%.0f%%", spread))
                + (ours == null ? "" : String.format(Locale.ROOT, " (%.2fx)", peer.median() / ours.median()));
    }

    /** The fastest of the peers behind a column on that row; null when none ran. */
    private Times best(Job job, String column) {
        Times best = null;
        for (String peer : COLUMNS.get(column)) {
            Times times = rows.get(job).get(peer);
            if (times != null && (best == null || times.median() < best.median())) {
                best = times;
            }
        }
        return best;
    }

    /** How many times longer than ours, for every row of that kind where both ran. */
    Map<Job, Double> ratios(String column) {
        Map<Job, Double> ratios = new LinkedHashMap<>();
        for (Job job : rows.keySet()) {
            Times ours = rows.get(job).get(Peers.OURS);
            Times peer = best(job, column);
            if (ours != null && peer != null) {
                ratios.put(job, peer.median() / ours.median());
            }
        }
        return ratios;
    }

    /** How many times faster two threads are than one, for every row with both. */
    Map<Job, Double> speedups() {
        Map<Job, Double> speedups = new LinkedHashMap<>();
        for (Job job : rows.keySet()) {
            Job alone = new Job(job.kind(), job.tokens(), job.dimension(), job.type(), 1);
            Times two = rows.get(job).get(Peers.OURS);
            Times one = rows.getOrDefault(alone, Map.of()).get(Peers.OURS);
            if (job.threads() == 2 && one != null && two != null) {
                speedups.put(job, one.median() / two.median());
            }
        }
        return speedups;
    }

    static Iterable<String> columnNames() {
        return COLUMNS.keySet();
    }

    /** Milliseconds, four significant digits, no exponent. */
    private static String digits(double microseconds) {
        double milliseconds = microseconds / 1e3;
        int decimals = Math.clamp(2 - (int) Math.floor(Math.log10(milliseconds)), 0, 4);
        return String.format(Locale.ROOT, "%." + decimals + "f", milliseconds);
    }

    private static String aligned(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder(row(lines.get(0), widths));
        for (int width : widths) {
            text.append("|").append("-".repeat(width + 2));
        }
        text.append("|\n");
        for (List<String> line : lines.subList(1, lines.size())) {
            text.append(row(line, widths));
        }
        return text.toString();
    }

    private static String row(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append("| ").append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 1));
        }
        return text.append("|\n").toString();
    }
}
