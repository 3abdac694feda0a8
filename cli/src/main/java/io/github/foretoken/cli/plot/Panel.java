package io.github.foretoken.cli.plot;

import java.util.List;
import org.knowm.xchart.internal.chartpart.AxesChart;

/** What a picture is put together from. */
public abstract class Panel {
    Panel() {}

    /** The title, or nothing. */
    abstract String title();

    /** All text that the panel shows. */
    abstract List<String> texts();

    /** Draws nothing yet: the chart of this size, in the house style. */
    abstract AxesChart<?, ?> chart(int width, int height);
}
