package io.github.foretoken.predict;

import java.io.IOException;

/**
 * A file or stream is not a sound saved predictor or forecaster: corrupt, truncated, of another kind, or saved by a newer
 * release. The message names it and says what is wrong; the file is as it was.
 */
public final class PredictorFileException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * With what is wrong and what showed it.
     *
     * @param message names the file or stream and says what is wrong
     * @param cause what showed it, or null
     */
    public PredictorFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
