package io.github.foretoken.cli.plot;

import java.awt.Color;
import java.util.Arrays;
import org.knowm.xchart.style.markers.Marker;

/** One line of a panel: points, joined if the width is not 0, marked if there is a marker. */
final class Line {
    final String name;
    final double[] x;
    final double[] y;
    final Color color;
    final float width;
    final Marker marker;
    /** The first half of the points is one edge of an area, the second half the other, backwards. */
    final boolean area;

    /** The area between two lines over the same x. */
    static Line area(String name, double[] x, double[][] edges, Color color) {
        int n = x.length;
        double[] aroundX = Arrays.copyOf(x, 2 * n);
        double[] aroundY = Arrays.copyOf(edges[0], 2 * n);
        for (int i = 0; i < n; i++) {
            aroundX[2 * n - 1 - i] = x[i];
            aroundY[2 * n - 1 - i] = edges[1][i];
        }
        return new Line(name, aroundX, aroundY, color, 1, null, true);
    }

    Line(String name, double[] x, double[] y, Color color, float width, Marker marker) {
        this(name, x, y, color, width, marker, false);
    }

    /** The greatest x. */
    double lastX() {
        return x[area ? x.length / 2 : x.length - 1];
    }

    private Line(String name, double[] x, double[] y, Color color, float width, Marker marker, boolean area) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("line '" + name + "' has " + x.length + " x and " + y.length + " y");
        }
        this.name = name;
        this.x = x;
        this.y = y;
        this.color = color;
        this.width = width;
        this.marker = marker;
        this.area = area;
    }
}
