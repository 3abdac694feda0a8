package io.github.foretoken.perfkit;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the gate's commands share: one line and exit status 2 for whatever went wrong. */
public final class Launch {
    static final int BAD_USE = 2;

    private Launch() {}

    /** Runs a command, by the name that the script gave it; returns the exit status. */
    public static int execute(Object command, String... args) {
        CommandLine line = new CommandLine(command).setOverwrittenOptionsAllowed(true);
        Optional.ofNullable(System.getProperty("perfkit.name")).ifPresent(line::setCommandName);
        return line.setParameterExceptionHandler((e, arguments) -> usage(e))
                .setExecutionExceptionHandler((e, failed, result) -> failure(failed.getCommandName(), e))
                .execute(args);
    }

    /** Whether a person watches standard error; a script that knows says so. */
    static boolean terminal() {
        return Boolean.getBoolean("perfkit.terminal");
    }

    /** An option's regular expression. */
    public static Pattern pattern(CommandSpec spec, String option, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(spec.commandLine(), option + " is no regular expression: " + e.getDescription()
                    + " near position " + (e.getIndex() + 1) + " of " + regex, e);
        }
    }

    private static int usage(ParameterException e) {
        String name = e.getCommandLine().getCommandName();
        String message = e.getMessage().lines().findFirst().orElse("");
        if (e instanceof UnmatchedArgumentException unmatched) {
            message = "unknown argument '" + unmatched.getUnmatched().get(0) + "'";
        }
        System.err.println(name + ": " + message + "; see " + name + " --help");
        return BAD_USE;
    }

    /** One line for what the user can correct; a bug of ours, too, must not read as a regression. */
    static int failure(String name, Exception e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        System.err.println(name + ": " + (e instanceof PerfkitException ? message
                : "internal error: " + e.getClass().getName() + ": " + message + "; please report it"));
        return BAD_USE;
    }
}
