package io.github.foretoken.cli.method;

import io.github.foretoken.Kernel;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --kernel}: a name and its parameters, separated by colons.
 *
 * @param text as typed
 * @param kernel what it means
 */
public record KernelChoice(String text, Kernel kernel) {
    /** exponential. */
    public static final KernelChoice DEFAULT = new KernelChoice("exponential", Kernel.exponential());

    /** Reads it. */
    public static final class Converter implements ITypeConverter<KernelChoice> {
        @Override
        public KernelChoice convert(String value) {
            try {
                return new KernelChoice(value, Kernel.parse(value));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
