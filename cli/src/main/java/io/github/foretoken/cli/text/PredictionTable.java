package io.github.foretoken.cli.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Predicted bytes as CSV. */
public final class PredictionTable {
    private static final int FLUSH = 1 << 16;

    private PredictionTable() {}

    /**
     * Writes columns position (from 1), byte and predicted, one row for each place with a prediction. The last row is the
     * forecast, whose byte is empty.
     *
     * @param text not modified
     */
    public static void write(OutputStream out, byte[] text, MethodResult result) throws IOException {
        StringBuilder rows = new StringBuilder("position,byte,predicted\n");
        for (int i = result.from(); i <= text.length; i++) {
            rows.append(i + 1).append(',');
            if (i < text.length) {
                rows.append(Byte.toUnsignedInt(text[i]));
            }
            rows.append(',').append(result.predicted(i)).append('\n');
            if (rows.length() >= FLUSH || i == text.length) {
                out.write(rows.toString().getBytes(StandardCharsets.US_ASCII));
                rows.setLength(0);
            }
        }
    }
}
