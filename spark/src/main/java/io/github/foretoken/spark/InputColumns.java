package io.github.foretoken.spark;

import java.util.List;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns of an input, by name. */
final class InputColumns {
    private InputColumns() {}

    /** A column of that name. */
    static StructField field(StructType schema, String name) {
        for (StructField field : schema.fields()) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        throw new IllegalArgumentException(
                "there is no column " + name + "; there are " + String.join(", ", schema.fieldNames()));
    }

    /**
     * Checks the columns of values.
     *
     * @throws IllegalArgumentException if there is none, or one is not there or holds no numbers
     */
    static void requireNumbers(StructType schema, List<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values names no column to forecast");
        }
        for (String name : values) {
            if (!(field(schema, name).dataType() instanceof NumericType)) {
                throw new IllegalArgumentException("column " + name + " is "
                        + field(schema, name).dataType().simpleString() + "; a value is a number");
            }
        }
    }
}
