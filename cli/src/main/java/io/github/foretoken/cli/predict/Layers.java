package io.github.foretoken.cli.predict;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --layers}: how many, or all that there are.
 *
 * @param count n, or -1 for the limit
 */
record Layers(int count) {
    static final Layers LIMIT = new Layers(-1);

    /** Reads "limit" or a number. */
    static final class Converter implements ITypeConverter<Layers> {
        @Override
        public Layers convert(String value) {
            if (value.equalsIgnoreCase("limit")) {
                return LIMIT;
            }
            try {
                int count = Integer.parseInt(value);
                if (count >= 0) {
                    return new Layers(count);
                }
            } catch (NumberFormatException e) {
                // Answered below, like a negative number.
            }
            throw new TypeConversionException("'" + value + "' is neither a whole number of 0 or more nor 'limit'");
        }
    }

    boolean limit() {
        return count < 0;
    }
}
