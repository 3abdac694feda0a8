package io.github.foretoken.cookbook;

import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.SavedForecaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A program that is stopped anywhere and goes on as if nothing had happened: model and place in one file. */
public final class Checkpoints {
    private static final int EVERY = 100;

    /** Learns readings from where the checkpoint left off; stops after as many as a process that is killed would. */
    static Forecaster run(Path checkpoint, int killedAfter) throws IOException {
        Forecaster forecaster = Forecaster.of(1).horizon(6).build();
        int next = 0;
        if (Files.exists(checkpoint)) {
            SavedForecaster saved = SavedForecaster.load(checkpoint);
            forecaster = saved.forecaster();
            next = Integer.parseInt(saved.notes().get("next"));
            System.out.println("goes on with reading " + next);
        }
        for (int done = 0; next < 1000; done++) {
            if (done == killedAfter) {
                return forecaster; // what was learned since the checkpoint is lost
            }
            forecaster.observe(reading(next));
            next++;
            if (next % EVERY == 0) { // whole or not at all, whenever power fails
                new SavedForecaster(forecaster, Map.of("next", Integer.toString(next))).save(checkpoint);
            }
        }
        return forecaster;
    }

    /** What a log, a queue or a file would give again from any place on. */
    private static double reading(int t) {
        return 20 + 5 * Math.sin(2 * Math.PI * t / 24) + Math.sin(t * t);
    }

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("checkpoints");
        Path interrupted = folder.resolve("interrupted.ftk");
        run(interrupted, 250);
        run(interrupted, 333);
        double[] there = run(interrupted, Integer.MAX_VALUE).forecast().mean(6);
        double[] straight = run(folder.resolve("straight.ftk"), Integer.MAX_VALUE).forecast().mean(6);
        System.out.println("the same forecast, to the bit: " + (there[0] == straight[0]));
    }
}
