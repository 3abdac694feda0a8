package io.github.foretoken.internal.online;

/** How much room is made where more things come one by one: the same for that many at once, as from a file. */
final class Growth {
    /** Things that the first of them makes room for. */
    private static final int FEW = 16;

    private Growth() {}

    /**
     * Says now, and not when that many things have come, that an array cannot be so long.
     *
     * @throws ArithmeticException if rows times size is more than an int
     */
    static void requireArray(long rows, long size) {
        if (rows * size > Integer.MAX_VALUE) {
            throw new ArithmeticException(rows + " times " + size + " numbers are more than an array can hold");
        }
    }

    /**
     * At least so much room, doubled as often as needed, but no more than there can be use for.
     *
     * @param room that there is
     * @param needed at most {@code most}
     */
    static int of(int room, int needed, int most) {
        int more = Math.max(room, Math.min(FEW, most));
        while (more < needed) {
            more = (int) Math.min(2L * more, most);
        }
        return more;
    }
}
