package io.github.foretoken.internal.tile;

import java.util.function.IntUnaryOperator;

/** Which sequences share a vector: neighbours in the order of their lengths, so that few lanes wait for others to end. */
public final class LaneGroups {
    /** The most tokens of a sequence that has a lane, and the most numbers: more fill vectors, and caches, by themselves. */
    private static final int MOST = 512;
    private static final int MOST_NUMBERS = 4096;

    private final int count;
    private final int lanes;
    private final IntUnaryOperator length;
    /** By rising length; null where all are of one length. */
    private final int[] order;

    private LaneGroups(int count, int lanes, IntUnaryOperator length, int[] order) {
        this.count = count;
        this.lanes = lanes;
        this.length = length;
        this.order = order;
    }

    /** The most tokens of that many columns that a sequence with a lane has. */
    static int most(int columns) {
        return Math.max(1, Math.min(MOST, MOST_NUMBERS / columns));
    }

    /** Groups of as many sequences as there are lanes, of those that are not {@link LoneSequences} of as many columns. */
    public static LaneGroups of(int count, IntUnaryOperator length, int columns, int lanes) {
        int most = most(columns);
        int longest = 0;
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            longest = Math.max(longest, length.applyAsInt(i));
            shortest = Math.min(shortest, length.applyAsInt(i));
        }
        if (longest == shortest && longest <= most) {
            return new LaneGroups(count, lanes, length, null);
        }
        int[] order = sorted(count, length, most);
        return new LaneGroups(order.length, lanes, length, order);
    }

    /** A counting sort. */
    private static int[] sorted(int count, IntUnaryOperator length, int most) {
        int[] next = new int[most + 2];
        for (int i = 0; i < count; i++) {
            if (length.applyAsInt(i) <= most) {
                next[length.applyAsInt(i) + 1]++;
            }
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        int[] order = new int[next[most + 1]];
        for (int i = 0; i < count; i++) {
            if (length.applyAsInt(i) <= most) {
                order[next[length.applyAsInt(i)]++] = i;
            }
        }
        return order;
    }

    /** How many there are. */
    public int groups() {
        return (count + lanes - 1) / lanes;
    }

    /** The sequence in a lane of a group; -1 for none. */
    int sequence(int group, int lane) {
        int at = group * lanes + lane;
        return at >= count ? -1 : order == null ? at : order[at];
    }

    /** The length of that sequence, 0 for none. */
    int length(int group, int lane) {
        int sequence = sequence(group, lane);
        return sequence < 0 ? 0 : length.applyAsInt(sequence);
    }

    /** The most tokens of any. */
    int longest() {
        return count == 0 ? 0 : longest(groups() - 1);
    }

    /** The length of a group's longest sequence, which is its last one. */
    int longest(int group) {
        return length(group, Math.min(lanes, count - group * lanes) - 1);
    }
}
