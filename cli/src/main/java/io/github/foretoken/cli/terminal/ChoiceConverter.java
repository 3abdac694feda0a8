package io.github.foretoken.cli.terminal;

import io.github.foretoken.cli.table.Missing;
import io.github.foretoken.cli.train.Schedule;
import io.github.foretoken.cli.train.TrainingConfig;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of an enumeration's constants, typed in lower case. */
public abstract class ChoiceConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    ChoiceConverter(Class<E> type) {
        this.type = type;
    }

    /** For {@code --attention}. */
    public static final class OfAttention extends ChoiceConverter<Attention> {
        OfAttention() {
            super(Attention.class);
        }
    }

    /** For {@code --form}. */
    public static final class OfForm extends ChoiceConverter<Form> {
        OfForm() {
            super(Form.class);
        }
    }

    /** For {@code --attention} of {@code train}. */
    public static final class OfTrainedAttention extends ChoiceConverter<TrainingConfig.Attention> {
        OfTrainedAttention() {
            super(TrainingConfig.Attention.class);
        }
    }

    /** For {@code --schedule}. */
    public static final class OfSchedule extends ChoiceConverter<Schedule> {
        OfSchedule() {
            super(Schedule.class);
        }
    }

    /** For {@code --missing}. */
    public static final class OfMissing extends ChoiceConverter<Missing> {
        OfMissing() {
            super(Missing.class);
        }
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

    public static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
