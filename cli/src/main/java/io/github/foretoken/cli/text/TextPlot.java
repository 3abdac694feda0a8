package io.github.foretoken.cli.text;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Running accuracy along a text, and below it along a passage that comes twice, the first time and again. */
public final class TextPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 400;
    private static final int AXIS_WIDTH = 85;
    private static final List<Color> COLORS = List.of(HouseStyle.BLUE, HouseStyle.VERMILLION, HouseStyle.ORANGE);

    private TextPlot() {}

    /**
     * Writes the picture, whole or not at all.
     *
     * @param file ending in .png or .svg
     * @param text not modified
     * @param results what to draw, the most important first: three at most
     * @param passage one that comes twice, or null
     * @param title of the picture
     * @throws IllegalArgumentException for more results, or another ending
     */
    public static void write(Path file, byte[] text, List<MethodResult> results, Passage passage, String title)
            throws IOException {
        if (results.isEmpty() || results.size() > COLORS.size()) {
            throw new IllegalArgumentException(
                    "a plot shows 1 to " + COLORS.size() + " methods, not " + results.size());
        }
        Picture picture = new Picture(WIDTH, passage == null ? HEIGHT : 2 * HEIGHT);
        picture.add(whole(text, results, title), 0, 0, WIDTH, HEIGHT);
        if (passage != null) {
            picture.add(twice(text, results, passage), 0, HEIGHT, WIDTH, HEIGHT);
        }
        picture.alignLeft(AXIS_WIDTH).write(file);
    }

    private static LinePanel whole(byte[] text, List<MethodResult> results, String title) {
        int from = results.getFirst().from();
        int window = window(text.length - from);
        RunningAccuracy running = new RunningAccuracy(from, text.length, window);
        LinePanel panel =
                new LinePanel(title, "byte (share of the last " + window + " bytes)", "predicted right").legendAbove();
        for (int i = results.size() - 1; i >= 0; i--) {
            panel.line(results.get(i).name(), running.places(), running.of(text, results.get(i)), COLORS.get(i), 1.6f);
        }
        return panel;
    }

    private static LinePanel twice(byte[] text, List<MethodResult> results, Passage passage) {
        int window = window(passage.length());
        String title = "The passage of " + passage.length() + " bytes at byte " + (passage.first() + 1)
                + " and again at byte " + (passage.second() + 1);
        LinePanel panel =
                new LinePanel(title, "byte of the passage (share of the last " + window + " bytes)", "predicted right")
                        .legendAbove();
        RunningAccuracy first = stretch(passage.first(), passage.length(), window);
        RunningAccuracy again = stretch(passage.second(), passage.length(), window);
        double[] places = Arrays.stream(first.places()).map(place -> place - passage.first()).toArray();
        // The unigram knows no passages.
        for (int i = Math.min(2, results.size()) - 1; i >= 0; i--) {
            String name = results.get(i).name();
            panel.line(name + ", first", places, first.of(text, results.get(i)), HouseStyle.pale(COLORS.get(i)), 2.2f);
            panel.line(name + ", again", places, again.of(text, results.get(i)), COLORS.get(i), 1.6f);
        }
        return panel;
    }

    private static RunningAccuracy stretch(int start, int length, int window) {
        return new RunningAccuracy(start, start + length, window);
    }

    /** Wide enough to be smooth, narrow enough to show learning. */
    private static int window(int places) {
        return Math.max(Math.min(places, 20), places / 50);
    }
}
