package io.github.foretoken.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every benchmark shares. Several forks, because how C2 inlines the Vector API differs between runs of the same
 * program more than between iterations of one run. Three seconds of warm-up, because C2 needs about two of them for the
 * Vector API on a busy machine with two processors. Flags stand in {@code jvmArgs}, not in {@code jvmArgsAppend}: a
 * {@code -jvmArgsAppend} on the command line would replace the latter and silently drop the Vector API. The heap is touched
 * before: a call that allocates the first megabytes of a fresh one waits for the system to clear their pages, half as long
 * again as it computes, until the collector has been through all of it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 600, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgs = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow", "-Xms512m", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@State(Scope.Thread)
public abstract class BenchmarkSettings {
    /** Every input is drawn from this seed. */
    public static final long SEED = 20241003;
}
