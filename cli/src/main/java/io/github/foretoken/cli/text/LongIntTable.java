package io.github.foretoken.cli.text;

import java.util.Arrays;

/** A map from any long to an int of 0 or more: open addressing, without boxes. */
final class LongIntTable {
    /** What {@link #get} returns for a key that is not there. */
    static final int NONE = -1;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long[] keys = new long[16];
    private int[] values = empty(16);
    private int used;

    private static int[] empty(int size) {
        int[] values = new int[size];
        Arrays.fill(values, NONE);
        return values;
    }

    int size() {
        return used;
    }

    int get(long key) {
        return values[slot(key)];
    }

    void put(long key, int value) {
        int slot = slot(key);
        if (values[slot] == NONE) {
            used++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (2 * used > values.length) {
            grow();
        }
    }

    /** Where the key is, or would be put. */
    private int slot(long key) {
        long hash = key * GOLDEN;
        // The multiplication mixes upwards only.
        int slot = (int) (hash ^ hash >>> 32) & values.length - 1;
        while (values[slot] != NONE && keys[slot] != key) {
            slot = slot + 1 & values.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[Math.multiplyExact(2, oldKeys.length)];
        values = empty(keys.length);
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != NONE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
