package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.search.PredictorSearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a property asks for in vain is said to each who asks, in a process of its own. */
class PropertiesTest {
    private static final String MAIN = "io.github.foretoken.PropertiesTest$Touches";

    /** Touches the core in many ways, twice each, and prints what each came to. */
    static final class Touches {
        private Touches() {}

        public static void main(String[] args) {
            Matrix tokens = Matrix.of(new double[]{1, 2, 3, 4, 3, 2}, 6, 1);
            List<Runnable> touches = List.of(() -> Predictor.kaczmarz(Kernel.gaussian(1), 1).observe(new double[]{1}),
                    () -> Predictor.leastSquares(1, 1),
                    () -> ForwardSubstitution.of(Kernel.gaussian(1)).predict(tokens),
                    () -> CausalDescent.of(Kernel.gaussian(1)).iterate(tokens, 2),
                    () -> PredictorSearch.standard().choose(Matrix.zeros(20, 1)), () -> Acceleration.describe(),
                    () -> Acceleration.describe(5), () -> Acceleration.libraries());
            for (int i = 0; i < 2 * touches.size(); i++) {
                try {
                    touches.get(i % touches.size()).run();
                    System.out.println("fine");
                } catch (IllegalStateException e) {
                    System.out.println("IllegalStateException: " + e.getMessage());
                } catch (Throwable e) {
                    System.out.println("unexpected " + e);
                }
            }
        }
    }

    /** Flags with _ for blanks; the message; whether every touch says it, or those alone that look for a library. */
    @ParameterizedTest
    @DisabledIfSystemProperty(named = "foretoken.test.expect", matches = "vector", disabledReason = "once is enough")
    @CsvSource(delimiter = '|', textBlock = """
            -Dforetoken.vector=maybe | foretoken.vector must be auto, true or false, not 'maybe' | true
            -Dforetoken.vector= | foretoken.vector must be auto, true or false, not '' | true
            -Dforetoken.vector=true | foretoken.vector=true cannot be met: the module jdk.incubator.vector is absent | true
            -Dforetoken.require=vector | foretoken.require=vector cannot be met: | true
            -Dforetoken.require=vectors | foretoken.require lists 'vector' and 'native', not 'vectors' | true
            -Dforetoken.require=native_-Dforetoken.blas.library=none | foretoken.require=native cannot be met | false
            -Dforetoken.vector.threshold=many | foretoken.vector.threshold must be a number of pairs | true
            -Dforetoken.vector.threshold=-1 | foretoken.vector.threshold must be a number of pairs, 0 or more | true
            -Dforetoken.blas=fast | foretoken.blas must be auto, java, netlib or native, not 'fast' | false
            -Dforetoken.blas=native_-Dforetoken.blas.library=/no/such.so | foretoken.blas=native cannot be met | false
            -Dforetoken.blas=netlib | foretoken.blas=netlib cannot be met | false
            """)
    void aBadPropertyIsExplainedEachTime(String flags, String message, boolean always)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(
                List.of(flags.split("_-")).stream().map(flag -> flag.startsWith("-") ? flag : "-" + flag).toList());
        command.add("-cp");
        command.add(Places.classPath());
        command.add(MAIN);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = output.lines()
                .filter(line -> line.startsWith("fine") || line.startsWith("unexpected") || line.startsWith("Illegal"))
                .toList();
        assertThat(lines).as(output).hasSize(16).noneMatch(line -> line.startsWith("unexpected"));
        assertThat(lines.subList(0, 8)).isEqualTo(lines.subList(8, 16));
        assertThat(lines).filteredOn(line -> line.startsWith("Illegal"))
                .allMatch(line -> line.startsWith("IllegalStateException: " + message.strip()))
                .hasSizeBetween(always ? 16 : 4, 16);
    }
}
