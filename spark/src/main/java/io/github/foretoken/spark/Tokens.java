package io.github.foretoken.spark;

import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Sequences in columns: {@code array<number>}, a number a token, or {@code array<array<number>>}, d numbers a token. */
final class Tokens {
    private Tokens() {}

    /**
     * Whether a column's tokens are arrays.
     *
     * @throws IllegalArgumentException if it has no sequences
     */
    static boolean severalColumns(String column, DataType type) {
        if (type instanceof ArrayType array) {
            if (array.elementType() instanceof NumericType) {
                return false;
            }
            if (array.elementType() instanceof ArrayType inner && inner.elementType() instanceof NumericType) {
                return true;
            }
        }
        throw new IllegalArgumentException("column " + column + " is " + type.simpleString()
                + "; a sequence is array<double>, or array<array<double>> with an array for each token");
    }

    /** Of results like the input. */
    static DataType type(boolean several) {
        DataType numbers = DataTypes.createArrayType(DataTypes.DoubleType);
        return several ? DataTypes.createArrayType(numbers) : numbers;
    }

    /**
     * T x d.
     *
     * @param values as Spark gives it to functions: a sequence of numbers, or of sequences of numbers
     * @param several whether tokens may be arrays
     * @throws BadSequenceException if it is null or empty, or an element is null, not finite or of another width
     * @throws IllegalArgumentException if tokens are arrays, and may not be
     */
    static double[][] of(Object values, boolean several) {
        List<?> items = list(values, "the sequence");
        if (items.isEmpty()) {
            throw new BadSequenceException("the sequence is empty");
        }
        double[][] tokens = new double[items.size()][];
        for (int t = 0; t < tokens.length; t++) {
            Object item = items.get(t);
            if (!several && item instanceof Seq<?>) {
                throw new IllegalArgumentException(
                        "tokens are arrays here; the function of the same name with _rows behind it takes such");
            }
            tokens[t] = item instanceof Number number ? new double[]{number.doubleValue()} : numbers(item, t);
            require(tokens[t], tokens[0].length, t);
        }
        return tokens;
    }

    private static double[] numbers(Object item, int t) {
        List<?> list = list(item, "token " + (t + 1));
        double[] token = new double[list.size()];
        for (int c = 0; c < token.length; c++) {
            token[c] = list.get(c) instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        return token;
    }

    private static void require(double[] token, int d, int t) {
        if (token.length == 0 || token.length != d) {
            throw new BadSequenceException(
                    "token " + (t + 1) + " has " + token.length + " numbers" + (t == 0 ? "" : "; the first has " + d));
        }
        for (double value : token) {
            if (!Double.isFinite(value)) {
                throw new BadSequenceException("token " + (t + 1) + " has a value that is null or not finite");
            }
        }
    }

    private static List<?> list(Object values, String what) {
        if (values instanceof Seq<?> sequence) {
            return CollectionConverters.asJava(sequence);
        }
        if (values instanceof List<?> list) {
            return list;
        }
        throw new BadSequenceException(what + " is " + (values == null ? "null" : "no array of numbers"));
    }

    /** Rows as Spark takes them, like the input. */
    static Object column(double[][] rows, boolean several) {
        Object[] result = new Object[rows.length];
        for (int t = 0; t < rows.length; t++) {
            result[t] = several ? boxed(rows[t]) : (Object) rows[t][0];
        }
        return result;
    }

    private static Double[] boxed(double[] row) {
        Double[] result = new Double[row.length];
        for (int c = 0; c < row.length; c++) {
            result[c] = row[c];
        }
        return result;
    }
}
