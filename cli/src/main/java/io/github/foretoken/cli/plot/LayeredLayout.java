package io.github.foretoken.cli.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where to draw the boxes of an acyclic graph: one row a level, edges pointing down (Sugiyama's method). Edges that span
 * several rows pass through a place kept free in each; rows are ordered by the mean place of neighbours, to spare crossings.
 */
final class LayeredLayout {
    private static final int SWEEPS = 12;
    private static final double GAP = 26;
    private static final double ROW_GAP = 44;
    /** Of the place kept free for an edge that passes. */
    private static final double PASSAGE = 6;

    /** A box, or the passage of an edge. */
    private static final class Item {
        final int level;
        final double width;
        final double height;
        final List<Item> above = new ArrayList<>();
        final List<Item> below = new ArrayList<>();
        double x;
        double y;

        Item(int level, double width, double height) {
            this.level = level;
            this.width = width;
            this.height = height;
        }
    }

    private final List<Item> boxes = new ArrayList<>();
    private final List<List<Item>> rows = new ArrayList<>();
    private final List<List<Item>> paths = new ArrayList<>();

    /**
     * Lays out.
     *
     * @param levels of the boxes; not modified
     * @param widths of the boxes; not modified
     * @param heights of the boxes; not modified
     * @param edges pairs of boxes, each to a greater level
     */
    LayeredLayout(int[] levels, double[] widths, double[] heights, List<int[]> edges) {
        IntStream.rangeClosed(0, Arrays.stream(levels).max().orElse(0)).forEach(level -> rows.add(new ArrayList<>()));
        for (int i = 0; i < levels.length; i++) {
            boxes.add(place(new Item(levels[i], widths[i], heights[i])));
        }
        for (int[] edge : edges) {
            List<Item> path = new ArrayList<>(List.of(boxes.get(edge[0])));
            for (int level = levels[edge[0]] + 1; level < levels[edge[1]]; level++) {
                path.add(place(new Item(level, PASSAGE, 0)));
            }
            path.add(boxes.get(edge[1]));
            for (int i = 1; i < path.size(); i++) {
                path.get(i - 1).below.add(path.get(i));
                path.get(i).above.add(path.get(i - 1));
            }
            paths.add(path);
        }
        stack();
        rows.forEach(row -> spread(row, row));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (List<Item> row : down ? rows : rows.reversed()) {
                order(row, down);
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (List<Item> row : sweep % 2 == 0 ? rows : rows.reversed()) {
                align(row);
            }
        }
        double left = items().mapToDouble(item -> item.x - item.width / 2).min().orElse(0);
        items().forEach(item -> item.x -= left);
    }

    private Stream<Item> items() {
        return rows.stream().flatMap(List::stream);
    }

    private Item place(Item item) {
        rows.get(item.level).add(item);
        return item;
    }

    private void stack() {
        double y = 0;
        for (List<Item> row : rows) {
            double height = row.stream().mapToDouble(item -> item.height).max().orElse(0);
            for (Item item : row) {
                item.y = y + height / 2;
            }
            y += height + ROW_GAP;
        }
    }

    private static double mean(List<Item> neighbours, double otherwise) {
        return neighbours.stream().mapToDouble(item -> item.x).average().orElse(otherwise);
    }

    private static void order(List<Item> row, boolean down) {
        List<Item> sorted = new ArrayList<>(row);
        sorted.sort(Comparator.comparingDouble(item -> mean(down ? item.above : item.below, item.x)));
        spread(row, sorted);
    }

    /** Puts a row into this order, side by side about 0. */
    private static void spread(List<Item> row, List<Item> order) {
        List<Item> sorted = List.copyOf(order);
        row.clear();
        row.addAll(sorted);
        double x = -(sorted.stream().mapToDouble(item -> item.width).sum() + GAP * (sorted.size() - 1)) / 2;
        for (Item item : sorted) {
            item.x = x + item.width / 2;
            x += item.width + GAP;
        }
    }

    /** Moves a row's items towards all their neighbours, as far as their order and sizes let them. */
    private static void align(List<Item> row) {
        int n = row.size();
        double[] wanted = new double[n];
        Arrays.setAll(wanted, i -> {
            Item item = row.get(i);
            List<Item> neighbours = new ArrayList<>(item.above);
            neighbours.addAll(item.below);
            return mean(neighbours, item.x);
        });
        double[] fromLeft = wanted.clone();
        double[] fromRight = wanted.clone();
        for (int i = 1; i < n; i++) {
            fromLeft[i] = Math.max(fromLeft[i], fromLeft[i - 1] + apart(row, i));
        }
        for (int i = n - 1; i > 0; i--) {
            fromRight[i - 1] = Math.min(fromRight[i - 1], fromRight[i] - apart(row, i));
        }
        // Both keep the distances, and so does their mean.
        for (int i = 0; i < n; i++) {
            row.get(i).x = (fromLeft[i] + fromRight[i]) / 2;
        }
    }

    private static double apart(List<Item> row, int i) {
        return (row.get(i - 1).width + row.get(i).width) / 2 + GAP;
    }

    /** The centre of a box. */
    double x(int box) {
        return boxes.get(box).x;
    }

    /** The centre of a box, downwards. */
    double y(int box) {
        return boxes.get(box).y;
    }

    /** The centres that an edge runs through, from box to box: x, y, x, y, ... */
    double[] path(int edge) {
        return paths.get(edge).stream().flatMapToDouble(item -> DoubleStream.of(item.x, item.y)).toArray();
    }

    /** The width of all. */
    double width() {
        return items().mapToDouble(item -> item.x + item.width / 2).max().orElse(0);
    }

    /** The height of all. */
    double height() {
        return items().mapToDouble(item -> item.y + item.height / 2).max().orElse(0);
    }
}
