package io.github.foretoken.cli.method;

/** What to do where predictions are worse than repeating the newest row. */
public final class WorseThanPersistence {
    private WorseThanPersistence() {}

    /** A clause that names the way out. */
    public static String wayOut(boolean forecaster, boolean automatic) {
        return forecaster ? "--method persistence does that"
                : "without --method and the options of a method the forecaster is used"
                        + (automatic ? "" : ", and --method auto looks for a method that fits these numbers");
    }
}
