package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.PredictorArguments;
import io.github.foretoken.predict.PredictorOptions;
import io.github.foretoken.predict.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Who competes: persistence, seasonal persistence, autoregressions, the default forecaster, then the methods named or a choice
 * of them.
 */
public final class Lineup {
    /** A longer season makes features that cost more than they tell. */
    private static final int MOST_DELAYS = 32;

    private static final int DELAYS_OF_ONE_COLUMN = 8;
    private static final int SAMPLED = 200;

    private Lineup() {}

    /**
     * Says what is wrong with methods before anything is read.
     *
     * @param methods as typed, or null
     * @param delays for those that name none, or null
     * @throws IllegalArgumentException if there is one that cannot be
     */
    public static void check(List<String> methods, Integer delays) {
        for (String method : methods == null ? List.<String>of() : methods) {
            if (!List.of(Contender.AUTO, Contender.FORECASTER).contains(method.strip())) {
                spec(method.strip(), delays == null ? 1 : delays);
            }
        }
    }

    /**
     * Draws it up, from the rows before those scored alone. Methods that nobody named and that would take too long are left
     * out.
     *
     * @param methods as typed, or null for a choice of methods
     * @param delays for methods that name none, or null
     * @param season in rows, or null to look for one
     * @param horizon steps ahead
     * @param notes told what was found, and left out
     */
    public static List<Contender> of(ScoredSeries series, List<String> methods, Integer delays, Integer season,
            int horizon, Consumer<String> notes) {
        OptionalInt found = season == null ? Season.of(before(series)) : OptionalInt.of(season);
        notes.accept(season != null ? "season of " + season + " rows, as given"
                : found.isPresent() ? "season of " + found.getAsInt() + " rows, found in the rows before those scored"
                        : "no season found in the rows before those scored");
        return of(List.of(series), methods, memory(delays, found, series), found, horizon, notes);
    }

    /**
     * The same of several series, on each of which all of them run: one season, and kernels as wide as most of the series ask
     * for. What chooses for each series anew is not among them.
     *
     * @param series one or more, of columns of the same number
     */
    public static List<Contender> of(List<ScoredSeries> series, List<String> methods, Integer delays, Integer season,
            int horizon, Consumer<String> notes) {
        OptionalInt found = season == null ? Season.ofMost(sample(series), notes) : OptionalInt.of(season);
        if (season != null) {
            notes.accept("season of " + season + " rows, as given");
        }
        List<String> others =
                methods == null ? null : methods.stream().filter(each -> !each.strip().equals(Contender.AUTO)).toList();
        return of(series, others, memory(delays, found, series.getFirst()), found, horizon, notes);
    }

    /** Whether that is among methods as typed. */
    public static boolean hasAutomatic(List<String> methods) {
        return methods != null && methods.stream().anyMatch(each -> each.strip().equals(Contender.AUTO));
    }

    private static List<Contender> of(List<ScoredSeries> series, List<String> methods, int memory, OptionalInt season,
            int horizon, Consumer<String> notes) {
        List<Contender> all = new ArrayList<>(List.of(Contender.persistence()));
        if (season.orElse(0) > 1) {
            all.add(Contender.seasonal(season.getAsInt()));
        }
        List<Contender> chosen = new ArrayList<>();
        Roster.autoregressions(memory).forEach(options -> chosen.addAll(Contender.of(options, horizon)));
        if (methods == null) {
            Roster.methods(sample(series), memory).forEach(options -> chosen.addAll(Contender.of(options, horizon)));
        }
        Budget budget = new Budget(series, horizon, notes);
        all.addAll(budget.affordable(chosen));
        all.add(Contender.forecaster(series.getFirst().ahead()));
        if (methods != null) {
            methods.forEach(
                    method -> all.addAll(contenders(method.strip(), memory, series.getFirst(), horizon, notes)));
        } else if (series.size() == 1) {
            all.addAll(budget.automatic());
        }
        Map<String, Contender> unique = new LinkedHashMap<>();
        all.forEach(each -> unique.putIfAbsent(each.name(), each));
        return List.copyOf(unique.values());
    }

    private static int memory(Integer delays, OptionalInt season, ScoredSeries series) {
        int own = season.orElse(0);
        return delays != null ? delays
                : own > 1 && own <= MOST_DELAYS ? own : series.rows().cols() == 1 ? DELAYS_OF_ONE_COLUMN : 1;
    }

    private static Matrix before(ScoredSeries series) {
        return series.rows().rows(0, series.from());
    }

    /** Rows before those scored, of a number of series that tells as much as all of them. */
    private static List<Matrix> sample(List<ScoredSeries> series) {
        int some = Math.min(series.size(), SAMPLED);
        return IntStream.range(0, some)
                .mapToObj(i -> before(series.get((int) ((long) i * series.size() / some))))
                .toList();
    }

    private static List<Contender> contenders(String method, int delays, ScoredSeries series, int horizon,
            Consumer<String> notes) {
        return switch (method) {
            case Contender.AUTO -> List.of(Contender.automatic(series, horizon, notes));
            case Contender.FORECASTER -> List.of(Contender.forecaster(series.ahead()));
            default -> Contender.of(spec(method, delays), horizon);
        };
    }

    private static PredictorOptions spec(String method, int delays) {
        boolean bare = method.matches("(persistence|mean)(\\s.*)?");
        boolean named = bare || Arrays.stream(method.split("\\s+")).anyMatch(word -> word.matches("(delays|lags)=.*"));
        PredictorOptions options = PredictorArguments.parse(named ? method : method + " delays=" + delays);
        Steps steps = options.steps();
        if (!steps.equals(Steps.NEXT)) {
            throw new IllegalArgumentException("methods are compared as far ahead as --horizon says; leave out "
                    + (steps.horizons() > 0 ? "horizons=" + steps.horizons() : "horizon=" + steps.horizon()));
        }
        return options;
    }
}
