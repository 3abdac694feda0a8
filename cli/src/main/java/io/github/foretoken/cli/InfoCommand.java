package io.github.foretoken.cli;

import io.github.foretoken.Acceleration;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.Loops;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import io.github.foretoken.internal.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import picocli.CommandLine.Command;

/** {@code foretoken info}. */
@Command(name = "info", mixinStandardHelpOptions = true, versionProvider = Version.class, optionListHeading = "%nOptions:%n", description = {
    "Shows what runs on this machine, and why.", "Java, vector width, BLAS and threads."}, footer = {"",
        "What large work runs on can be chosen in JDK_JAVA_OPTIONS:",
        "  -Dforetoken.vector=false             scalar loops only",
        "  -Dforetoken.blas=java                no BLAS library (also: netlib, native, auto)",
        "  -Dforetoken.blas.library=PATH|none   this BLAS library and no other",
        "  -Dforetoken.cache=FOLDER             where to unpack the OpenBLAS jar's library",
        "  -Dforetoken.require=vector,native    an error instead of slower loops"})
final class InfoCommand implements Callable<Integer> {
    private final Streams streams;

    InfoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Loops.load();
        Runtime runtime = Runtime.getRuntime();
        String[] acceleration = Acceleration.describe().split("; BLAS: ", 2);
        StringBuilder text = new StringBuilder();
        line(text, "foretoken", Version.number());
        line(text, "Java",
                Runtime.version() + ", " + System.getProperty("java.vm.name") + ", " + System.getProperty("java.home"));
        line(text, "system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch"));
        line(text, "processors", Integer.toString(runtime.availableProcessors()));
        line(text, "threads", ForkJoinPool.getCommonPoolParallelism() + " in the common pool");
        line(text, "memory", runtime.maxMemory() / (1 << 20) + " MiB at most");
        line(text, "loops", acceleration[0]);
        line(text, "BLAS", acceleration.length > 1 ? acceleration[1] : "none");
        for (String library : Acceleration.libraries()) {
            // The sentence names the library that runs, and the only reason if there is one only.
            if (!text.toString().contains(library)) {
                line(text, "  library", library);
            }
        }
        try {
            streams.out().write(text.toString().getBytes(StandardCharsets.UTF_8));
            streams.out().flush();
        } catch (IOException e) {
            throw Streams.failure(e);
        }
        return Failures.OK;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(" ".repeat(12 - name.length())).append(Excerpt.line(value)).append('\n');
    }
}
