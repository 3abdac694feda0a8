package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.papers.mechanics.model.AttentionLayer;
import io.github.foretoken.papers.mechanics.model.LogLoss;
import io.github.foretoken.papers.mechanics.model.NormalizedDescent;
import java.util.ArrayList;
import java.util.List;

/**
 * Training of one draw with the log-loss: it converges globally, to the Graph-SVM's direction and the finite part.
 *
 * @param draw what was trained
 * @param geometry where it must go
 * @param losses before steps 1, 2, ...
 * @param gradientNorms before steps 1, 2, ...
 * @param measures after steps 1, 2, ...; fewer than asked for if the gradient became rounding noise
 */
public record GlobalRun(Draw draw, Geometry geometry, List<Double> losses, List<Double> gradientNorms,
        List<Measure> measures) {
    /**
     * Trains.
     *
     * @param rate the length of a step
     * @param least the norm of the gradient to stop at, say {@link NormalizedDescent#NOISE}; 0 for never
     */
    public static GlobalRun of(Draw draw, double rate, int steps, double least) {
        Geometry geometry = Geometry.of(draw.vocabulary(), draw.samples());
        AttentionLayer layer = new AttentionLayer(draw.vocabulary(), draw.samples());
        List<Double> losses = new ArrayList<>();
        List<Double> gradientNorms = new ArrayList<>();
        List<Measure> measures = new ArrayList<>();
        new NormalizedDescent(new LogLoss(layer), rate, least).run(draw.start(), steps, (step, w, loss, norm) -> {
            losses.add(loss);
            gradientNorms.add(norm);
            measures.add(Measure.of(w, geometry, layer));
        });
        return new GlobalRun(draw, geometry, List.copyOf(losses), List.copyOf(gradientNorms), List.copyOf(measures));
    }

    /** The measure after a step, 1, 2, ...; after the last one if training had stopped by then. */
    public Measure after(int step) {
        return measures.get(Math.min(step, measures.size()) - 1);
    }

    /** The last measure. */
    public Measure last() {
        return measures.getLast();
    }
}
