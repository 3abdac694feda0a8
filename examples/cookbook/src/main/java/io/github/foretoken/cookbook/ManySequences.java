package io.github.foretoken.cookbook;

import io.github.foretoken.Matrix;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.sequence.AutoregressiveSequence;
import java.util.List;
import java.util.stream.IntStream;

/** Three hundred sequences on all processors: the last token of each is forecast from those before it, and compared. */
public final class ManySequences {
    /** Squared errors of the forecast and of persistence. */
    record Score(double forecast, double persistence) {}

    static Score score(Matrix sequence) {
        int last = sequence.rows() - 1;
        Forecaster forecaster = Forecaster.of(sequence.cols()).horizon(1).build();
        for (int t = 0; t < last; t++) {
            forecaster.observe(sequence.row(t));
        }
        double[] truth = sequence.row(last);
        return new Score(squares(truth, forecaster.forecast().mean(1)), squares(truth, sequence.row(last - 1)));
    }

    private static double squares(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> (x[i] - y[i]) * (x[i] - y[i])).sum();
    }

    public static void main(String[] args) {
        List<Matrix> sequences = IntStream.range(0, 300)
                .mapToObj(seed -> AutoregressiveSequence.random(2, 0.1, seed).tokens(120))
                .toList();

        // A forecaster for each sequence: nothing is shared, so a parallel stream is all it takes.
        List<Score> scores = sequences.parallelStream().map(ManySequences::score).toList();
        List<Score> one = sequences.subList(0, 50).stream().map(ManySequences::score).toList();

        double forecast = scores.stream().mapToDouble(Score::forecast).average().orElseThrow();
        double persistence = scores.stream().mapToDouble(Score::persistence).average().orElseThrow();
        System.out.printf("%d sequences: mean squared error %.2f of persistence's%n", scores.size(),
                forecast / persistence);
        System.out.println("the same on one thread, to the bit: " + scores.subList(0, 50).equals(one));
    }
}
