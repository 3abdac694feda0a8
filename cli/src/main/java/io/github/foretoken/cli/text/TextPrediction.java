package io.github.foretoken.cli.text;

import io.github.foretoken.cli.method.KernelChoice;
import io.github.foretoken.cli.table.Destination;
import io.github.foretoken.cli.table.OutputFile;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.cli.terminal.Streams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code foretoken predict --text}: the next byte of a text, beside counting. */
public final class TextPrediction {
    /** Of a passage that is worth being called a repetition. */
    private static final int LEAST_PASSAGE = 32;

    private final Streams streams;
    private final TextOptions options;
    private final KernelChoice kernel;
    private final String output;
    private final String plot;
    private final String source;

    /** Options that have been checked. */
    public TextPrediction(Streams streams, TextOptions options, KernelChoice kernel, String output, String plot) {
        this.streams = streams;
        this.options = options;
        this.kernel = kernel;
        this.output = output;
        this.plot = plot;
        source = new Source(options.text()).name();
    }

    public void run() {
        new Source(options.text()).requireOther("--output", output);
        if (options.idle() != null) {
            streams.notices()
                    .note(options.idle() + " changes nothing: all orthonormal vectors give the same" + " predictions");
        }
        try (Destination destination = Destination.open(output, streams);
                OutputFile plotFile = plot == null ? null : OutputFile.open(Path.of(plot))) {
            predict(destination, plotFile);
        }
    }

    private void predict(Destination destination, OutputFile plotFile) {
        byte[] text;
        List<MethodResult> results = new ArrayList<>();
        Passage passage;
        double seconds;
        try (ElapsedTime clock = ElapsedTime.start(streams)) {
            clock.now("reading " + source);
            text = read();
            long start = System.nanoTime();
            ByteModel model = model(text);
            results.add(TextPredictions.of("kernel", text, options.context(), model,
                    done -> clock.now("predicting byte " + done + " of " + text.length)));
            seconds = (System.nanoTime() - start) / 1e9;
            clock.now("counting");
            results.addAll(TextPredictions.counts(text, options.context(), options.context()).reversed());
            clock.now("looking for repetitions");
            passage = Passage.longest(text, LEAST_PASSAGE).orElse(null);
            clock.now("writing");
            if (plotFile != null) {
                draw(plotFile, text, results, passage);
            }
        }
        destination.write(out -> PredictionTable.write(out, text, results.getFirst()));
        destination.commit();
        if (plotFile != null) {
            plotFile.commit();
        }
        report(text, results, passage, seconds);
    }

    private byte[] read() {
        byte[] text = source.equals(options.text()) ? TextReader.read(Path.of(source))
                : TextReader.read(streams.in(), source);
        if (text.length <= options.context()) {
            throw new InputException(source + " has " + text.length + (text.length == 1 ? " byte" : " bytes")
                    + ", too few for --context " + options.context() + ", which needs one more than that to predict");
        }
        return text;
    }

    private ByteModel model(byte[] text) {
        try {
            if (options.orthonormal()) {
                return new PatternModel(kernel.kernel(), options.context(), options.omega(), new Alphabet(text));
            }
            return new VectorModel(ByteVectors.random(options.dimension(), options.seed()), kernel.kernel(),
                    options.context(), options.omega());
        } catch (IllegalArgumentException e) {
            throw new InputException("--kernel " + kernel.text() + ": " + e.getMessage(), e);
        }
    }

    private void draw(OutputFile plotFile, byte[] text, List<MethodResult> results, Passage passage) {
        List<MethodResult> drawn = List.of(results.getFirst(), results.get(1), results.getLast());
        try {
            TextPlot.write(plotFile.part(), text, drawn, passage, "A text predicted by " + describe());
        } catch (IOException e) {
            throw plotFile.failure(e);
        }
    }

    private void report(byte[] text, List<MethodResult> results, Passage passage, double seconds) {
        Notices notices = streams.notices();
        notices.say("T = " + text.length + " bytes, " + new Alphabet(text).size() + " distinct; " + describe());
        notices.say("Bytes predicted right, of " + (text.length - options.context()) + ":");
        TextReport.lines(text, results, passage).forEach(notices::say);
        notices.say(passage == null ? "No passage of " + LEAST_PASSAGE + " bytes occurs twice."
                : "The longest passage that occurs twice has " + passage.length() + " bytes, at byte "
                        + (passage.first() + 1) + " and at byte " + (passage.second() + 1) + ".");
        notices.say(Numbers.seconds(seconds) + " s for the kernel");
        notices.fact("tokens", text.length);
        notices.fact("method", describe());
        notices.fact("seconds", seconds);
        notices.finish();
    }

    private String describe() {
        return "contexts of " + options.context() + ", kernel " + kernel.text() + ", omega " + options.omega()
                + (options.orthonormal() ? ", orthonormal vectors"
                        : ", random vectors of dimension " + options.dimension() + ", seed " + options.seed());
    }
}
