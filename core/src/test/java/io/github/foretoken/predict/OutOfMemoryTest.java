package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Kernel;
import io.github.foretoken.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Whatever part of what a token needs no memory is left for, the predictor is what it was, and takes the token later. */
class OutOfMemoryTest {
    /**
     * In a process with a small heap: wherever a token takes memory, it is offered while the heap is full but for some
     * bytes, more and more of them, until it is accepted.
     */
    static final class Squeezed {
        /** A block of features and some. */
        private static final int TOKENS = 250;
        private static final int LEAST = 128;

        private static final List<byte[]> ballast = new ArrayList<>();
        private static int failures;

        private Squeezed() {}

        public static void main(String[] args) {
            Kernel kernel = Kernel.gaussian(1);
            List<Predictor> all = List.of(Predictor.kaczmarz(kernel, 3).withHorizon(2).withForgetting(0.1),
                    Predictor.kaczmarz(kernel, 3).withWindow(70).withStandardization(),
                    Predictor.affineProjection(kernel, 3, 4).withDelays(2), Predictor.kernelRidge(kernel, 3, 0.1),
                    Predictor.kernelRidge(kernel, 3, 0.1).withBudget(100),
                    Predictor.kaczmarz(kernel, 3).withForgetting(0.1).withHorizons(3),
                    Predictor.kaczmarz(kernel, 3).withRandomFeatures(RandomFeatures.waves(500)),
                    Predictor.kaczmarz(kernel, 3).withRandomFeatures(RandomFeatures.waves(200)).withHorizons(3),
                    Predictor.kernelRidge(kernel, 3, 0.1).withHorizons(3),
                    Predictor.kernelRidge(kernel, 3, 0.1).withBudget(100).withForgetting(0.9).withHorizons(3),
                    Predictor.leastSquares(3, 0.1).withForgetting(0.3).withSeparateColumns().withHorizons(3),
                    Predictor.affineProjection(Kernel.linear(), 3, 4).withRidge(0.1).withHorizons(3),
                    Predictor.affineProjection(kernel, 3, 4).withHorizons(3).withSeparateColumns());
            for (Predictor predictor : all) {
                failures = 0;
                run(predictor);
                System.out.println(failures > 1 ? "fine " + predictor : "nothing failed " + predictor);
            }
        }

        private static void run(Predictor predictor) {
            Predictor twin = predictor.copy();
            Random random = new Random(3);
            double[] token = new double[3];
            // Once, so that nothing is loaded for the first time while memory is short.
            offer(predictor.copy(), token);
            for (int t = 0; t < TOKENS; t++) {
                Arrays.setAll(token, c -> random.nextGaussian());
                long bytes = twin.memoryBytes();
                twin.observe(token);
                if (twin.memoryBytes() == bytes) {
                    predictor.observe(token);
                } else {
                    squeeze(predictor, token, twin.copy());
                }
            }
            require(Arrays.equals(RefusedTokensTest.saved(predictor), RefusedTokensTest.saved(twin)), "another state");
        }

        private static void squeeze(Predictor predictor, double[] token, Predictor after) {
            byte[] before = RefusedTokensTest.saved(predictor);
            double[] estimate = predictor.predict();
            for (int spare = 0;; spare = Math.max(LEAST, 4 * spare)) {
                ballast.add(new byte[spare]);
                fill();
                ballast.set(0, null);
                boolean accepted = offer(predictor, token);
                ballast.clear();
                if (accepted) {
                    require(Arrays.equals(RefusedTokensTest.saved(predictor), RefusedTokensTest.saved(after)),
                            "not as without want of memory");
                    return;
                }
                failures++;
                require(Arrays.equals(RefusedTokensTest.saved(predictor), before),
                        predictor + " changed for want of memory");
                require(Arrays.equals(predictor.predict(), estimate), "another estimate for want of memory");
            }
        }

        private static boolean offer(Predictor predictor, double[] token) {
            try {
                predictor.observe(token);
                return true;
            } catch (OutOfMemoryError e) {
                return false;
            }
        }

        /** Until not 16 bytes are left. */
        private static void fill() {
            for (int size = 1 << 20; size >= 16; size /= 256) {
                try {
                    while (true) {
                        ballast.add(new byte[size]);
                    }
                } catch (OutOfMemoryError e) {
                    // Smaller ones, then.
                }
            }
        }

        private static void require(boolean condition, String what) {
            if (!condition) {
                throw new IllegalStateException(what);
            }
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "foretoken.test.expect", matches = "vector", disabledReason = "once is enough")
    void nothingChangesForWantOfMemory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx8m", "-XX:TieredStopAtLevel=1", "-Dforetoken.vector=false", "-cp",
                Places.classPath(), Squeezed.class.getName()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().toList()).as(output).hasSize(13).allMatch(line -> line.startsWith("fine "));
    }
}
