package io.github.foretoken.internal.online;

/**
 * What becomes of the ridge in {@code N = sum over s of gamma^(t-s) z_s z_s' + ridge} while pairs are forgotten. With
 * gamma = 1 both rules leave lambda I as it is. Both are defined exactly, so that rational arithmetic can follow them.
 */
enum RidgeRule {
    /**
     * It fades with the pairs, {@code gamma^t lambda I}, as a prior that is as old as the stream. Where nothing has shown a
     * direction for so long that nearly nothing is left, some of it is put back: after each pair, for each coordinate in
     * turn, {@link #RENEWAL} lambda is added to N's diagonal if its pivot, what N has of it outside the coordinates before
     * it, is below {@link #LEAST} lambda. So such directions are forgotten towards 0, never without bound.
     */
    FADING,
    /**
     * It stays, near lambda I: what has faded of it is put back one coordinate a pair, or a few, in turn, so that no more
     * than 20 bits of it fade between two turns. For features of kernels, of which most directions are hardly ever shown.
     */
    HELD;

    /** See {@link #FADING}. */
    static final double LEAST = 0x1p-44;

    /** See {@link #FADING}. */
    static final double RENEWAL = 0x1p-24;

    private static final double FADING_BITS = 20;

    /** How many coordinates have their turn after a pair. */
    static int turns(int count, double forgetting) {
        return (int) Math.min(count, Math.ceil(count * -Math.log(forgetting) / (FADING_BITS * Math.log(2))));
    }

    /** What share of lambda fades between two turns of a coordinate. */
    static double faded(int count, int turns, double forgetting) {
        double period = (double) count / turns;
        return -Math.expm1(period * Math.log(forgetting));
    }
}
