package io.github.foretoken.lab.plot;

import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;

/** One line of a panel: points, joined if the width is not 0, marked if there is a marker. */
final class Line {
    final String name;
    final double[] x;
    final double[] y;
    final Color color;
    final float width;
    final Marker marker;

    Line(String name, double[] x, double[] y, Color color, float width, Marker marker) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("line '" + name + "' has " + x.length + " x and " + y.length + " y");
        }
        this.name = name;
        this.x = x;
        this.y = y;
        this.color = color;
        this.width = width;
        this.marker = marker;
    }
}
