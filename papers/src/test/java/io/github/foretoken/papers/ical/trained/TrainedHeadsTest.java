package io.github.foretoken.papers.ical.trained;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.train.Safetensors;
import io.github.foretoken.papers.ical.descent.InContextDescent;
import io.github.foretoken.papers.ical.descent.Rotations;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The weights that {@code foretoken ical plain} has found, on sequences that it has not seen, of another seed. */
class TrainedHeadsTest {
    private static final HeadsShape SHAPE = new HeadsShape(5, PlainCommand.HEADS, 50);

    private static NetworkTraining trained(Rotations sequences) throws URISyntaxException {
        Path file = Path.of(TrainedHeadsTest.class.getResource("ical-plain.safetensors").toURI());
        Safetensors contents = Safetensors.read(file);
        assertThat(contents.metadata()).containsEntry("heads", "64")
                .containsEntry("d", "5")
                .containsEntry("length", "50");
        float[] weights = new float[SHAPE.size()];
        contents.tensors().get("weights").copyTo(weights, 0);
        return new NetworkTraining(() -> new HeadsNetwork(SHAPE, 64), weights, sequences, 64, 0,
                Parallelism.automatic());
    }

    @Test
    void headsHaveLearned() throws URISyntaxException {
        Rotations test = new Rotations(5, 50, 256, 4711);
        InContextDescent untrained = new InContextDescent(test, Parallelism.automatic());
        double error = trained(test).error(test);
        // They come close to one gradient step, which needs augmented tokens, and not below it.
        double oneStep = untrained.oneStepError(untrained.oneStep());
        assertThat(error).isLessThan(0.5 * untrained.zero()).isBetween(oneStep, 1.1 * oneStep);
    }
}
