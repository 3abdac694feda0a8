package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.cli.table.KnownAhead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How much work a board may be that nobody drew up: operations and not time, so that it is the same on any machine. The
 * cheapest methods come first, and what no longer fits is left out, by name.
 */
final class Budget {
    /** A minute or two on one processor. */
    private static final double OPERATIONS = 2.5e11;
    /** That and the memory of lagged rows are what a search takes. */
    private static final double SEARCH_OPERATIONS = 2e10;

    private static final double MOST_SEARCHED = 3e6;

    private final List<ScoredSeries> series;
    private final int horizon;
    private final Consumer<String> notes;
    private double left;

    /** @param notes told what is left out, and why */
    Budget(List<ScoredSeries> series, int horizon, Consumer<String> notes) {
        this.series = series;
        this.horizon = horizon;
        this.notes = notes;
        left = OPERATIONS - cost(Contender.forecaster(KnownAhead.NONE));
    }

    /** Those that fit, in the order given. */
    List<Contender> affordable(List<Contender> contenders) {
        Set<Contender> kept = new HashSet<>();
        contenders.stream().sorted(Comparator.comparingDouble(this::cost)).filter(this::spend).forEach(kept::add);
        return contenders.stream().filter(kept::contains).toList();
    }

    /** The choice of a search on the one series there is, if there is room for that and for what it chooses. */
    List<Contender> automatic() {
        ScoredSeries one = series.getFirst();
        double numbers = (double) one.from() * one.rows().cols();
        if (numbers > MOST_SEARCHED || left < SEARCH_OPERATIONS) {
            notes.accept(
                    "left out auto: to choose by " + brief(numbers) + " numbers takes too long; --method auto has it");
            return List.of();
        }
        left -= SEARCH_OPERATIONS;
        return affordable(List.of(Contender.automatic(one, horizon, notes)));
    }

    private boolean spend(Contender contender) {
        double cost = cost(contender);
        if (cost > left) {
            notes.accept("left out " + contender.name() + ": it takes some " + brief(cost) + " operations, and of "
                    + brief(OPERATIONS) + " there are " + brief(left) + " left; "
                    + (contender.name().equals(Contender.AUTO) ? "--method auto has it" : "--method can name it"));
            return false;
        }
        left -= cost;
        return true;
    }

    private double cost(Contender contender) {
        return series.stream().mapToDouble(each -> contender.cost().of(each.to(), each.rows().cols(), horizon)).sum();
    }

    private static String brief(double x) {
        return String.format(Locale.ROOT, "%.1e", x).replace("e+", "e").replaceFirst("e0", "e");
    }
}
