package io.github.foretoken.cli.anomaly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * How well scores find what is labelled as abnormal: 0 for a detector that says nothing, 100 for a perfect one.
 *
 * <p>One threshold serves all files, the best one. A row whose score reaches it is a detection. Rows of probation, the first
 * 15 % of a file and 750 at most, are not looked at. A window gains by its first detection, the more the earlier in it that is;
 * without one it costs a miss. A detection outside costs a false alarm, less than that shortly after a window. A window
 * that ends within probation does not count.
 *
 * <p>Source: Lavin and Ahmad, Evaluating Real-time Anomaly Detection Algorithms - the Numenta Anomaly Benchmark, arXiv
 * 1510.03336.
 *
 * @param profile what mistakes cost
 * @param score 100 or less
 * @param threshold the least score that is a detection; infinite if none is best
 * @param detected windows detected
 * @param windows all that count
 * @param falseAlarms detections outside of windows, a row each
 */
public record AnomalyScore(Profile profile, double score, double threshold, int detected, int windows,
        long falseAlarms) {
    private static final double STEEPNESS = 5;
    /** In window lengths after a window's end: no detection from there on has to do with it. */
    private static final double FAR = 3;

    /**
     * A row that may be a detection.
     *
     * @param window null outside
     */
    private record Event(double score, int row, LabelledScores.Window window, double worth) {}

    /**
     * Scores files together.
     *
     * @throws IllegalArgumentException if no window counts
     */
    public static AnomalyScore of(List<LabelledScores> files, Profile profile) {
        int windows = 0;
        List<Event> events = new ArrayList<>();
        for (LabelledScores file : files) {
            windows += (int) file.windows().stream().filter(window -> window.last() >= file.probation()).count();
            addEvents(file, events);
        }
        if (windows == 0) {
            throw new IllegalArgumentException(
                    "no window ends after probation, the first 15 percent of a file and 750 rows at most: nothing can be scored");
        }
        events.sort(Comparator.comparingDouble(Event::score).reversed());
        return best(events, profile, windows);
    }

    private static void addEvents(LabelledScores file, List<Event> events) {
        for (int row = file.probation(); row < file.scores().length; row++) {
            int w = file.windowUpTo(row);
            LabelledScores.Window window = w < 0 ? null : file.windows().get(w);
            boolean inside = window != null && row <= window.last();
            double worth = window == null ? -1
                    : inside ? worth((row - window.last() - 1) / window.length()) / worth(-1)
                            : worth((row - window.last()) / Math.max(1, window.length() - 1));
            events.add(new Event(file.scores()[row], row, inside ? window : null, worth));
        }
    }

    /** Of a detection so far after a window's end, in its lengths: from about 1 at its beginning, over 0, to -1. */
    private static double worth(double position) {
        return position > FAR ? -1 : 2 / (1 + Math.exp(STEEPNESS * position)) - 1;
    }

    /** The threshold falls from row to row, and rows of one score are detected together. */
    private static AnomalyScore best(List<Event> events, Profile profile, int windows) {
        // Windows of two files may be equal: only identity tells them apart.
        IdentityHashMap<LabelledScores.Window, Event> first = new IdentityHashMap<>();
        double gain = 0;
        long alarms = 0;
        double nothing = -profile.miss() * windows;
        double best = nothing;
        AnomalyScore result = new AnomalyScore(profile, 0, Double.POSITIVE_INFINITY, 0, windows, 0);
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.window() == null) {
                gain += event.worth() * profile.falseAlarm();
                alarms++;
            } else {
                Event earlier = first.get(event.window());
                if (earlier == null || event.row() < earlier.row()) {
                    gain += event.worth() - (earlier == null ? 0 : earlier.worth());
                    first.put(event.window(), event);
                }
            }
            boolean last = i + 1 == events.size() || events.get(i + 1).score() < event.score();
            double raw = gain - profile.miss() * (windows - first.size());
            if (last && raw > best) {
                best = raw;
                double score = 100 * (raw - nothing) / (windows - nothing);
                result = new AnomalyScore(profile, score, event.score(), first.size(), windows, alarms);
            }
        }
        return result;
    }
}
