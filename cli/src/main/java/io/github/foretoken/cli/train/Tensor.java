package io.github.foretoken.cli.train;

import java.util.Arrays;
import java.util.List;

/** A named array of a {@link Safetensors} file. Values of type F32 are held as the doubles that equal them. */
public final class Tensor {
    /** What a file holds the values as. */
    enum Type {
        F32(Float.BYTES), F64(Double.BYTES);

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    private final Type type;
    private final List<Integer> shape;
    private final double[] values;

    /** @param values row by row, not copied */
    Tensor(Type type, List<Integer> shape, double[] values) {
        this.type = type;
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /** A float32 tensor of a part of an array, which is copied. */
    public static Tensor of(float[] values, int from, Integer... shape) {
        double[] wide = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[from + i];
        }
        return new Tensor(Type.F32, List.of(shape), wide);
    }

    /** A float64 tensor. */
    static Tensor of(double[] values, Integer... shape) {
        return new Tensor(Type.F64, List.of(shape), values.clone());
    }

    Type type() {
        return type;
    }

    /** Sizes of the array. */
    public List<Integer> shape() {
        return shape;
    }

    /** Row by row, not a copy. */
    public double[] values() {
        return values;
    }

    /** Writes the values, rounded to float32 if they are not yet. */
    public void copyTo(float[] target, int offset) {
        for (int i = 0; i < values.length; i++) {
            target[offset + i] = (float) values[i];
        }
    }
}
