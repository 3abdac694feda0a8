package io.github.foretoken.cli.terminal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of an enumeration's constants, typed in lower case. */
public abstract class ChoiceConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    protected ChoiceConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String value) {
        for (E choice : type.getEnumConstants()) {
            if (name(choice).equalsIgnoreCase(value)) {
                return choice;
            }
        }
        throw new TypeConversionException("'" + value + "' is none of "
                + Arrays.stream(type.getEnumConstants()).map(ChoiceConverter::name).collect(Collectors.joining(", ")));
    }

    /** How it is typed. */
    public static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
