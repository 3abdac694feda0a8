package io.github.foretoken.search;

import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Goes from one candidate to better ones, along one axis at a time, until no axis leads further down. */
final class SearchDescent {
    static final Axis INCREMENTS =
            at -> List.of(List.of(at.withFeatures(at.features().withIncrements(!at.features().increments()))));
    static final Axis STANDARDIZATION = at -> List
            .of(List.of(at.withFeatures(at.features().withStandardization(!at.features().standardization()))));
    static final Axis INTERCEPT =
            at -> List.of(List.of(at.withFeatures(at.features().withIntercept(1 - at.features().intercept()))));
    static final Axis FORGETTING = at -> both(at.forgetting(), at::withForgetting);
    static final Axis RIDGE = at -> both(at.ridge(), at::withRidge);
    static final Axis WIDTH = at -> both(at.width(), at::withWidth);

    private static final int STEPS = 8;
    private static final int SWEEPS = 4;
    /** What an elaboration must gain to be taken. */
    private static final double GAIN = 1e-3;

    private final SearchTrials trials;

    /** Lines of candidates that begin next to one; each is followed as long as errors fall. */
    interface Axis {
        List<List<SearchCandidate>> lines(SearchCandidate at);
    }

    SearchDescent(SearchTrials trials) {
        this.trials = trials;
    }

    private static List<List<SearchCandidate>> both(int at, IntFunction<SearchCandidate> step) {
        return List.of(line(IntStream.rangeClosed(1, STEPS).map(i -> at + i), step),
                line(IntStream.rangeClosed(1, STEPS).map(i -> at - i), step));
    }

    private static List<SearchCandidate> line(IntStream steps, IntFunction<SearchCandidate> step) {
        return steps.mapToObj(step).filter(Objects::nonNull).toList();
    }

    /** Of one that has been tried. */
    double error(SearchCandidate candidate) {
        return trials.error(candidate, Double.POSITIVE_INFINITY);
    }

    /** Where it ends: the start itself at worst. */
    SearchCandidate from(SearchCandidate start, List<Axis> axes) {
        SearchCandidate best = start;
        double error = trials.error(start, Double.POSITIVE_INFINITY);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            SearchCandidate before = best;
            for (Axis axis : axes) {
                SearchCandidate origin = best;
                for (List<SearchCandidate> line : axis.lines(origin)) {
                    for (SearchCandidate candidate : line) {
                        double found = trials.error(candidate, error * (1 - GAIN));
                        if (Double.isInfinite(found)) {
                            break;
                        }
                        best = candidate;
                        error = found;
                    }
                    if (line.size() > 1 && !best.equals(origin)) {
                        // The other way leads up.
                        break;
                    }
                }
            }
            if (best.equals(before)) {
                break;
            }
        }
        return best;
    }
}
