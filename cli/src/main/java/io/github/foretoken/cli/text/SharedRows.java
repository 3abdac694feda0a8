package io.github.foretoken.cli.text;

import java.util.Arrays;

/**
 * Vectors that several owners have in common for as long as they are equal. An owner visits its vector, and whatever is
 * then added is added for the owners that visited only: a vector that had others, too, is divided first. Contexts that have
 * been seen once, which are most of them, so cost one vector and not one for each set of places.
 */
final class SharedRows {
    private double[][] rows = new double[1024][];
    private int[] owners = new int[rows.length];
    private int[] visits = new int[rows.length];
    private double[] weights = new double[rows.length];
    private int[] successors = new int[rows.length];
    private int count;
    private final int[] visited;
    private int visitedCount;

    /** @param mostVisits between two calls of {@link #add} */
    SharedRows(int mostVisits) {
        visited = new int[mostVisits];
    }

    int count() {
        return count;
    }

    /** One owner's visit to its row. */
    void visit(int row, double weight) {
        if (visits[row]++ == 0) {
            visited[visitedCount++] = row;
            weights[row] = 0;
        }
        weights[row] += weight;
    }

    /** {@code sum = sum over visits of weight times row}. */
    void weightedSum(double[] sum) {
        Arrays.fill(sum, 0);
        for (int i = 0; i < visitedCount; i++) {
            addScaled(rows[visited[i]], weights[visited[i]], sum);
        }
    }

    /** Adds for all owners that have visited, and ends the visit. */
    void add(double[] change) {
        for (int i = 0; i < visitedCount; i++) {
            int row = visited[i];
            int target = row;
            if (visits[row] < owners[row]) {
                target = append(rows[row], visits[row]);
                owners[row] -= visits[row];
            }
            addScaled(change, 1, rows[target]);
            successors[row] = target;
            visits[row] = 0;
        }
        visitedCount = 0;
    }

    /** The row that an owner has since {@link #add}, which it visited. */
    int successor(int row) {
        return successors[row];
    }

    /** A new row with that many owners; its content is copied. */
    int append(double[] content, int newOwners) {
        if (count == rows.length) {
            int size = Math.multiplyExact(2, count);
            rows = Arrays.copyOf(rows, size);
            owners = Arrays.copyOf(owners, size);
            visits = Arrays.copyOf(visits, size);
            weights = Arrays.copyOf(weights, size);
            successors = Arrays.copyOf(successors, size);
        }
        rows[count] = content.clone();
        owners[count] = newOwners;
        return count++;
    }

    private static void addScaled(double[] x, double scale, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += scale * x[i];
        }
    }
}
