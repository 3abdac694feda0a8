package io.github.foretoken.lab.figure;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "figure", description = "Draw the paper's figures.")
public final class FigureCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
