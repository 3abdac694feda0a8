package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.papers.output.MatrixTable;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foretoken ical commuting}. */
@Command(name = "commuting", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Figure 3: heads trained on commuting W.",
    "Heads that learn commuting unitary or orthogonal W by gradient descent on the expected loss, in "
            + "closed form. Heat maps of A, B, C = B'A and P from the authors' starts; the losses that other "
            + "starts lead to; and what few heads can reach."})
public final class CommutingCommand implements Callable<Integer> {
    private static final int QUICK_STEPS = 10_000;
    private static final int SWEEP_STEPS = 20_000;
    private static final int SWEEP_STARTS = 24;
    private static final int QUICK_SWEEP_STARTS = 8;
    private static final int QUICK_SWEEP_STEPS = 8000;

    @Mixin
    private Outputs outputs = new Outputs();

    @Override
    public Integer call() {
        return outputs.run(() -> {
            long start = System.nanoTime();
            heatMaps();
            seeds();
            heads();
            outputs.done("commuting", start);
        });
    }

    private void heatMaps() throws IOException {
        MatrixTable table = new MatrixTable();
        CommutingPicture picture = new CommutingPicture();
        for (PublishedStart family : PublishedStart.values()) {
            String name = family.name().toLowerCase(Locale.ROOT);
            int steps = outputs.quick() ? Math.min(QUICK_STEPS, family.steps()) : family.steps();
            HeadDescent descent = new HeadDescent(family.loss(), family.weights(), family.rate());
            double loss = descent.until(steps);
            HeadWeights weights = descent.weights();
            HeadSolution found = HeadSolution.of(family.loss(), weights);
            outputs.say(
                    "commuting: %s, loss %.4g after %d steps; C is %.5f times its pattern, to %.1e; newest key %.6f, "
                            + "query's key by newest %.5g, others at most %.1e; newest tr C / d = %.9f",
                    name, loss, steps, found.scale(), found.deviation(), found.newest(), found.ratio(), found.others(),
                    found.productOfTrace());
            Matrix c = weights.product();
            table.add(name + "_A", weights.a())
                    .add(name + "_B", weights.b())
                    .add(name + "_C", c)
                    .add(name + "_P", weights.used());
            picture.add(family, weights);
        }
        outputs.write("ical-commuting", table, picture.picture());
    }

    private void seeds() throws IOException {
        StartingPoints points = StartingPoints.run(outputs.seed(), outputs.quick());
        for (int i = 0; i < points.count(); i++) {
            HeadSolution found = points.solution(i);
            outputs.say("commuting: start %d, loss %.4f, query's key by newest %.3f%s", points.seed(i),
                    points.losses(i)[points.losses(i).length - 1], found.ratio(),
                    found.trigonometric() ? "" : ": another branch");
        }
        outputs.say("commuting: " + points.reached() + " of " + points.count()
                + " starts reach s_{t+1} = 2 cos(theta) s_t - s_{t-1}");
        outputs.write("ical-seeds", points.table(), CommutingPicture.ofStarts(points));
    }

    private void heads() throws IOException {
        int starts = outputs.quick() ? QUICK_SWEEP_STARTS : SWEEP_STARTS;
        int steps = outputs.quick() ? QUICK_SWEEP_STEPS : SWEEP_STEPS;
        double[][] unitary = HeadSweep.losses(CommutingLoss.UNITARY, starts, steps, outputs.seed());
        double[][] orthogonal = HeadSweep.losses(CommutingLoss.ORTHOGONAL, starts, steps, outputs.seed());
        outputs.say("commuting: least loss a row for 1 to " + HeadSweep.DIMENSION + " heads: unitary "
                + rounded(HeadSweep.best(unitary)) + "; orthogonal " + rounded(HeadSweep.best(orthogonal)));
        CurveTable table = new CurveTable("heads", 1).add("unitary_theory", theory(CommutingLoss.UNITARY))
                .add("orthogonal_theory", theory(CommutingLoss.ORTHOGONAL));
        for (int s = 0; s < starts; s++) {
            int start = s;
            table.add("unitary_start" + s, Arrays.stream(unitary).mapToDouble(row -> row[start]).toArray());
            table.add("orthogonal_start" + s, Arrays.stream(orthogonal).mapToDouble(row -> row[start]).toArray());
        }
        outputs.write("ical-heads", table, CommutingPicture.ofHeads(unitary, orthogonal));
    }

    private static double[] theory(CommutingLoss family) {
        return IntStream.rangeClosed(1, HeadSweep.DIMENSION).mapToDouble(h -> HeadSweep.least(family, h)).toArray();
    }

    private static String rounded(double[] losses) {
        // Without a negative zero.
        return Arrays.toString(Arrays.stream(losses).map(loss -> Math.round(loss * 1e4) / 1e4 + 0.0).toArray());
    }
}
