package io.github.foretoken.cli.report;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;

/**
 * The numbers of a page in little room: each as a float32 beside the offset and the power of two of its array, the bytes of the
 * same place together, compressed (zlib) and in base64.
 */
final class PackedNumbers {
    /** Significant bits of a float32. */
    static final int ALL_BITS = 24;

    private final List<int[]> arrays = new ArrayList<>();
    private final List<Object> scales = new ArrayList<>();
    private int count;

    /**
     * Adds an array.
     *
     * @param values not modified; NaN where there is none
     * @param offset subtracted before rounding, so that what is written is small; finite
     * @param bits significant bits that are kept, at most {@link #ALL_BITS}; fewer take less room
     * @return by what number the page finds it
     */
    int add(double[] values, double offset, int bits) {
        double greatest = 0;
        for (double value : values) {
            double beside = value - offset;
            greatest = Double.isFinite(beside) ? Math.max(greatest, Math.abs(beside)) : greatest;
        }
        int exponent = greatest == 0 ? 0 : Math.getExponent(greatest);
        int[] packed = new int[values.length];
        Arrays.setAll(packed, i -> bits(Math.scalb(values[i] - offset, -exponent), bits));
        arrays.add(packed);
        scales.add(List.of(values.length, offset, exponent));
        count += values.length;
        return arrays.size() - 1;
    }

    /** Rounded to nearest, away from zero where there are two; infinities and NaN as one kind of NaN. */
    private static int bits(double value, int kept) {
        if (!Double.isFinite(value)) {
            return Float.floatToIntBits(Float.NaN);
        }
        int dropped = ALL_BITS - kept;
        int raw = Float.floatToIntBits((float) value);
        return dropped == 0 ? raw : (raw + (1 << (dropped - 1))) >> dropped << dropped;
    }

    /** For each array its length, its offset and its power of two. */
    List<Object> scales() {
        return scales;
    }

    /** All arrays, one after the other: first the lowest bytes of all numbers, last their highest. */
    String text() {
        byte[] bytes = new byte[count * Float.BYTES];
        int at = 0;
        for (int[] array : arrays) {
            for (int bits : array) {
                for (int place = 0; place < Float.BYTES; place++) {
                    bytes[place * count + at] = (byte) (bits >>> (Byte.SIZE * place));
                }
                at++;
            }
        }
        return compressed(bytes);
    }

    /** Bytes compressed by zlib, in base64. */
    static String compressed(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } finally {
            deflater.end();
        }
    }
}
