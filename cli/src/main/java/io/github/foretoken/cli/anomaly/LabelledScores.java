package io.github.foretoken.cli.anomaly;

import java.util.List;

/**
 * Scores of one file's rows, and where it is abnormal.
 *
 * @param scores one a row, larger is stranger; not modified
 * @param windows ascending and apart from each other
 */
@SuppressWarnings("ArrayRecordComponent") // a view by contract
public record LabelledScores(double[] scores, List<Window> windows) {
    private static final double PROBATION_SHARE = 0.15;
    private static final int MOST_PROBATION = 750;

    /**
     * Rows that are abnormal.
     *
     * @param first 0-based
     * @param last included
     */
    public record Window(int first, int last) {
        double length() {
            return last - first + 1.0;
        }
    }

    /** Keeps the list. */
    public LabelledScores {
        windows = List.copyOf(windows);
    }

    /** How many rows at the beginning are not scored, so that a detector can learn. */
    int probation() {
        return (int) Math.min(PROBATION_SHARE * scores.length, MOST_PROBATION);
    }

    /** The index of the window with that row in it, or of the last one before it; -1 if there is none. */
    int windowUpTo(int row) {
        int found = -1;
        for (int w = 0; w < windows.size() && windows.get(w).first() <= row; w++) {
            found = w;
        }
        return found;
    }
}
