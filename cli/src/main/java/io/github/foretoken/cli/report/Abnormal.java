package io.github.foretoken.cli.report;

import io.github.foretoken.forecast.Forecaster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rows that were strangest to a forecaster, and those with which it noticed that something has changed. */
final class Abnormal {
    private static final int MOST = 20;
    /** One in that many rows is marked at most. */
    private static final int ONE_IN = 50;
    /** Of rows closer to each other than one in that many of all, the strangest stands for all. */
    private static final int APART = 500;

    /**
     * A row.
     *
     * @param row from 0 on
     * @param surprise how strange it was
     * @param column the strangest in it
     * @param change whether it is here because a change was noticed
     */
    record Mark(int row, double surprise, int column, boolean change) {}

    private final double[] surprises;
    private final int[] columns;
    private final List<Mark> changes = new ArrayList<>();

    /** @param count of rows to come */
    Abnormal(int count) {
        surprises = new double[count];
        columns = new int[count];
    }

    /** Looks at a forecaster that has just observed a row. */
    void add(int row, Forecaster forecaster) {
        surprises[row] = forecaster.surprise();
        for (int c = 1; c < forecaster.dimension(); c++) {
            columns[row] = forecaster.surprise(c) > forecaster.surprise(columns[row]) ? c : columns[row];
        }
        if (forecaster.alarm()) {
            changes.add(new Mark(row, surprises[row], columns[row], true));
        }
    }

    /** Rows with which a change was noticed, ascending. */
    List<Mark> changes() {
        return List.copyOf(changes);
    }

    /** The strangest rows, the strangest first; of neighbours one. */
    List<Mark> strangest() {
        int apart = surprises.length / APART;
        int most = Math.min(MOST, surprises.length / ONE_IN);
        List<Mark> all = new ArrayList<>();
        for (int row = 0; row < surprises.length; row++) {
            if (surprises[row] > 0 && greatest(row, apart)) {
                all.add(new Mark(row, surprises[row], columns[row], false));
            }
        }
        return all.stream().sorted(Comparator.comparingDouble(Mark::surprise).reversed()).limit(most).toList();
    }

    private boolean greatest(int row, int apart) {
        for (int i = Math.max(0, row - apart); i < Math.min(surprises.length, row + apart + 1); i++) {
            if (surprises[i] > surprises[row] || (surprises[i] == surprises[row] && i < row)) {
                return false;
            }
        }
        return true;
    }
}
