package io.github.foretoken.cli.terminal;

import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.PropertyException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line on standard error and an exit code. */
public final class Failures {
    public static final int OK = 0;
    static final int BUG = 1;
    public static final int USAGE = 2;

    private final Streams streams;

    public Failures(Streams streams) {
        this.streams = streams;
    }

    /** The command line could not be understood. */
    public int usage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        String suggestions = "";
        String message = e.getMessage();
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = Excerpt.of(unmatched.getUnmatched().getFirst());
            message = unmatched.isUnknownOption() ? "unknown option '" + first + "'"
                    : line.getSubcommands().isEmpty() ? "unexpected argument '" + first + "'"
                            : "unknown command '" + first + "'";
            suggestions = unmatched.getSuggestions().isEmpty() ? ""
                    : " (did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?)";
        }
        streams.err().println(name + ": " + message + suggestions + choice(e) + "; see " + name + " --help");
        debug(e);
        return USAGE;
    }

    /** What there is to choose from, where a name is unknown or missing; otherwise nothing. */
    private static String choice(ParameterException e) {
        CommandLine line = e.getCommandLine();
        boolean option = e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption();
        if (!line.getSubcommands().isEmpty() && !option) {
            String names = String.join(", ", line.getSubcommands().keySet());
            return e.getMessage().contains(names) ? "" : "; available: " + names;
        }
        if (e instanceof MissingParameterException missing) {
            for (ArgSpec argument : missing.getMissing()) {
                if (argument.completionCandidates() != null) {
                    return "; available: " + String.join(", ", argument.completionCandidates());
                }
            }
        }
        return "";
    }

    /** The command failed while it ran. */
    public int execution(Throwable e) {
        if (e instanceof Streams.BrokenPipe) {
            return OK;
        }
        debug(e);
        if (e instanceof InputException || e instanceof PropertyException) {
            streams.err().println("foretoken: " + e.getMessage());
            return USAGE;
        }
        if (e instanceof OutOfMemoryError) {
            streams.err()
                    .println("foretoken: the input does not fit the memory Java was given, "
                            + Runtime.getRuntime().maxMemory() / (1 << 20)
                            + " MiB; set JDK_JAVA_OPTIONS=-Xmx followed by a size such as 8g");
            return USAGE;
        }
        if (lacksFonts(e)) {
            streams.err()
                    .println(
                            "foretoken: this machine has no fonts, without which Java draws no picture; install one, for example "
                                    + "by 'apt-get install fontconfig fonts-dejavu-core', or leave out the picture");
            return USAGE;
        }
        streams.err()
                .println("foretoken: internal error: " + e.getClass().getName() + ": " + e.getMessage()
                        + "; please report it with the command line (FORETOKEN_DEBUG=1 adds the stack trace)");
        return BUG;
    }

    /** As on servers and in containers, where Java says so in the words of its library. */
    private static boolean lacksFonts(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("fontconfig") || message.contains("no fonts") || message.contains("libfreetype")) {
                return true;
            }
        }
        return false;
    }

    private void debug(Throwable e) {
        String wish = System.getenv("FORETOKEN_DEBUG");
        boolean wished = wish != null && !wish.isEmpty() && !wish.equals("0");
        if (wished || Boolean.getBoolean("foretoken.debug")) {
            e.printStackTrace(streams.err());
        }
    }
}
