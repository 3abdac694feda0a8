package io.github.foretoken.cli.report;

import java.util.List;

/** What forecasts were made of as time went by. */
final class WeightSection {
    private static final String PERSISTENCE = "persistence";

    private WeightSection() {}

    static void write(Page page, Frame frame, WeightHistory weights) {
        Chart chart = new Chart("chart-weights", frame.columns(),
                page.numbers().add(weights.rows(), 0, PackedNumbers.ALL_BITS)).with("percent", true);
        List<String> names = weights.candidates();
        int colour = 0;
        for (int k = 0; k < names.size(); k++) {
            if (!weights.used(k, frame.columns())) {
                continue;
            }
            int candidate = k;
            String role = names.get(k).equals(PERSISTENCE) ? PERSISTENCE : "method" + colour++;
            chart.line(names.get(k), role,
                    c -> page.numbers().add(weights.of(candidate, c), 0, PackedNumbers.ALL_BITS));
        }
        page.section("weights", "Weights over time", Html.paragraph("What share each candidate had in forecasts "
                + ErrorSection.ahead(weights.step()) + ": weights follow the candidates' errors, and add up to 100 %."),
                chart, "");
    }
}
