package io.github.foretoken.lab.method;

import io.github.foretoken.Predictor;

/**
 * {@code relaxation=}: a number, or {@code falling:HORIZON:LEAST}.
 *
 * @param omega the constant step; 1 for a falling one
 * @param horizon of a falling step; 0 for a constant one
 * @param least of a falling step
 */
public record RelaxationChoice(double omega, double horizon, double least) {
    /** No relaxation. */
    public static final RelaxationChoice NONE = new RelaxationChoice(1, 0, 0);

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static RelaxationChoice parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length == 1) {
            return new RelaxationChoice(SpecWords.number("relaxation", text), 0, 0);
        }
        if (parts.length != 3 || !parts[0].equals("falling")) {
            throw new IllegalArgumentException(
                    "relaxation must be a number or falling:HORIZON:LEAST, not '" + text + "'");
        }
        double horizon = SpecWords.number("HORIZON of relaxation", parts[1]);
        if (horizon == 0) {
            throw new IllegalArgumentException("HORIZON of relaxation must be positive, not " + parts[1]);
        }
        return new RelaxationChoice(1, horizon, SpecWords.number("LEAST of relaxation", parts[2]));
    }

    Predictor applyTo(Predictor predictor) {
        return horizon == 0 ? predictor.withRelaxation(omega) : predictor.withFallingRelaxation(horizon, least);
    }
}
