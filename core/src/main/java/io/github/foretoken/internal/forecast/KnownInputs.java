package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/** Inputs of the newest token and of the next H, each from its first value in a power of two near its first change. */
final class KnownInputs {
    private static final int WIDEST = 960;
    private static final int LEAST = -1020;

    private final int inputs;
    private final double[] references;
    private final int[] exponents;
    private final boolean[] changed;
    private boolean begun;
    final double[] current;
    /** H rows. */
    final double[] ahead;

    KnownInputs(int inputs, int horizon) {
        this.inputs = inputs;
        references = new double[inputs];
        exponents = new int[inputs];
        changed = new boolean[inputs];
        current = new double[inputs];
        ahead = new double[Math.multiplyExact(inputs, horizon)];
    }

    /** What was ahead by one step becomes that of the newest token. */
    void advance() {
        System.arraycopy(ahead, 0, current, 0, inputs);
    }

    /**
     * Takes the inputs of the next H tokens.
     *
     * @param values H rows, not modified and not kept
     */
    void take(double[][] values) {
        for (int i = 0; i < inputs; i++) {
            if (!begun) {
                references[i] = values[0][i];
            }
            for (int h = 0; h < values.length; h++) {
                double distance = values[h][i] - references[i];
                if (!changed[i] && distance != 0) {
                    changed[i] = true;
                    exponents[i] = Clamp.between(Math.getExponent(distance), LEAST, WIDEST);
                }
                ahead[h * inputs + i] = Math.scalb(distance, -exponents[i]);
            }
        }
        begun = true;
    }

    void write(StateOutput out) throws IOException {
        out.putInt(begun ? 1 : 0);
        for (int i = 0; i < inputs; i++) {
            out.putDouble(references[i]);
            out.putInt(exponents[i]);
            out.putInt(changed[i] ? 1 : 0);
        }
        out.putDoubles(current, 0, current.length);
        out.putDoubles(ahead, 0, ahead.length);
    }

    void read(StateInput in) throws IOException {
        begun = in.getInt() != 0;
        for (int i = 0; i < inputs; i++) {
            references[i] = in.getDouble();
            exponents[i] = in.getInt();
            changed[i] = in.getInt() != 0;
        }
        in.getDoubles(current, 0, current.length);
        in.getDoubles(ahead, 0, ahead.length);
    }
}
