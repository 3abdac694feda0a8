package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * What an online linear regression moves its weights along, {@code W += (y - W x) gain'}. It depends on features only, so that
 * any number of targets, and those of all steps ahead, can share it.
 */
public interface Gains {
    /**
     * The gain of a feature if it came next. Changes nothing that is saved.
     *
     * @param feature p numbers, not modified
     * @param gain p numbers, overwritten
     */
    void gain(double[] feature, double[] gain);

    /** Takes in the feature whose gain was asked for last. */
    void accept(double[] feature);

    /** Writes the state. */
    void write(StateOutput out) throws IOException;

    /** Takes over what one constructed alike has written. */
    void read(StateInput in) throws IOException;
}
