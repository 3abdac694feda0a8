package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A smoke test of processors that this one is not: a job in a Java that is told to do without what they lack. */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
@EnabledIfSystemProperty(named = "foretoken.test.expect", matches = "vector")
@EnabledIfSystemProperty(named = "foretoken.vector", matches = "true")
@DisabledForJreRange(max = JRE.JAVA_24, disabledReason = "it runs on scalar loops there whatever the processor has")
class OtherProcessorsTest {
    private static final int TOKENS = 1500;
    /** A job of two seconds on a busy machine; on vectors that are emulated it takes minutes. */
    private static final int SECONDS = 60;

    @ParameterizedTest
    @CsvSource({"-XX:UseAVX=0, scalar loops (no fused multiply-add", "-XX:UseAVX=1, scalar loops (vectors of 128 bits",
        "-XX:UseAVX=2, Vector API", "-XX:UseAVX=3, Vector API",
        "-XX:MaxVectorSize=16, scalar loops (vectors of 128 bits", "-XX:-UseFMA, scalar loops (no fused multiply-add"})
    void aJobIsDoneByTheFasterLoops(String flag, String expected) throws Exception {
        Process process = start(flag);
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends in time", flag).isTrue();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains(expected)
                    .contains("predicted " + TOKENS);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String flag) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flag, "--add-modules=jdk.incubator.vector", "-Dforetoken.blas=java", "-cp",
                System.getProperty("java.class.path"), OtherProcessorsTest.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return builder.start();
    }

    /** The job. */
    public static void main(String[] args) {
        double[] tokens = new double[TOKENS];
        for (int t = 0; t < TOKENS; t++) {
            tokens[t] = Math.sin(t / 9.0);
        }
        Matrix predictions = Predictor.kaczmarz(Kernel.gaussian(1), 1).predict(Matrix.of(tokens, TOKENS, 1));
        System.out.println(MicrokernelSelection.reason() + "; predicted " + predictions.rows());
    }
}
