package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a command reads.
 *
 * @param file a path, or {@code -} for standard input
 */
public record Source(String file) {
    /** Of pictures. */
    public static final List<String> PICTURE = List.of(".png", ".svg");

    /** Of tables in text. */
    public static final List<String> CSV = List.of(".csv");

    private static final String STANDARD = "-";

    /** Whether that is a name for standard input, or as an output for standard output; null is none. */
    public static boolean isStandard(String file) {
        return STANDARD.equals(file);
    }

    /** What to call it in messages. */
    public String name() {
        return isStandard(file) ? "standard input" : file;
    }

    /**
     * That results do not take its place.
     *
     * @param option by which an output was given
     * @param output where results go, or null
     * @throws InputException if that is the file that is read
     */
    public void requireOther(String option, String output) {
        if (!isStandard(file)) {
            Destination.requireOther(option, output, Path.of(file));
        }
    }

    /**
     * Refuses the name of a result before anything is done for it.
     *
     * @param spec of the command
     * @param option by which it was given
     * @param name null is fine
     * @param extensions it may have, in lower case
     * @throws ParameterException if it has none of them
     */
    public static void requireExtension(CommandSpec spec, String option, String name, List<String> extensions) {
        if (name != null && extensions.stream().noneMatch(each -> name.toLowerCase(Locale.ROOT).endsWith(each))) {
            throw new ParameterException(spec.commandLine(),
                    option + " " + name + ": the extension must be " + String.join(" or ", extensions));
        }
    }
}
