package io.github.foretoken.cli.table;

/** What is odd about the times of one series, or of several, in words. */
final class TimeOrders {
    private final int series;
    private int turned;
    private long repeated;
    private long outOfOrder;
    private long none;
    private long missing;

    /** @param series how many there are */
    TimeOrders(int series) {
        this.series = series;
    }

    /** Takes in those of the next series. */
    void add(Times.Order order) {
        turned += order.turns() ? 1 : 0;
        repeated += order.repeated();
        outOfOrder += order.outOfOrder();
        none += order.none();
        missing += order.missing();
    }

    /** What the user should know; empty for nothing. */
    String words() {
        StringBuilder words = new StringBuilder();
        if (turned > 0) {
            words.append(", the newest first")
                    .append(turned == series ? ": the rows are turned round"
                            : " in " + turned + " of " + series + " series, whose rows are turned round");
        }
        words.append(repeated == 0 ? "" : ", " + repeated + " of them repeated");
        words.append(outOfOrder == 0 ? "" : ", " + outOfOrder + " out of order");
        words.append(none == 0 ? "" : ", and " + none + (none == 1 ? " row has none" : " rows have none"));
        words.append(missing == 0 ? "" : ", " + missing + " missing between them");
        return words.toString();
    }
}
