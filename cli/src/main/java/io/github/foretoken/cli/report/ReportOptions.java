package io.github.foretoken.cli.report;

import io.github.foretoken.cli.table.Source;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --report} of the commands that have one. */
public final class ReportOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write a page to look at, with charts to zoom into: .html, complete in one file.")
    private String report;

    /** Whether a page is wanted. */
    public boolean wanted() {
        return report != null;
    }

    /**
     * Says what is wrong with the name before anything is read.
     *
     * @param input the file that is about to be read, or - or null
     */
    public void check(String input) {
        if (report == null) {
            return;
        }
        if (!report.toLowerCase(Locale.ROOT).matches(".*\\.html?")) {
            throw new ParameterException(spec.commandLine(), "--report " + report + ": the extension must be .html");
        }
        if (input != null) {
            new Source(input).requireOther("--report", report);
        }
    }

    /** Claims the file; null if no page is wanted. */
    public ReportFile open() {
        return ReportFile.open(report);
    }

    /** What a page calls the input: the file's own name, not where it lies. */
    public static String name(String input) {
        Path name = Source.isStandard(input) ? null : Path.of(input).getFileName();
        return name == null ? "standard input" : name.toString();
    }
}
