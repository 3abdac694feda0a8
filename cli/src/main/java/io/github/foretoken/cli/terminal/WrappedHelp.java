package io.github.foretoken.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's help, broken at blanks only; picocli itself would also break within {@code scores.csv} and {@code 1/k}. */
public final class WrappedHelp extends Help {
    private static final String INDENT = "  ";
    private static final int DESCRIPTION = 4;

    private final CommandSpec spec;

    public WrappedHelp(CommandSpec spec, ColorScheme scheme) {
        super(spec, scheme);
        this.spec = spec;
    }

    @Override
    public String description(Object... params) {
        return paragraphs(spec.usageMessage().description());
    }

    @Override
    public String footer(Object... params) {
        return paragraphs(spec.usageMessage().footer());
    }

    @Override
    public Layout createDefaultLayout(List<OptionSpec> options, List<PositionalParamSpec> positionals,
            ColorScheme scheme) {
        TextTable table = TextTable.forDefaultColumns(scheme, calcLongOptionColumnWidth(options, positionals, scheme),
                spec.usageMessage().width());
        table.setAdjustLineBreaksForWideCJKCharacters(spec.usageMessage().adjustLineBreaksForWideCJKCharacters());
        int width = table.columns()[DESCRIPTION].width - table.columns()[DESCRIPTION].indent;
        IOptionRenderer ofOption = createDefaultOptionRenderer();
        IParameterRenderer ofParameter = createDefaultParameterRenderer();
        return new Layout(scheme, table,
                (option, label, colors) -> wrapped(ofOption.render(option, label, colors), width),
                (parameter, label, colors) -> wrapped(ofParameter.render(parameter, label, colors), width));
    }

    private String paragraphs(String[] paragraphs) {
        StringBuilder text = new StringBuilder();
        for (String paragraph : paragraphs) {
            for (Text line : lines(colorScheme().text(paragraph), spec.usageMessage().width(), "")) {
                text.append(line).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    /** Rows of the option table, each with one line of the description. */
    private Text[][] wrapped(Text[][] rows, int width) {
        List<Text[]> wrapped = new ArrayList<>();
        for (Text[] row : rows) {
            Text[] first = row.clone();
            for (Text line : lines(row[DESCRIPTION], width, INDENT)) {
                first[DESCRIPTION] = line;
                wrapped.add(first);
                first = new Text[row.length];
                Arrays.fill(first, colorScheme().text(""));
            }
        }
        return wrapped.toArray(Text[][]::new);
    }

    /** Breaks at the last blank that a line has room for, or after a word that is too long for any. */
    private List<Text> lines(Text text, int width, String indent) {
        List<Text> lines = new ArrayList<>();
        String plain = text.plainString();
        int start = 0;
        while (plain.length() - start > width - (start == 0 ? 0 : indent.length())) {
            int room = start + width - (start == 0 ? 0 : indent.length());
            int blank = plain.lastIndexOf(' ', room);
            if (blank <= start || plain.substring(start, blank).isBlank()) {
                blank = plain.indexOf(' ', room);
            }
            if (blank < 0) {
                break;
            }
            lines.add(indented(text, start, blank, indent));
            start = blank + 1;
        }
        lines.add(indented(text, start, plain.length(), indent));
        return lines;
    }

    private Text indented(Text text, int from, int to, String indent) {
        Text line = text.substring(from, to);
        return from == 0 ? line : colorScheme().text(indent).concat(line);
    }
}
