package io.github.foretoken.papers.ical.positions;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.papers.output.MatrixTable;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foretoken ical positions}. */
@Command(name = "positions", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Figure 6: attention by positions alone.",
    "Rotations of at most 2 pi / mu a step, mu = 50, 100, 200 and 300. Weights that training has reached "
            + "when the loss is 1e-3, in closed form and from 1,000 sequences that are drawn, and the eigenvalues "
            + "that explain them."})
public final class PositionsCommand implements Callable<Integer> {
    static final int TOKENS = 30;
    static final int[] SPEEDS = {50, 100, 200, 300};
    private static final int SEQUENCES = 1000;
    private static final int QUICK_SEQUENCES = 100;
    private static final double INFORMATIVE = 1e-3;

    @Mixin
    private Outputs outputs = new Outputs();

    @Override
    public Integer call() {
        return outputs.run(this::draw);
    }

    /** What training with one mu has come to. */
    @SuppressWarnings("ArrayRecordComponent") // fields to hand on; nothing compares or prints it
    record Trained(int mu, int updates, Matrix exact, double[] eigenvalues, int sampledUpdates, Matrix sampled) {
        /** The last row of one of these, the newest key first. */
        static double[] byAge(Matrix weights) {
            double[] row = weights.row(weights.rows() - 1);
            return IntStream.range(0, row.length).mapToDouble(i -> row[row.length - 1 - i]).toArray();
        }
    }

    static Trained train(int mu, int sequences, Random random) {
        PositionalSolution exact = new PositionalSolution(PhaseMoments.exact(mu, TOKENS));
        int updates = exact.updates();
        PositionalTraining sampled = new PositionalTraining(PhaseMoments.sampled(mu, TOKENS, sequences, random));
        sampled.train();
        return new Trained(mu, updates, exact.weights(updates), exact.eigenvalues(), sampled.updates(),
                sampled.weights());
    }

    private void draw() throws IOException {
        long start = System.nanoTime();
        Random random = new Random(outputs.seed());
        List<Trained> all = new ArrayList<>();
        MatrixTable matrices = new MatrixTable();
        CurveTable curves = new CurveTable("age", 0);
        for (int mu : SPEEDS) {
            Trained trained = train(mu, outputs.quick() ? QUICK_SEQUENCES : SEQUENCES, random);
            all.add(trained);
            matrices.add("mu" + mu + "_exact", trained.exact()).add("mu" + mu + "_sampled", trained.sampled());
            double[] weights = Trained.byAge(trained.exact());
            curves.add("exact_mu" + mu, weights)
                    .add("sampled_mu" + mu, Trained.byAge(trained.sampled()))
                    .add("eigenvalues_mu" + mu, trained.eigenvalues());
            outputs.say(
                    "positions: mu = %d: %d updates in closed form, %d sampled; %d eigenvalues above %.0e; newest weights %.4f %.4f %.4f",
                    mu, trained.updates(), trained.sampledUpdates(),
                    IntStream.range(0, TOKENS).filter(i -> trained.eigenvalues()[i] > INFORMATIVE).count(), INFORMATIVE,
                    weights[0], weights[1], weights[2]);
        }
        outputs.write("ical-positions", matrices, PositionsPicture.maps(all));
        outputs.write("ical-positions-newest", curves, PositionsPicture.curves(all));
        outputs.done("positions", start);
    }
}
