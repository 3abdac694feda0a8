package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Saving and loading: to the bit, across releases, and nothing else than what was saved. */
class SavedPredictorTest {
    private static final int CONTENT = 20;

    @TempDir
    private Path folder;

    static Stream<String> names() {
        return SavedPredictors.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void goesOnToTheBit(String name) throws IOException {
        // Blocks of remembered tokens hold 240, rows of a factor 48.
        for (int observed : new int[]{0, 1, 2, 3, 7, 49, 350}) {
            Predictor whole = SavedPredictors.all().get(name);
            double[][] tokens = SavedPredictors.tokens(observed + 60);
            for (int t = 0; t < observed; t++) {
                whole.observe(tokens[t]);
            }
            byte[] saved = SavedPredictors.bytes(whole);
            Predictor loaded = load(saved);
            assertThat(SavedPredictors.bytes(loaded)).isEqualTo(saved);
            assertThat(SavedPredictors.bytes(loaded.copy())).isEqualTo(saved);
            assertThat(loaded.observed()).isEqualTo(observed);
            assertThat(loaded.memoryBytes()).isLessThanOrEqualTo(whole.memoryBytes());
            for (int t = observed; t < tokens.length; t++) {
                assertThat(loaded.predict()).as("after %s tokens", t).containsExactly(whole.predict());
                whole.observe(tokens[t]);
                loaded.observe(tokens[t]);
            }
            assertThat(loaded.memoryBytes()).isEqualTo(whole.memoryBytes());
            assertThat(SavedPredictors.bytes(loaded)).isEqualTo(SavedPredictors.bytes(whole));
            loaded.reset();
            whole.reset();
            loaded.observe(tokens[0]);
            whole.observe(tokens[0]);
            assertThat(SavedPredictors.bytes(loaded)).isEqualTo(SavedPredictors.bytes(whole));
        }
    }

    static Stream<String> files() {
        return Stream.concat(names().map(name -> "v1-" + name),
                SavedPredictors.CHANGED.stream().map(name -> "v2-" + name));
    }

    /** The files were saved on vector loops; this runs on scalar ones, too. */
    @ParameterizedTest
    @MethodSource("files")
    void filesOfEarlierReleasesGoOn(String name) throws IOException {
        Path file = SavedPredictors.FOLDER.resolve(name + ".bin");
        SavedPredictor saved = SavedPredictor.load(file);
        Predictor predictor = saved.predictor();
        assertThat(predictor.observed()).isEqualTo(SavedPredictors.BEFORE);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        saved.save(again);
        if (name.startsWith("v1-") && SavedPredictors.CHANGED.contains(name.substring(3))) {
            // Saved in its second form, and that one loads.
            assertThat(load(again.toByteArray()).predict()).containsExactly(predictor.predict());
        } else {
            assertThat(again.toByteArray()).isEqualTo(Files.readAllBytes(file));
        }
        // A few operations on numbers about 1, ridges of 0.1 and more: a thousand roundings cover them.
        double tolerance = 1000 * 0x1p-53;
        for (int t = 0; t <= SavedPredictors.AFTER; t++) {
            assertThat(predictor.predict()).containsExactly(SavedPredictors.row(saved.notes().get("prediction " + t)),
                    offset(tolerance));
            if (t < SavedPredictors.AFTER) {
                predictor.observe(SavedPredictors.row(saved.notes().get("token " + t)));
            }
        }
    }

    @Test
    void savesAFileInTheirPlaceAndNothingElse() throws IOException {
        Path file = folder.resolve("predictor.bin");
        Predictor predictor = observed("affine");
        predictor.save(file);
        predictor.observe(new double[]{1, 2, 3});
        Thread.currentThread().interrupt();
        predictor.save(file);
        Predictor loaded = Predictor.load(file);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(loaded.predict()).containsExactly(predictor.predict());
        SavedPredictor noted = new SavedPredictor(predictor, Map.of("offset", "12 \u20ac", "", ""));
        noted.save(file);
        assertThat(SavedPredictor.load(file).notes()).isEqualTo(noted.notes());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> predictor.save(folder.resolve("none/predictor.bin"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> predictor.save(folder)).hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> Predictor.load(folder.resolve("none.bin"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void streamsHoldSeveral() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Predictor first = observed("kaczmarz-gaussian");
        Predictor second = observed("least-squares");
        new SavedPredictor(first, Map.of()).save(out);
        new SavedPredictor(second, Map.of()).save(out);
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
        assertThat(SavedPredictor.load(in).predictor().predict()).containsExactly(first.predict());
        assertThat(SavedPredictor.load(in).predictor().predict()).containsExactly(second.predict());
        assertThat(in.available()).isZero();
    }

    @Test
    void everyTruncationAndEveryFlippedBitIsRefused() throws IOException {
        byte[] sound = SavedPredictors.bytes(observed("affine-window"));
        for (int length = 0; length < sound.length; length++) {
            byte[] truncated = Arrays.copyOf(sound, length);
            String reason = length == 0 ? "it is empty" : "it is truncated";
            assertThatThrownBy(() -> load(truncated)).isInstanceOf(PredictorFileException.class)
                    .hasMessageContaining(reason);
            if (length % 50 == 0) {
                refused(truncated, reason);
            }
        }
        refused(Arrays.copyOf(sound, sound.length + 1), "has bytes after its end");
        // Every byte, and every bit of it in turn.
        for (int bit = 0; bit < 8 * sound.length; bit += 5) {
            byte[] flipped = sound.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> load(flipped)).isInstanceOf(PredictorFileException.class);
        }
        refused("t,x\n1,2\n".getBytes(StandardCharsets.UTF_8), "was not saved by Foretoken");
        refused(new byte[1000], "was not saved by Foretoken");
        sound[CONTENT + 8] ^= 1;
        refused(sound, "is corrupt: its checksum does not match");
        assertThatThrownBy(() -> Predictor.load(folder)).isInstanceOf(PredictorFileException.class)
                .hasMessageContaining("is not a regular file");
    }

    @Test
    void whatNewerReleasesSaveIsRefusedByName() throws IOException {
        byte[] sound = SavedPredictors.bytes(observed("kaczmarz-window"));
        byte[] newer = sound.clone();
        newer[8] = 2;
        refused(seal(newer), "has format version 2, which is newer than this release");
        refused(replace(sound, "window", "widnow"), "a setting that this release does not know, 'widnow'");
        refused(replace(sound, "kaczmarz", "kaczmars"), "does not know, method 'kaczmars'");
        refused(replace(sound, "matern52", "matern72"), "does not know, kernel 'matern72");
        refused(replace(sound, "dimension", "dimensiom"), "lacks the setting 'dimension'");
        refused(replace(SavedPredictors.bytes(observed("least-squares")), "0.98", "1.98"),
                "has settings that cannot be: forgetting must lie in (0, 1]");
    }

    /** Contents that no release would write, under checksums that are right. */
    @Test
    void contentsThatCannotBeAreRefusedAndNothingWorse() throws IOException {
        Random random = new Random(8);
        int refused = 0;
        for (String name : names().toList()) {
            byte[] sound = SavedPredictors.bytes(observed(name));
            for (int i = 0; i < 300; i++) {
                byte[] changed = sound.clone();
                for (int n = random.nextInt(3); n >= 0; n--) {
                    changed[CONTENT + random.nextInt(sound.length - CONTENT - 4)] = (byte) random.nextInt(256);
                }
                try {
                    Predictor predictor = load(seal(changed));
                    predictor.observe(new double[predictor.dimension()]);
                } catch (PredictorFileException e) {
                    assertThat(e).hasMessageStartingWith("the stream cannot be loaded: it ");
                    refused++;
                } catch (ArithmeticException e) {
                    assertThat(e).hasMessageContaining("float64");
                }
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void countsAreComparedWithTheBytesThatAreThere() throws IOException {
        byte[] sound = SavedPredictors.bytes(observed("kaczmarz-gaussian"));
        ByteBuffer huge = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
        // After the magic, the version, the length and no notes: the number of settings.
        huge.putInt(CONTENT + 4, Integer.MAX_VALUE);
        refused(seal(sound), "claims 2147483647 texts of 8 bytes or more, where ");
        byte[] length = SavedPredictors.bytes(observed("affine"));
        ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(12, 1L << 40);
        refused(length, "is truncated: its header announces 1099511627800 bytes");
    }

    private static Predictor observed(String name) {
        Predictor predictor = SavedPredictors.all().get(name);
        for (double[] token : SavedPredictors.tokens(20)) {
            predictor.observe(token);
        }
        return predictor;
    }

    private static Predictor load(byte[] bytes) throws IOException {
        return SavedPredictor.load(new ByteArrayInputStream(bytes)).predictor();
    }

    /** With the checksum that belongs to it. */
    private static byte[] seal(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, (int) checksum.getValue());
        return bytes;
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return seal(text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void refused(byte[] bytes, String reason) throws IOException {
        Path file = Files.write(folder.resolve("refused.bin"), bytes);
        List<Object> before = List.of(Files.getLastModifiedTime(file), Files.size(file));
        assertThatThrownBy(() -> Predictor.load(file)).isInstanceOf(PredictorFileException.class)
                .hasMessageStartingWith(file + " cannot be loaded: it ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("; it is left as it is");
        assertThat(List.of(Files.getLastModifiedTime(file), Files.size(file))).isEqualTo(before);
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void anInterruptionIsSavedToo() throws IOException {
        Predictor predictor = Predictor.kaczmarz(Kernel.gaussian(1), SavedPredictors.DIMENSION).withDelays(3);
        double[][] tokens = SavedPredictors.tokens(20);
        for (int t = 0; t < 20; t++) {
            if (t == 10) {
                predictor.interrupt();
            }
            predictor.observe(tokens[t]);
            byte[] saved = SavedPredictors.bytes(predictor);
            Predictor loaded = SavedPredictor.load(new ByteArrayInputStream(saved)).predictor();
            assertThat(loaded.observed()).isEqualTo(t + 1);
            assertThat(loaded.predict()).containsExactly(predictor.predict());
            assertThat(SavedPredictors.bytes(loaded)).containsExactly(saved);
        }
    }
}
