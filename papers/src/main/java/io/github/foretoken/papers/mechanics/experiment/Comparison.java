package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.model.Counting;
import io.github.foretoken.papers.mechanics.model.HeldOut;
import io.github.foretoken.papers.mechanics.model.LearnedLayer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A layer beside counting, on sequences that neither has seen. */
final class Comparison {
    private final int count;
    private final Map<String, HeldOut> results = new LinkedHashMap<>();

    /** Counts what the layer was trained on, and predicts what it was not. */
    Comparison(List<String> names, List<Sample> training, List<Sample> heldOut, LearnedLayer layer) {
        count = heldOut.size();
        Counting[] counting = {new Counting(0), new Counting(1), new Counting(2)};
        for (Sample sample : training) {
            for (Counting each : counting) {
                each.add(words(names, sample), names.get(sample.label()));
            }
        }
        Map<String, Function<List<String>, Map<String, Double>>> methods = new LinkedHashMap<>();
        methods.put("attention", layer::chances);
        methods.put("last two tokens", counting[2]::chances);
        methods.put("last token", counting[1]::chances);
        methods.put("frequency", counting[0]::chances);
        methods.put("chance", new Counting(0)::chances);
        methods.forEach((name, method) -> {
            HeldOut result = new HeldOut();
            heldOut.forEach(sample -> result.add(method.apply(words(names, sample)), names.get(sample.label())));
            results.put(name, result);
        });
    }

    private static List<String> words(List<String> names, Sample sample) {
        return sample.tokens().stream().map(names::get).toList();
    }

    /** For people. */
    List<String> lines() {
        if (count == 0) {
            return List.of("train: no sequence is held out, so that nothing is compared");
        }
        return results.entrySet()
                .stream()
                .map(result -> String.format(Locale.ROOT, "train: %s: %.1f %% of %d held out are right, log-loss %.4f",
                        result.getKey().equals("attention") ? "attention"
                                : result.getKey().equals("chance") ? "by chance" : "counting by " + result.getKey(),
                        100 * result.getValue().accuracy(), count, result.getValue().logLoss()))
                .toList();
    }

    /** Method, sequences, accuracy, log-loss; without rows if nothing was held out. */
    byte[] csv() {
        StringBuilder csv = new StringBuilder("method,sequences,accuracy,log_loss\n");
        if (count > 0) {
            results.forEach((name, result) -> csv.append(name)
                    .append(',')
                    .append(count)
                    .append(',')
                    .append(result.accuracy())
                    .append(',')
                    .append(result.logLoss())
                    .append('\n'));
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
