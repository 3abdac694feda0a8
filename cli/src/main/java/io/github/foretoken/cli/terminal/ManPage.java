package io.github.foretoken.cli.terminal;

import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command's help as a page for {@code man}: what picocli knows of the command, in the macros of man(7). */
public final class ManPage {
    private static final String NOTES = "NOTES";
    private static final String EXAMPLES = "EXAMPLES";

    private final CommandSpec command;
    private final Help help;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
        help = new Help(command, Help.defaultColorScheme(Ansi.OFF));
    }

    /** The page's name, such as foretoken-predict, without its section, 1. */
    public static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** Those of a command's commands that have a page: that of {@code help} would say nothing. */
    public static List<CommandSpec> subcommands(CommandSpec command) {
        return command.subcommands()
                .values()
                .stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> !each.helpCommand())
                .toList();
    }

    /** The text of a page, lines that end with LF. */
    public static String of(CommandSpec command) {
        return new ManPage(command).write();
    }

    private String write() {
        String[] description = command.usageMessage().description();
        macro(".TH", name(command).toUpperCase(Locale.ROOT), "1", "", "foretoken " + Version.number(), "Foretoken");
        section("NAME");
        line(name(command) + " \\- ", description.length == 0 ? "a command" : withoutStop(description[0]));
        section("SYNOPSIS");
        String synopsis = help.synopsis(0).strip().replaceAll("\\s+", " ");
        String typed = command.qualifiedName();
        line("\\fB" + escaped(typed) + "\\fR", synopsis.startsWith(typed) ? synopsis.substring(typed.length()) : "");
        if (description.length > 1) {
            section("DESCRIPTION");
            Arrays.stream(description).skip(1).forEach(this::paragraph);
        }
        arguments("ARGUMENTS", command.positionalParameters());
        commands();
        arguments("OPTIONS", command.options());
        footer();
        section("EXIT STATUS");
        entry("0", "It is done.");
        entry("2",
                "The command line, or a file, is not as it should be; a line on standard error says what, and nothing"
                        + " is left half written.");
        entry("1", "A bug in foretoken.");
        seeAlso();
        return page.toString();
    }

    private void arguments(String title, List<? extends ArgSpec> arguments) {
        List<? extends ArgSpec> shown = arguments.stream().filter(each -> !each.hidden()).toList();
        if (shown.isEmpty()) {
            return;
        }
        section(title);
        for (ArgSpec argument : shown) {
            String label = help.parameterLabelRenderer().renderParameterLabel(argument, Ansi.OFF, List.of()).toString();
            page.append(".TP\n");
            line(argument instanceof OptionSpec option ? "\\fB" + escaped(String.join(", ", option.names())) + "\\fR"
                    : "", label);
            line("", Arrays.stream(argument.description()).map(ManPage::formatted).collect(Collectors.joining(" ")));
        }
    }

    /** Those of arguments are formats to picocli, if they can be. */
    private static String formatted(String text) {
        try {
            return String.format(Locale.ROOT, text);
        } catch (IllegalFormatException e) {
            return text;
        }
    }

    private void commands() {
        List<CommandSpec> commands = subcommands(command);
        if (commands.isEmpty()) {
            return;
        }
        section("COMMANDS");
        for (CommandSpec each : commands) {
            String[] description = each.usageMessage().description();
            entry(each.name(), description.length == 0 ? "" : description[0]);
        }
    }

    /** Titles in it become sections, lines that are set in examples, and what is neither notes. */
    private void footer() {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        sections.put(NOTES, new StringBuilder());
        String title = NOTES;
        boolean set = false;
        for (String text : command.usageMessage().footer()) {
            boolean indented = text.startsWith("  ");
            if (set && !indented) {
                sections.get(title).append(".fi\n");
                set = false;
            }
            if (text.isBlank()) {
                title = NOTES;
            } else if (text.matches("[A-Z][a-z]+:")) {
                title = List.of("Example:", "Try:").contains(text) ? EXAMPLES
                        : text.substring(0, text.length() - 1).toUpperCase(Locale.ROOT);
                sections.computeIfAbsent(title, _ -> new StringBuilder());
            } else if (indented) {
                sections.get(title)
                        .append(set ? "" : ".PP\n.nf\n")
                        .append(lead(escaped(text.substring(2))))
                        .append('\n');
                set = true;
            } else {
                sections.get(title).append(".PP\n").append(lead(escaped(text))).append('\n');
            }
        }
        if (set) {
            sections.get(title).append(".fi\n");
        }
        // A note belongs behind what it is about, and examples behind all.
        String notes = sections.remove(NOTES).toString();
        StringBuilder examples = sections.remove(EXAMPLES);
        sections.forEach((name, text) -> {
            section(name);
            page.append(text);
        });
        if (!notes.isEmpty()) {
            section(NOTES);
            page.append(notes);
        }
        if (examples != null) {
            section(EXAMPLES);
            page.append(examples);
        }
    }

    private void seeAlso() {
        CommandLine parent = command.parent() == null ? null : command.parent().commandLine();
        List<String> others = parent != null ? List.of(name(parent.getCommandSpec()))
                : subcommands(command).stream().map(ManPage::name).toList();
        if (!others.isEmpty()) {
            section("SEE ALSO");
            line("", String.join(", ", others.stream().map(each -> each + "(1)").toList()));
        }
    }

    private void section(String title) {
        macro(".SH", title);
    }

    private void macro(String name, String... arguments) {
        page.append(name);
        for (String argument : arguments) {
            page.append(" \"").append(escaped(argument)).append('"');
        }
        page.append('\n');
    }

    private void entry(String label, String text) {
        page.append(".TP\n");
        line("\\fB" + escaped(label) + "\\fR", "");
        line("", text);
    }

    private void paragraph(String text) {
        page.append(".PP\n");
        line("", text);
    }

    /** What is roff already, then plain text. */
    private void line(String roff, String text) {
        page.append(lead(roff + escaped(text))).append('\n');
    }

    /** A period or an apostrophe in front is no request; an empty line would be one for space. */
    private static String lead(String line) {
        return line.isEmpty() || line.startsWith(".") || line.startsWith("\\(aq") ? "\\&" + line : line;
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Characters that roff would read or print as something else. */
    private static String escaped(String text) {
        StringBuilder roff = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> roff.append("\\(rs");
                case '-' -> roff.append("\\-");
                case '"' -> roff.append("\\(dq");
                case '\'' -> roff.append("\\(aq");
                case '`' -> roff.append("\\(ga");
                case '^' -> roff.append("\\(ha");
                case '~' -> roff.append("\\(ti");
                case '\n', '\r', '\t' -> roff.append(' ');
                default -> roff.append(c < 0x7F ? Character.toString(c) : String.format(Locale.ROOT, "\\[u%04X]", c));
            }
        });
        return roff.toString();
    }
}
