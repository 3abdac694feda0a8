package io.github.foretoken.cli.train;

import io.github.foretoken.training.EpochLosses;
import java.util.List;
import java.util.Locale;

/** What to tell people about a run that is under way. */
public final class ProgressMessages {
    /** Lines of a whole run, where each line stays. */
    private static final int LINES = 10;
    private static final int MINUTE = 60;

    private ProgressMessages() {}

    /** Which epoch is under way when that many are done; when all are, the last one. */
    public static String next(TrainingConfig config, int done) {
        return "epoch " + Math.min(done + 1L, config.epochs()) + " of " + config.epochs();
    }

    /** One line on the last epoch. */
    public static String of(TrainingConfig config, List<EpochLosses> epochs, double secondsLeft) {
        return String.format(Locale.ROOT, "epoch %d of %d: training loss %.4f, validation loss %.4f, %s left",
                epochs.size(), config.epochs(), epochs.getLast().training(), epochs.getLast().validation(),
                secondsLeft < 2 * MINUTE ? Math.round(secondsLeft) + " s" : Math.round(secondsLeft / MINUTE) + " min");
    }

    /** Whether to say it where each line stays: after the first epoch and after every tenth of the run. */
    public static boolean isMilestone(int done, int all) {
        return done == 1 || (long) done * LINES / all > (done - 1L) * LINES / all;
    }
}
