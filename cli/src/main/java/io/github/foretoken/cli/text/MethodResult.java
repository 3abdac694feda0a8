package io.github.foretoken.cli.text;

/** What one method predicted for the places of a text, from some place on. */
public final class MethodResult {
    private final String name;
    private final byte[] predicted;
    private final int from;

    /**
     * Of a method of that name.
     *
     * @param predicted element i is the byte predicted for place i from the bytes before it; one more than the text has, the
     *        last being the forecast; not copied
     * @param from first place with a prediction
     */
    MethodResult(String name, byte[] predicted, int from) {
        this.name = name;
        this.predicted = predicted;
        this.from = from;
    }

    /** What to call the method. */
    public String name() {
        return name;
    }

    /** First place with a prediction. */
    public int from() {
        return from;
    }

    /** The forecast: the byte after the end, 0 to 255. */
    public int forecast() {
        return predicted(predicted.length - 1);
    }

    /** The byte predicted for a place, 0 to 255. */
    public int predicted(int place) {
        return Byte.toUnsignedInt(predicted[place]);
    }

    /** How many of the places from {@code start}, included, to {@code end}, excluded, were predicted right. */
    public int hits(byte[] text, int start, int end) {
        int hits = 0;
        for (int i = Math.max(from, start); i < end; i++) {
            hits += predicted[i] == text[i] ? 1 : 0;
        }
        return hits;
    }

    /** The share of those places, NaN if there are none. */
    public double accuracy(byte[] text, int start, int end) {
        int places = end - Math.max(from, start);
        return places > 0 ? hits(text, start, end) / (double) places : Double.NaN;
    }
}
