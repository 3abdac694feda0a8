package io.github.foretoken.lab.evaluate;

import io.github.foretoken.Matrix;
import io.github.foretoken.lab.method.PredictorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Who competes: persistence, seasonal persistence, autoregressions, then the methods named or a choice of them. */
public final class Lineup {
    /** A longer season makes features that cost more than they tell. */
    private static final int MOST_DELAYS = 32;

    private static final int DELAYS_OF_ONE_COLUMN = 8;

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
            if (!method.strip().equals(Contender.AUTO)) {
                contender(method, delays == null ? 1 : delays);
            }
        }
    }

    /**
     * Draws it up, from the rows before those scored alone.
     *
     * @param methods as typed, or null for a choice of methods
     * @param delays for methods that name none, or null
     * @param season in rows, or null to look for one
     * @param notes told what was found
     */
    public static List<Contender> of(ScoredSeries series, List<String> methods, Integer delays, Integer season,
            Consumer<String> notes) {
        Matrix before = series.rows().rows(0, series.from());
        OptionalInt found = season == null ? Season.of(before) : OptionalInt.of(season);
        notes.accept(season != null ? "season of " + season + " rows, as given"
                : found.isPresent() ? "season of " + found.getAsInt() + " rows, found in the rows before those scored"
                        : "no season found in the rows before those scored");
        int own = found.orElse(0);
        int memory = delays != null ? delays
                : own > 1 && own <= MOST_DELAYS ? own : before.cols() == 1 ? DELAYS_OF_ONE_COLUMN : 1;
        List<Contender> all = new ArrayList<>(List.of(Contender.persistence()));
        if (own > 1) {
            all.add(Contender.seasonal(own));
        }
        Roster.autoregressions(memory).forEach(spec -> all.add(Contender.of(spec)));
        if (methods == null) {
            Roster.methods(before, memory).forEach(spec -> all.add(Contender.of(spec)));
            all.add(Contender.automatic(series, notes));
        } else {
            methods.forEach(method -> all.add(method.strip().equals(Contender.AUTO) ? Contender.automatic(series, notes)
                    : contender(method, memory)));
        }
        Map<String, Contender> unique = new LinkedHashMap<>();
        all.forEach(each -> unique.putIfAbsent(each.name(), each));
        return List.copyOf(unique.values());
    }

    private static Contender contender(String method, int delays) {
        boolean bare = method.strip().matches("(persistence|mean)(\\s.*)?");
        boolean named = bare || Arrays.stream(method.split("\\s+")).anyMatch(word -> word.matches("(delays|lags)=.*"));
        return Contender.of(PredictorSpec.parse(named ? method : method.strip() + " delays=" + delays));
    }
}
