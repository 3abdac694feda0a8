package io.github.foretoken.bench.process;

import java.util.Map;

/**
 * One row of the page.
 *
 * @param id by which targets and remarks name it; letters, digits, dots and hyphens
 * @param what was measured, for people
 * @param unit of median and peers; of a rate it ends with "/s", and more is better
 * @param spread of the runs
 * @param peers what others took for the same, in the same unit, by name
 * @param note what else is to be known, or empty
 */
public record Figure(String id, String what, String unit, Spread spread, Map<String, Double> peers, String note) {
    /** The peer that nobody can pass: what arithmetic alone takes. */
    public static final String ROOF = "roof";

    /** Without peers. */
    static Figure alone(String id, String what, String unit, Spread spread, String note) {
        return new Figure(id, what, unit, spread, Map.of(), note);
    }

    boolean moreIsBetter() {
        return unit.endsWith("/s") || unit.equals("x");
    }

    /** How many times as fast as that peer this is. */
    public double factor(String peer) {
        double other = peers.get(peer);
        return moreIsBetter() ? spread.median() / other : other / spread.median();
    }
}
