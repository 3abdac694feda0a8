package io.github.foretoken.cli.stream;

import io.github.foretoken.Acceleration;
import io.github.foretoken.cli.method.PredictorArguments;
import io.github.foretoken.cli.method.WorseThanPersistence;
import io.github.foretoken.cli.terminal.Failures;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Loops;
import io.github.foretoken.cli.terminal.NoticeOptions;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.cli.terminal.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foretoken stream}. */
@Command(name = "stream", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%nOptions:%n", parameterListHeading = "%n", description = {
    "Tokens in, predictions out, line by line and at once; durable.",
    "Line t of the output has the number t and the estimate of token t+1 from tokens 1 to t.",
    "Without options of a method the forecaster estimates; with --method, --kernel, --delays or another of "
            + "them it is that method (kaczmarz without --method)."}, footer = {"", "Kernels:",
                "  linear  exponential[:BETA]  gaussian:H  laplace:H  matern32:H  matern52:H",
                "  polynomial:P:C, and sums of products: gaussian:2+0.5*linear",
                "exponential is exp(BETA <x, y>), that of attention; H is a width in the unit of the data.", "",
                "After a signal, or kill -9, the same command goes on from the checkpoint. With --output the file "
                        + "then holds exactly what it would hold had nothing happened. On standard output the lines after "
                        + "the checkpoint's token come once more, the same to the byte; their numbers tell.",
                "", "Examples:", "  foretoken stream readings.csv --follow --level 95 --output predictions.csv \\",
                "      --checkpoint readings.ftk",
                "  foretoken stream readings.csv --follow --kernel gaussian:2 --ridge 0.1 \\",
                "      --output predictions.csv --checkpoint readings.ftk",
                "  foretoken stream sensors.csv --follow --key sensor --output predictions.csv \\",
                "      --checkpoint sensors.ftk",
                "  sensor | foretoken stream --method least-squares --delays 5 --format jsonl"})
public final class StreamCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StreamOptions options = new StreamOptions();

    @Mixin
    private PredictorArguments arguments = new PredictorArguments();

    @Mixin
    private NoticeOptions noticeOptions = new NoticeOptions();

    public StreamCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        noticeOptions.apply(streams);
        Loops.load();
        StreamMethod method;
        try {
            boolean forecaster = arguments.forecaster();
            if (!forecaster) {
                arguments.requireNoLevels();
            }
            method = new StreamMethod(arguments.options(), forecaster, arguments.levels(), options.missing(forecaster));
            options.check();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        StreamSession session = new StreamSession(options, method, streams.in(), streams.out(), Streams::failure,
                streams.notices()::line);
        long start = System.nanoTime();
        try {
            session.run();
        } catch (ArithmeticException e) {
            throw new InputException("the options ask for more than fits: " + e.getMessage(), e);
        }
        report(session, System.nanoTime() - start);
        return Failures.OK;
    }

    private void report(StreamSession session, long nanos) {
        long tokens = session.tokens();
        double seconds = nanos / 1e9;
        String acceleration = Acceleration.describe(Integer.MAX_VALUE);
        Notices notices = streams.notices();
        notices.say(session.summary());
        session.unlearned().ifPresent(notices::warn);
        session.lonely().ifPresent(notices::warn);
        session.doubt().ifPresent(notices::warn);
        if (session.worse()) {
            notices.warn("these predictions were worse than persistence, which repeats the newest token, over "
                    + session.scored() + (session.scored() == 1 ? " token; " : " tokens; ")
                    + WorseThanPersistence.wayOut(session.forecaster(), true));
        }
        notices.say(Numbers.seconds(seconds) + " s"
                + (tokens == 0 ? "" : ", " + Numbers.brief(nanos / 1e3 / tokens) + " us a token") + "; "
                + acceleration);
        notices.fact("tokens", tokens);
        session.facts().forEach(notices::fact);
        notices.fact("seconds", seconds);
        notices.fact("acceleration", acceleration);
        notices.finish();
    }
}
