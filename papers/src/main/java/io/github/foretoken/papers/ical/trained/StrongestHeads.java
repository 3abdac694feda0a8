package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.HeatMapPanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.internal.Block;
import io.github.foretoken.papers.output.MatrixTable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the heads look that matter most: attention by positions, T x T, of those for which the product of the norms of score and
 * value is greatest.
 *
 * @param attention by number of the head, greatest first
 */
record StrongestHeads(Map<Integer, Matrix> attention) {
    private static final int DRAWN = 4;
    private static final int WIDTH = 380;
    private static final int HEIGHT = 360;

    /** Of these weights, not modified. */
    static StrongestHeads of(HeadsShape shape, float[] weights) {
        double[] wide = new double[weights.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = weights[i];
        }
        HeadForms forms = new HeadForms(shape);
        forms.forward(wide);
        PositionalAttention positions = new PositionalAttention(shape);
        positions.forward(wide);
        List<Integer> heads = IntStream.range(0, shape.heads())
                .boxed()
                .sorted(Comparator.comparingDouble(head -> -norm(forms.scores(head)) * norm(forms.values(head))))
                .limit(DRAWN)
                .toList();
        Map<Integer, Matrix> attention = new LinkedHashMap<>();
        for (int head : heads) {
            Matrix map = Matrix.zeros(shape.length(), shape.length());
            Block block = positions.of(head);
            System.arraycopy(block.values(), block.at(0, 0), map.data(), 0, map.data().length);
            attention.put(head, map);
        }
        return new StrongestHeads(attention);
    }

    private static double norm(Block block) {
        double squares = 0;
        for (int i = 0; i < block.rows(); i++) {
            for (int j = 0; j < block.columns(); j++) {
                squares += block.values()[block.at(i, j)] * block.values()[block.at(i, j)];
            }
        }
        return Math.sqrt(squares);
    }

    MatrixTable table() {
        MatrixTable table = new MatrixTable();
        attention.forEach((head, map) -> table.add("head_" + head, map));
        return table;
    }

    Picture picture() {
        Picture picture = new Picture(attention.size() * WIDTH, HEIGHT);
        int drawn = 0;
        for (Map.Entry<Integer, Matrix> head : attention.entrySet()) {
            picture.add(new HeatMapPanel("Head " + head.getKey(), "key", "query", head.getValue()), WIDTH * drawn++, 0,
                    WIDTH, HEIGHT);
        }
        return picture;
    }
}
