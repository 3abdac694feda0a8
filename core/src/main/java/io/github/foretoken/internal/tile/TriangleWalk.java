package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.threads.Wavefront;

/** A worker's way through the lower triangle where row tiles need those before them: down the tiles of keys, group by group. */
final class TriangleWalk {
    /** What is done on the way; row tiles are told with their place in the group. */
    interface Steps {
        /** Row tile a is about to be worked on. */
        void begin(int a, int slot);

        /** Tiles of keys that may be left out of the walk: done here, all at once, for all of the group's row tiles. */
        default int before(int from, int to, Wavefront front) {
            return 0;
        }

        /** All that comes before row tile a has been added: the diagonal tile, after which others may read its rows. */
        void finish(int a, int slot);

        /** The tile of keys b, which is finished, against row tile a > b. */
        void add(int a, int b, int slot);
    }

    private TriangleWalk() {}

    /** Row tiles [from, to), as {@link Wavefront.Worker#process}. */
    static void run(Steps steps, int from, int to, Wavefront front) {
        for (int a = from; a < to; a++) {
            steps.begin(a, a - from);
        }
        for (int b = steps.before(from, to, front); b < to; b++) {
            if (b < from) {
                front.await(b);
            } else {
                steps.finish(b, b - from);
                front.complete(b);
            }
            for (int a = Math.max(from, b + 1); a < to; a++) {
                steps.add(a, b, a - from);
            }
        }
    }
}
