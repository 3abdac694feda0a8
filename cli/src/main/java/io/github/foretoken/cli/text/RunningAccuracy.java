package io.github.foretoken.cli.text;

import java.util.Arrays;

/** The share of right predictions among the latest ones, along a stretch of text. */
final class RunningAccuracy {
    private static final int POINTS = 900;

    /** The places it is given for, counted from 1. */
    private final double[] places;
    private final int start;
    private final int window;

    /**
     * Chooses the places.
     *
     * @param start first place of the stretch, from 0
     * @param end after its last place
     * @param window how many predictions each mean is over; fewer at the start
     */
    RunningAccuracy(int start, int end, int window) {
        this.start = start;
        this.window = window;
        int length = end - start;
        int points = Math.min(length, POINTS);
        places = new double[points];
        Arrays.setAll(places, i -> start + (long) length * (i + 1) / points);
    }

    /** What the means are at, counted from 1. */
    double[] places() {
        return places.clone();
    }

    /** As many means; NaN where nothing is predicted yet. */
    double[] of(byte[] text, MethodResult result) {
        double[] accuracy = new double[places.length];
        for (int i = 0; i < accuracy.length; i++) {
            int end = (int) places[i];
            accuracy[i] = result.accuracy(text, Math.max(start, end - window), end);
        }
        return accuracy;
    }
}
