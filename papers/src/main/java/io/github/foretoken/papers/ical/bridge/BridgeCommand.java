package io.github.foretoken.papers.ical.bridge;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.papers.ical.descent.OneStep;
import io.github.foretoken.papers.ical.descent.OneStep.Sample;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code foretoken ical bridge}. */
@Command(name = "bridge", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "One gradient step in context: its best size and its error.",
    "The first iterate of causal kernel descent is this paper's one gradient step: its error and the best "
            + "step 3/(2N+3d-2), in theory and on sequences that are drawn."})
public final class BridgeCommand implements Callable<Integer> {
    private static final int[] DIMENSIONS = {1, 5, 10};
    private static final int DRAWS = 4000;
    private static final int QUICK_DRAWS = 400;

    @Mixin
    private Outputs outputs = new Outputs();

    @Override
    public Integer call() {
        return outputs.run(this::draw);
    }

    private void draw() throws IOException {
        long start = System.nanoTime();
        Random random = new Random(outputs.seed());
        CurveTable table = new CurveTable("pairs", Bridge.pairs());
        List<Bridge> bridges = new ArrayList<>();
        for (int d : DIMENSIONS) {
            Bridge bridge = new Bridge(d, outputs.quick() ? QUICK_DRAWS : DRAWS, random);
            bridge.addTo(table);
            bridges.add(bridge);
            Sample sample = bridge.sample(BridgePicture.PAIRS);
            outputs.say("bridge: d = %d, N = %d: best step %.5f in theory, %.5f sampled; error %.4f and %.4f", d,
                    BridgePicture.PAIRS, OneStep.bestStep(d, BridgePicture.PAIRS), sample.bestStep(),
                    OneStep.leastError(d, BridgePicture.PAIRS), sample.error(sample.bestStep()));
        }
        outputs.write("ical-bridge", table, BridgePicture.of(bridges));
        outputs.done("bridge", start);
    }
}
