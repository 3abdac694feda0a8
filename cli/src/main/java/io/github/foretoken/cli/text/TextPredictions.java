package io.github.foretoken.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Runs methods over a text, each place predicted before it is read. */
public final class TextPredictions {
    private static final int PROGRESS = 1 << 12;

    private TextPredictions() {}

    /**
     * A model's predictions.
     *
     * @param text longer than {@code from}, not modified
     * @param from first place to be predicted, from which on the model must have a prediction
     * @param model that has observed nothing
     * @param progress told now and then how many bytes are done
     */
    public static MethodResult of(String name, byte[] text, int from, ByteModel model, IntConsumer progress) {
        byte[] predicted = new byte[text.length + 1];
        for (int i = 0; i <= text.length; i++) {
            if (i >= from) {
                predicted[i] = (byte) model.predict();
            }
            if (i < text.length) {
                model.observe(Byte.toUnsignedInt(text[i]));
            }
            if (i % PROGRESS == 0) {
                progress.accept(i);
            }
        }
        return new MethodResult(name, predicted, from);
    }

    /**
     * The baselines: {@link BackOffCounts} for contexts of 0, 1, ... bytes, in this order.
     *
     * @param text not modified
     * @param from first place to be predicted, 1 or more
     * @param longest most bytes of a context
     */
    public static List<MethodResult> counts(byte[] text, int from, int longest) {
        BackOffCounts counts = new BackOffCounts(longest);
        byte[][] predicted = new byte[longest + 1][text.length + 1];
        for (int i = 0; i <= text.length; i++) {
            for (int order = 0; i >= from && order <= longest; order++) {
                predicted[order][i] = (byte) counts.predict(order);
            }
            if (i < text.length) {
                counts.observe(Byte.toUnsignedInt(text[i]));
            }
        }
        List<MethodResult> results = new ArrayList<>();
        for (int order = 0; order <= longest; order++) {
            results.add(new MethodResult(countsName(order), predicted[order], from));
        }
        return results;
    }

    private static String countsName(int order) {
        return order == 0 ? "unigram" : order + 1 + "-gram";
    }
}
