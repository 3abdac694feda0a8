package io.github.foretoken.papers.figure;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.train.Dataset;
import io.github.foretoken.cli.train.Model;
import io.github.foretoken.cli.train.ProgressMessages;
import io.github.foretoken.cli.train.TrainingConfig;
import io.github.foretoken.cli.train.TrainingFolder;
import io.github.foretoken.cli.train.TrainingRun;
import io.github.foretoken.training.EpochLosses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/**
 * The paper's figure 4: {@code (1/d) |. - x_{t+1}|²} against t, on test sequences, of infinitely many layers, of n layers of
 * the construction, and of n trained ones.
 */
public final class Figure4 {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 440;
    private static final int FEW_SEQUENCES = 100;
    private static final int QUICK_SEQUENCES = 160;
    private static final int QUICK_EPOCHS = 2;

    private final TrainingConfig config;
    private final double[] infinite;
    private final double[] untrained;
    private final double[] trained;

    private Figure4(TrainingConfig config, double[] infinite, double[] untrained, double[] trained) {
        this.config = config;
        this.infinite = infinite;
        this.untrained = untrained;
        this.trained = trained;
    }

    /** Where the trained weights come from. */
    static final class Source {
        @Option(names = "--weights", paramLabel = "DIR", description = "Figure 4: the weights that train left there (default: those that come with foretoken).")
        private Path weights;

        @Option(names = "--retrain", description = "Figure 4: train anew, some minutes, in DIR/figure4-training; continues where an interrupted run stopped.")
        private boolean retrain;

        /** The first of these options that was given, or null. */
        String given() {
            return weights != null ? "--weights" : retrain ? "--retrain" : null;
        }

        Model model(Path directory, long seed, boolean quick, Consumer<String> say) {
            if (retrain && weights != null) {
                throw new InputException("--retrain and --weights cannot be given together");
            }
            if (!retrain) {
                return weights == null ? Model.reference() : new TrainingFolder(weights).model();
            }
            TrainingConfig config = Model.reference().config().withSeed(seed);
            config = quick ? config.shortened(QUICK_SEQUENCES, QUICK_EPOCHS) : config;
            TrainingFolder folder = new TrainingFolder(directory.resolve("figure4-training"));
            TrainingRun run = folder.hasRun() ? TrainingRun.resume(folder, Parallelism.automatic())
                    : TrainingRun.start(config, folder, Parallelism.automatic());
            if (!run.config().equals(config)) {
                throw new InputException(folder.path() + " holds a run with other options; remove it or choose another "
                        + "--output-dir");
            }
            return run.run(progress(config, say)).model();
        }

        private static TrainingRun.Progress progress(TrainingConfig config, Consumer<String> say) {
            return new TrainingRun.Progress() {
                @Override
                public void epoch(List<EpochLosses> epochs, double secondsLeft) {
                    if (ProgressMessages.isMilestone(epochs.size(), config.epochs())) {
                        say.accept(ProgressMessages.of(config, epochs, secondsLeft));
                    }
                }

                @Override
                public void interrupted(int epochs) {
                    say.accept("interrupted after epoch " + epochs + "; the same command continues");
                }
            };
        }
    }

    /** On the test sequences of that seed, which no training ever sees, whatever its seed. */
    static Figure4 of(Model model, long seed, boolean quick) {
        TrainingConfig config = model.config().withSeed(seed);
        FloatPackedSequences all = new Dataset(config).test();
        FloatPackedSequences test = quick ? all.range(0, Math.min(all.count(), FEW_SEQUENCES)) : all;
        Kernel kernel = config.attention() == TrainingConfig.Attention.LINEAR ? Kernel.linear() : Kernel.exponential();
        List<double[]> curves = new ArrayList<>();
        for (int i = 0; i < test.count(); i++) {
            double[] squares = PredictionErrors.of(Matrix.copyOf(test.sequence(i)), kernel);
            curves.add(Arrays.stream(squares).map(square -> square / config.dimension()).toArray());
        }
        return new Figure4(config, PredictionErrors.mean(curves), model.untrained().errors(test), model.errors(test));
    }

    CurveTable table() {
        return new CurveTable().add("infinite_depth", infinite).add("untrained", untrained).add("trained", trained);
    }

    Picture picture() {
        double[] t = IntStream.rangeClosed(1, trained.length).asDoubleStream().toArray();
        String layers = superscript(config.layers());
        LinePanel panel = new LinePanel("Test error, instance " + config.instance() + " (d = " + config.dimension()
                + ", " + config.layers() + " layers)", "t", "error (1/d)‖· − xₜ₊₁‖²").logarithmicY()
                .line("untrained, M" + layers + " of θ₀", t, untrained, HouseStyle.ORANGE, 1.8f)
                .line("infinite depth, M", t, infinite, HouseStyle.VERMILLION, 1.8f)
                .line("trained M" + layers, t, trained, HouseStyle.BLUE, 2.4f);
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    String summary() {
        return String.format(Locale.ROOT,
                "test loss, the sum over t: infinite depth %.4f, untrained %.4f, trained %.4f", sum(infinite),
                sum(untrained), sum(trained));
    }

    private static double sum(double[] curve) {
        return Arrays.stream(curve).sum();
    }

    private static String superscript(int number) {
        return String.valueOf(number)
                .chars()
                .mapToObj(digit -> "⁰¹²³⁴⁵⁶⁷⁸⁹".substring(digit - '0', digit - '0' + 1))
                .reduce("", String::concat);
    }
}
