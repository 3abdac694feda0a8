package io.github.foretoken.internal.online;

import java.util.Arrays;

/** Finds the term of a {@link KernelSum} that has exactly a given key: a hash table of term numbers, open addressing. */
final class KeyIndex {
    private static final int NONE = -1;
    private int[] table = empty(64);

    private static int[] empty(int size) {
        int[] table = new int[size];
        Arrays.fill(table, NONE);
        return table;
    }

    /** The number of the term with that key, which is appended to the sum, with weight 0, if there is none. */
    int findOrAdd(KernelSum sum, double[] key, int offset, int length) {
        int hash = hash(key, offset, length);
        int slot = hash & table.length - 1;
        for (; table[slot] != NONE; slot = slot + 1 & table.length - 1) {
            if (sum.hasKey(table[slot], key, offset)) {
                return table[slot];
            }
        }
        // All memory first: without it nothing has changed.
        sum.reserve();
        if (2 * (sum.count() + 1) > table.length) {
            table = tableOf(sum, length, Math.multiplyExact(2, table.length));
            slot = free(table, hash);
        }
        int term = sum.add(key, offset);
        table[slot] = term;
        return term;
    }

    /** Forgets the term that {@link #findOrAdd} has just appended to the sum. */
    void removeLast(KernelSum sum, double[] key, int offset, int length) {
        int slot = hash(key, offset, length) & table.length - 1;
        while (table[slot] != sum.count() - 1) {
            slot = slot + 1 & table.length - 1;
        }
        // The last one in: no other was put behind it.
        table[slot] = NONE;
        sum.removeLast();
    }

    private static int free(int[] table, int hash) {
        int slot = hash & table.length - 1;
        while (table[slot] != NONE) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    /** Of all terms of a sum, whatever was in the table before. */
    void of(KernelSum sum, int length) {
        int size = table.length;
        while (2 * sum.count() > size) {
            size = Math.multiplyExact(2, size);
        }
        table = tableOf(sum, length, size);
    }

    private static int[] tableOf(KernelSum sum, int length, int size) {
        int[] table = empty(size);
        double[] key = new double[sum.count() == 0 ? 0 : length];
        for (int term = 0; term < sum.count(); term++) {
            sum.key(term, key);
            table[free(table, hash(key, 0, length))] = term;
        }
        return table;
    }

    /** Adding 0 makes one zero of two, which are equal. */
    private static int hash(double[] key, int offset, int length) {
        long hash = 0x9e3779b97f4a7c15L;
        for (int c = 0; c < length; c++) {
            hash = (hash ^ Double.doubleToRawLongBits(key[offset + c] + 0.0)) * 0xff51afd7ed558ccdL;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    KeyIndex copy() {
        KeyIndex copy = new KeyIndex();
        copy.table = table.clone();
        return copy;
    }

    void clear() {
        Arrays.fill(table, NONE);
    }

    long bytes() {
        return (long) table.length * Integer.BYTES;
    }
}
