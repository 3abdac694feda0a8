package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.papers.ical.descent.DepthCommand;
import io.github.foretoken.papers.ical.descent.InContextDescent;
import io.github.foretoken.papers.ical.descent.OneStep.Sample;
import io.github.foretoken.papers.ical.descent.Rotations;
import io.github.foretoken.papers.output.Outputs;
import java.awt.Color;
import java.util.Arrays;

/** The authors' sequences, the errors of a network trained on them epoch by epoch, and what untrained methods reach. */
final class TrainedCurves {
    /** The authors' number of sequences to train on. */
    static final int TRAINING = 1 << 14;

    private static final int TEST = 1 << 10;

    private final String name;
    private final Outputs outputs;
    private final Rotations training;
    private final Rotations test;
    private final Sample[] samples;
    private final double[] levels;

    /**
     * Draws the sequences.
     *
     * @param sequences to train on
     * @param length T
     */
    TrainedCurves(String name, Outputs outputs, int sequences, int length) {
        this.name = name;
        this.outputs = outputs;
        outputs.say(name + ": drawing sequences");
        training = new Rotations(DepthCommand.DIMENSION, length, sequences, outputs.seed());
        // The seed's complement, so that no test sequence is a training sequence of a neighbouring seed.
        test = new Rotations(DepthCommand.DIMENSION, length, TEST, ~outputs.seed());
        InContextDescent context = new InContextDescent(test, Parallelism.automatic());
        samples = context.oneStep();
        levels = new double[]{context.oneStepError(samples), context.rescaled(), context.leastSquares()};
    }

    /** To learn from. */
    Rotations training() {
        return training;
    }

    /** To be tested on. */
    Rotations test() {
        return test;
    }

    /** The error of one gradient step, of the size that is best for each row. */
    double[] oneStepByRow() {
        double[] errors = new double[samples.length];
        // Row 0 knows nothing.
        Arrays.setAll(errors, r -> 1.0 / test.dimension()
                - (r == 0 ? 0 : samples[r].gain() * samples[r].gain() / samples[r].power()));
        return errors;
    }

    /** Trains, and says how it goes: epochs, errors and levels. */
    CurveTable run(NetworkTraining run, int epochs) {
        double[] trainingErrors = new double[epochs];
        double[] testErrors = new double[epochs];
        outputs.say(name + ": %d weights, test error %.4f before training", run.size(), run.error(test));
        for (int epoch = 0; epoch < epochs; epoch++) {
            trainingErrors[epoch] = run.epoch();
            testErrors[epoch] = run.error(test);
            outputs.say(name + ": epoch %d of %d: training error %.4f, test error %.4f", epoch + 1, epochs,
                    trainingErrors[epoch], testErrors[epoch]);
        }
        outputs.say(
                name + ": on the same test sequences: one gradient step %.4f, its direction at each row's best length "
                        + "%.4f, least squares %.4f",
                levels[0], levels[1], levels[2]);
        return new CurveTable("epoch", 1).add("training", trainingErrors)
                .add("test", testErrors)
                .add("one_step", level(0, epochs))
                .add("one_step_rescaled", level(1, epochs))
                .add("least_squares", level(2, epochs));
    }

    /** What {@link #run} found, drawn. */
    LinePanel panel(String title, CurveTable table) {
        LinePanel panel = new LinePanel(title, "epoch", "mean squared error").logarithmicY().within(0.01, 1);
        line(panel, "one gradient step, untrained", levels[0], table.length(), HouseStyle.ORANGE);
        line(panel, "its direction at the best lengths", levels[1], table.length(), HouseStyle.GREEN);
        line(panel, "least squares", levels[2], table.length(), HouseStyle.DATA);
        panel.line("training", table.values(), table.curve("training"), HouseStyle.pale(HouseStyle.BLUE), 1.6f);
        return panel.line("test", table.values(), table.curve("test"), HouseStyle.BLUE, 2f);
    }

    private double[] level(int which, int epochs) {
        double[] level = new double[epochs];
        Arrays.fill(level, levels[which]);
        return level;
    }

    /** Two points: as many as epochs would each be marked. */
    private static void line(LinePanel panel, String label, double error, int epochs, Color color) {
        panel.line(label, new double[]{1, epochs}, new double[]{error, error}, color, 1.8f);
    }
}
