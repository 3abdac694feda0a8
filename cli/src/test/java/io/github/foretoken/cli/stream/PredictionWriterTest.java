package io.github.foretoken.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Predictor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionWriterTest {
    private final PredictorModel model = new PredictorModel(Predictor.kaczmarz(Kernel.linear(), 2));

    /** Thousands of lines, of which a thread writes most, and an end anywhere: all are there, each once and in order. */
    @ParameterizedTest
    @EnumSource
    void allLinesAreWrittenInOrder(PredictionWriter.Format format) throws IOException {
        Random random = new Random(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PredictionWriter writer = new PredictionWriter(out, format, 0);
        StringBuilder expected = new StringBuilder();
        writer.header(List.of(), List.of("a", "b,c"));
        expected.append(format == PredictionWriter.Format.CSV ? "token,a,\"b,c\"\n" : "");
        for (int t = 1; t <= 3000; t++) {
            double[] estimate = {random.nextGaussian(), t % 100 == 0 ? Double.NaN : t};
            model.observe(new double[]{t, -t});
            writer.write(LineStart.of(model.observed()), model, estimate);
            String second = format == PredictionWriter.Format.JSONL && t % 100 == 0 ? "null" : "" + estimate[1];
            expected.append(format == PredictionWriter.Format.CSV ? t + "," + estimate[0] + "," + second
                    : "{\"token\":" + t + ",\"prediction\":[" + estimate[0] + "," + second + "]}").append('\n');
            estimate[0] = 0;
            if (random.nextInt(300) == 0) {
                writer.flush();
                assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
                assertThat(writer.length()).isEqualTo(out.size());
            }
        }
        writer.flush();
        writer.close();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void whatCannotBeWrittenIsSaidAtTheNextChanceAndFromThenOn() throws IOException {
        OutputStream full = new OutputStream() {
            private int room = 20_000;

            @Override
            public void write(int b) throws IOException {
                write(new byte[1], 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                room -= count;
                if (room < 0) {
                    throw new IOException("No space left on device");
                }
            }
        };
        PredictionWriter writer = new PredictionWriter(full, PredictionWriter.Format.CSV, 0);
        model.observe(new double[]{1, 2});
        assertThatThrownBy(() -> {
            for (int t = 0; t < 100_000; t++) {
                writer.write(LineStart.of(model.observed()), model, new double[]{1, 2});
            }
        }).isInstanceOf(IOException.class).hasMessage("No space left on device");
        assertThatThrownBy(writer::flush).isInstanceOf(IOException.class).hasMessage("No space left on device");
        writer.close();
    }

    /** Nobody waits for ever for a thread that came to an end. */
    @Test
    @Timeout(60)
    void anErrorOfTheThreadIsThrownWhereItsLinesAreWaitedFor() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) {
                throw new OutOfMemoryError("planted");
            }
        };
        PredictionWriter writer = new PredictionWriter(broken, PredictionWriter.Format.CSV, 0);
        model.observe(new double[]{1, 2});
        assertThatThrownBy(() -> {
            for (int t = 0; t < 1000; t++) {
                writer.write(LineStart.of(model.observed()), model, new double[]{1, 2});
            }
            writer.flush();
        }).isInstanceOf(OutOfMemoryError.class).hasMessage("planted");
        writer.close();
    }
}
