package io.github.foretoken.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.predict.PredictorFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Saved forecasters with fields exchanged for what would be worst there, under checksums that are right: loading takes memory
 * for what is there and not for what is claimed, and ends in a forecaster or in a {@link PredictorFileException} of one
 * readable line. More tries: {@code -Dforetoken.hostile=N}.
 */
class HostileForecastersTest {
    private static final int TRIES = Integer.getInteger("foretoken.hostile", 150);
    private static final int CONTENT = 20;
    /** Of a text of 12 characters, dimension, horizon, options, season and the number of levels. */
    private static final int SETTINGS = CONTENT + 16;
    private static final int[] COUNTS = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 1, 2, 3, 4, 10, 11, 100, 1000,
        16384, 46341, 65536, 1 << 24, 1 << 28, 1 << 30, 1_000_000_000};
    private static final long[] BITS = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 1, 1L << 31, 1L << 32, 1L << 62,
        Long.MAX_VALUE / 2, Double.doubleToRawLongBits(Double.NaN),
        Double.doubleToRawLongBits(Double.POSITIVE_INFINITY), Double.doubleToRawLongBits(-1),
        Double.doubleToRawLongBits(Double.MAX_VALUE), Double.doubleToRawLongBits(Double.MIN_VALUE)};

    /** Options that change what a file holds. */
    enum Kind {
        ONE(Forecaster.of(1)),
        STEPS(Forecaster.of(1).horizon(9).noSeason()),
        SEASON(Forecaster.of(2).season(7)),
        FEW(Forecaster.of(3).horizon(2).allowMissing().levels(0.5)),
        MANY(Forecaster.of(12).noSeason()),
        ALARMS(Forecaster.of(2).horizon(2).noSeason().adaptAfterAlarm().alarmThreshold(3));

        @SuppressWarnings("ImmutableEnumChecker") // not changed once it is there
        private final ForecasterBuilder builder;

        Kind(ForecasterBuilder builder) {
            this.builder = builder;
        }

        /** With gaps where they may be, and a season to be found. */
        Forecaster after(int tokens) {
            Forecaster forecaster = builder.build();
            Random random = new Random(5);
            for (int t = 0; t < tokens; t++) {
                double[] token = new double[forecaster.dimension()];
                for (int c = 0; c < token.length; c++) {
                    boolean gap = this == FEW && ((c == 2 && t < 90) || random.nextInt(5) == 0);
                    double spike = t % 50 == 49 ? 1e200 : 1;
                    token[c] = gap ? Double.NaN
                            : 1e6 * c + Math.sin(2 * Math.PI * t / 7) + 0.1 * spike * random.nextGaussian();
                }
                forecaster.observe(token);
            }
            return forecaster;
        }
    }

    @ParameterizedTest
    @EnumSource
    void soundOnesGoOn(Kind kind) throws IOException {
        for (int tokens : new int[]{0, 1, 5, 12, 49, 50, 51, 120}) {
            Forecaster forecaster = kind.after(tokens);
            byte[] saved = saved(forecaster);
            Forecaster loaded = Forecaster.load(new ByteArrayInputStream(saved));
            assertArrayEquals(saved, saved(loaded), "after " + tokens);
            double[] token = new double[forecaster.dimension()];
            for (int t = 0; t < 20; t++) {
                Arrays.fill(token, Math.sin(t));
                forecaster.observe(token);
                loaded.observe(token);
            }
            assertArrayEquals(saved(forecaster), saved(loaded), "20 after " + tokens);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changedFields(Kind kind) throws IOException {
        Random random = new Random(kind.name().hashCode());
        for (int tokens : new int[]{0, 60}) {
            byte[] sound = saved(kind.after(tokens));
            for (int i = 0; i < TRIES; i++) {
                requireFrugal(changed(sound, random));
            }
        }
    }

    /** A file of some hundred bytes that claims everything. */
    @ParameterizedTest
    @EnumSource
    void smallFiles(Kind kind) throws IOException {
        byte[] sound = Arrays.copyOf(saved(kind.after(0)), CONTENT + 200);
        for (int dimension : COUNTS) {
            for (int horizon : COUNTS) {
                byte[] file = sound.clone();
                ByteBuffer.wrap(file)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(SETTINGS, dimension)
                        .putInt(SETTINGS + 4, horizon);
                requireFrugal(seal(file));
            }
        }
    }

    private static byte[] saved(Forecaster forecaster) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        forecaster.save(bytes);
        return bytes.toByteArray();
    }

    private static byte[] changed(byte[] sound, Random random) {
        byte[] file = random.nextInt(6) > 0 ? sound.clone()
                : Arrays.copyOf(sound, CONTENT + 4 + random.nextInt(sound.length));
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int places = file.length - CONTENT - 12;
            int at = CONTENT + random.nextInt(Math.max(1, random.nextBoolean() ? Math.min(96, places) : places));
            if (random.nextBoolean() && SETTINGS + 20 < file.length) {
                buffer.putInt(SETTINGS + 4 * random.nextInt(5), COUNTS[random.nextInt(COUNTS.length)]);
            } else if (random.nextBoolean() && at + 4 < file.length) {
                buffer.putInt(at, COUNTS[random.nextInt(COUNTS.length)]);
            } else if (at + 8 < file.length) {
                buffer.putLong(at, BITS[random.nextInt(BITS.length)]);
            }
        }
        return seal(file);
    }

    /** With the length and the checksum that belong to it. */
    private static byte[] seal(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(12, file.length - CONTENT - 4L);
        CRC32C checksum = new CRC32C();
        checksum.update(file, 0, file.length - 4);
        buffer.putInt(file.length - 4, (int) checksum.getValue());
        return file;
    }

    /** Loads; a refusal is to be one line, and memory in proportion to the bytes. */
    private static void requireFrugal(byte[] file) throws IOException {
        long before = allocated();
        String outcome = "loaded";
        try {
            Forecaster.load(new ByteArrayInputStream(file));
        } catch (PredictorFileException e) {
            outcome = e.getMessage();
        }
        long taken = allocated() - before;
        // The greatest ratio of a state to its file, twice for what is read before it is refused; buffers and messages.
        assertTrue(taken < (1L << 20) + 16L * file.length, taken + " bytes for " + file.length + ": " + outcome);
        assertTrue(outcome.length() < 2500 && outcome.codePoints().allMatch(Excerpt::visible), outcome);
    }

    /** By this thread so far; 0 where the module that knows is absent, as on the module path. */
    private static long allocated() {
        try {
            Object bean =
                    Class.forName("java.lang.management.ManagementFactory").getMethod("getThreadMXBean").invoke(null);
            return (long) Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod("getCurrentThreadAllocatedBytes")
                    .invoke(bean);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }
}
