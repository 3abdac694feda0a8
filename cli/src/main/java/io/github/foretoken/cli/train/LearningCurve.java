package io.github.foretoken.cli.train;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.training.EpochLosses;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The losses of a training run, epoch by epoch, as a table and as a picture. */
public final class LearningCurve {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 440;

    private LearningCurve() {}

    /** Writes the table. */
    public static void writeTable(List<EpochLosses> epochs, TrainingFolder folder) throws IOException {
        new CurveTable("epoch", 1).add("training", losses(epochs, EpochLosses::training))
                .add("validation", losses(epochs, EpochLosses::validation))
                .write(folder.curve("csv"));
    }

    /** Writes the table of a whole run and draws it, as PNG and as SVG. */
    public static void finish(List<EpochLosses> epochs, TrainingFolder folder) throws IOException {
        writeTable(epochs, folder);
        double[] numbers = IntStream.rangeClosed(1, epochs.size()).asDoubleStream().toArray();
        LinePanel panel = new LinePanel("Loss of training and validation sequences", "epoch",
                "loss, sum over t of (1/d)‖P eₜ − xₜ₊₁‖²").logarithmicY()
                .line("training", numbers, losses(epochs, EpochLosses::training), HouseStyle.ORANGE, 1.6f)
                .line("validation", numbers, losses(epochs, EpochLosses::validation), HouseStyle.BLUE, 2.2f);
        Picture picture = new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
        picture.write(folder.curve("png"));
        picture.write(folder.curve("svg"));
    }

    private static double[] losses(List<EpochLosses> epochs, ToDoubleFunction<EpochLosses> which) {
        return epochs.stream().mapToDouble(which).toArray();
    }
}
