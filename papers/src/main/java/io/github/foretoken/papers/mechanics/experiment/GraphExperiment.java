package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.plot.GraphDrawing;
import io.github.foretoken.papers.mechanics.graph.PriorityGraph;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.model.LastToken;
import io.github.foretoken.papers.mechanics.model.LearnedLayer;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Token-priority graphs of any sequences: components, their order, scores and strengths, and what a layer learned of them. */
final class GraphExperiment {
    /** A picture of more is no picture; the table has all. */
    private static final int MOST_DRAWN = 12;
    private static final int MOST_COMPONENTS = 60;
    private static final int PAGE = 1240;

    private final List<LastToken> lasts;
    private final Optional<LearnedLayer> learned;

    GraphExperiment(List<String> names, List<Sample> samples, Optional<LearnedLayer> learned) {
        Map<Integer, List<Sample>> byLast = new TreeMap<>();
        samples.forEach(s -> byLast.computeIfAbsent(s.last(), last -> new ArrayList<>()).add(s));
        lasts = byLast.values()
                .stream()
                .map(ofLast -> new LastToken(ofLast, names))
                .sorted(Comparator.comparingInt(LastToken::size).reversed())
                .toList();
        this.learned = learned;
    }

    /** Under the name of a command. */
    void run(String name, Outputs outputs) throws IOException {
        StringBuilder csv = new StringBuilder("last,token,component,level,score,strength");
        csv.append(learned.isPresent() ? ",learned\n" : "\n");
        List<GraphDrawing> drawings = new ArrayList<>();
        for (LastToken last : lasts) {
            outputs.say(name + ": " + last.summary());
            Optional<double[]> scores = last.scores();
            if (scores.isEmpty()) {
                outputs.say(name + ": " + last.title() + " is too large for scores, which are left out of the table");
            }
            csv.append(last.rows(scores, learned));
            if (drawings.size() < MOST_DRAWN && last.graph().components().size() <= MOST_COMPONENTS) {
                drawings.add(GraphPictures.of(last.title(), last.graph(), last.names()));
            }
        }
        if (drawings.size() < lasts.size()) {
            outputs.say(name + ": %d of %d graphs are in the table only: a picture shows %d, of at most %d components",
                    lasts.size() - drawings.size(), lasts.size(), MOST_DRAWN, MOST_COMPONENTS);
        }
        if (drawings.isEmpty()) {
            drawings.add(GraphPictures.of("too large to be drawn", new PriorityGraph(0, List.of()), List.of()));
        }
        outputs.write("mechanics-" + name, csv.toString(), GraphDrawing.picture(drawings, PAGE));
    }
}
