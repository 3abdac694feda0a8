package io.github.foretoken;

import io.github.foretoken.internal.Finite;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Several sequences of tokens in R^d, of equal or different lengths, one after the other in one array: sequence i has {@code
 * length(i)} tokens of d numbers each, row by row, from {@code start(i)} on. What batches are made of: thousands of short
 * sequences are read without an object for each.
 *
 * <p>A view: it shares the array with its maker. Immutable apart from that; safe for use by several threads.
 *
 * {@snippet lang = java :
 * double[] tokens = {1, 2, 3, 4, 5};                                   // 1, 2 and 3, 4, 5 in R^1
 * PackedSequences two = PackedSequences.of(tokens, new int[]{2, 3}, 1);
 * double last = two.sequence(1).get(2, 0);                             // 5.0
 * }
 */
public final class PackedSequences {
    private final double[] tokens;
    private final int dimension;
    private final int[] starts;
    private final int[] lengths;
    private final int longest;

    private PackedSequences(double[] tokens, int dimension, int[] starts, int[] lengths) {
        this.tokens = tokens;
        this.dimension = dimension;
        this.starts = starts;
        this.lengths = lengths;
        longest = Arrays.stream(lengths).max().orElse(0);
    }

    /**
     * Sequences of equal length that fill an array.
     *
     * @param tokens as many times T x d numbers as there are sequences, shared
     * @param length T, 1 or more
     * @param dimension d, 1 or more
     * @return as many sequences as there are
     * @throws IllegalArgumentException if length or dimension is less than 1, or tokens is not whole sequences
     */
    public static PackedSequences of(double[] tokens, int length, int dimension) {
        Objects.requireNonNull(tokens, "tokens");
        requireDimension(dimension);
        if (length < 1) {
            throw new IllegalArgumentException("length must be 1 or more, not " + length);
        }
        long size = (long) length * dimension;
        if (tokens.length % size != 0) {
            throw new IllegalArgumentException("tokens must have a multiple of T d = " + length + " x " + dimension
                    + " elements, not " + tokens.length);
        }
        int[] lengths = new int[(int) (tokens.length / size)];
        Arrays.fill(lengths, length);
        return packed(tokens, lengths, dimension);
    }

    /**
     * Sequences of these lengths that fill an array.
     *
     * @param tokens sum of lengths x d numbers, shared
     * @param lengths the number of tokens of each sequence, 0 or more, copied
     * @param dimension d, 1 or more
     * @return as many sequences as there are lengths
     * @throws IllegalArgumentException if a length is negative, dimension is less than 1, or the lengths do not fill tokens
     */
    public static PackedSequences of(double[] tokens, int[] lengths, int dimension) {
        Objects.requireNonNull(tokens, "tokens");
        requireDimension(dimension);
        long all = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 0) {
                throw new IllegalArgumentException("lengths[" + i + "] must be 0 or more, not " + lengths[i]);
            }
            all += lengths[i];
        }
        if (all != tokens.length / dimension || tokens.length % dimension != 0) {
            throw new IllegalArgumentException("lengths come to " + all + " tokens of dimension " + dimension
                    + ", which do not fill the " + tokens.length + " elements of tokens");
        }
        return packed(tokens, lengths.clone(), dimension);
    }

    private static void requireDimension(int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be 1 or more, not " + dimension);
        }
    }

    private static PackedSequences packed(double[] tokens, int[] lengths, int dimension) {
        int[] starts = new int[lengths.length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + lengths[i - 1] * dimension;
        }
        return new PackedSequences(tokens, dimension, starts, lengths);
    }

    /**
     * Copies of these sequences.
     *
     * @param sequences one or more, each T_i x d with a d of all, not modified
     * @return as many sequences, in the same order, in an array of their own
     * @throws IllegalArgumentException if there is none, or two have different widths
     * @throws ArithmeticException if together they have more numbers than one array holds
     */
    public static PackedSequences copyOf(List<Matrix> sequences) {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("sequences is empty: the dimension of their tokens is unknown");
        }
        int dimension = sequences.get(0).cols();
        int[] lengths = new int[sequences.size()];
        int size = 0;
        for (int i = 0; i < lengths.length; i++) {
            Matrix sequence = sequences.get(i);
            if (sequence.cols() != dimension) {
                throw new IllegalArgumentException("sequences[" + i + "] is " + sequence.shape() + ", sequences[0] is "
                        + sequences.get(0).shape() + ": all must have tokens of one dimension");
            }
            lengths[i] = sequence.rows();
            size = Math.addExact(size, Math.multiplyExact(lengths[i], dimension));
        }
        double[] tokens = new double[size];
        int at = 0;
        for (Matrix sequence : sequences) {
            double[] tight = sequence.toArray();
            System.arraycopy(tight, 0, tokens, at, tight.length);
            at += tight.length;
        }
        return packed(tokens, lengths, dimension);
    }

    /**
     * Some of them, sharing the same array.
     *
     * @param from the first sequence, 0-based
     * @param to behind the last one
     * @return to - from sequences, numbered from 0
     * @throws IndexOutOfBoundsException if there are no such sequences
     */
    public PackedSequences range(int from, int to) {
        Objects.checkFromToIndex(from, to, count());
        return new PackedSequences(tokens, dimension, Arrays.copyOfRange(starts, from, to),
                Arrays.copyOfRange(lengths, from, to));
    }

    /**
     * The same sequences of other numbers.
     *
     * @param others of the size of {@link #tokens}, shared
     * @return as many sequences of the same lengths
     * @throws IllegalArgumentException if it has another size
     */
    public PackedSequences withTokens(double[] others) {
        if (others.length != tokens.length) {
            throw new IllegalArgumentException(
                    "others must have " + tokens.length + " elements, as tokens has, not " + others.length);
        }
        return new PackedSequences(others, dimension, starts, lengths);
    }

    /** {@return all numbers; not a copy, and of a {@link #range} those around it, too} */
    public double[] tokens() {
        return tokens;
    }

    /** {@return d} */
    public int dimension() {
        return dimension;
    }

    /** {@return how many sequences there are} */
    public int count() {
        return lengths.length;
    }

    /** {@return the number of tokens of the longest sequence, 0 if there is none} */
    public int longest() {
        return longest;
    }

    /**
     * Where a sequence begins.
     *
     * @param sequence its number, 0-based
     * @return the index in {@link #tokens} of its first number
     */
    public int start(int sequence) {
        return starts[sequence];
    }

    /**
     * How long a sequence is.
     *
     * @param sequence its number, 0-based
     * @return T_i, its number of tokens
     */
    public int length(int sequence) {
        return lengths[sequence];
    }

    /**
     * One of them.
     *
     * @param sequence its number, 0-based
     * @return T_i x d, sharing the array
     */
    public Matrix sequence(int sequence) {
        return new Matrix(tokens, starts[sequence], lengths[sequence], dimension, dimension);
    }

    /**
     * Checks that all numbers of the sequences are finite.
     *
     * @param name of these sequences, for the message
     * @throws IllegalArgumentException if one is not, naming sequence, row and column
     */
    public void requireFinite(String name) {
        Objects.requireNonNull(name, "name");
        // All at once is quick; of a range it may stumble over numbers that are not its own.
        if (!Finite.all(tokens, 0, 1, tokens.length, tokens.length)) {
            for (int i = 0; i < count(); i++) {
                sequence(i).requireFinite("sequence " + i + " of " + name);
            }
        }
    }

    @Override
    public String toString() {
        return "PackedSequences: " + count() + " of up to " + longest + " x " + dimension;
    }
}
