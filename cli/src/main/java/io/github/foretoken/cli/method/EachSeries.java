package io.github.foretoken.cli.method;

import io.github.foretoken.cli.table.SeriesTable;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.InputException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** Work that is done for one series after the other, or for several at a time, which changes nothing of what comes of it. */
public final class EachSeries {
    private final String source;
    private final ElapsedTime clock;

    /** @param source what to call the file in messages */
    public EachSeries(String source, ElapsedTime clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @param alone whether one has to be done after the other
     * @param activity what it is, for a terminal
     * @return what came of each, in their order
     * @throws InputException at a series whose numbers are refused, with its name
     */
    public <T> List<T> map(List<SeriesTable.Series> series, boolean alone, String activity,
            Function<SeriesTable.Series, T> work) {
        AtomicInteger done = new AtomicInteger();
        Stream<SeriesTable.Series> all = alone ? series.stream() : series.parallelStream();
        return all.map(each -> {
            try {
                return work.apply(each);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw InputException.refusal(source + ", series " + each.name(), e);
            } finally {
                clock.now(activity, (double) done.incrementAndGet() / series.size());
            }
        }).toList();
    }
}
