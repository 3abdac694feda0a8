package io.github.foretoken.internal.blas;

/** The type of the elements. */
public enum Precision {
    FLOAT32(Float.BYTES), FLOAT64(Double.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes an element. */
    int bytes() {
        return bytes;
    }
}
