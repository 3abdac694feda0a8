package io.github.foretoken.papers.mechanics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedLayerTest {
    private static final LearnedLayer LAYER = new LearnedLayer(List.of("tea", "Käse, \"alt\"", "\u4e2d"),
            Map.of("tea", Map.of("\u4e2d", -0.1, "tea", 1e-300)), 0.3, 7);

    @TempDir
    private Path folder;

    private Path saved() throws IOException {
        Path file = folder.resolve("layer.ftk");
        SavedLayer.save(LAYER, file);
        return file;
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        assertThat(SavedLayer.load(saved())).isEqualTo(LAYER);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void noChangedByteAndNoCutIsRead() throws IOException {
        byte[] bytes = Files.readAllBytes(saved());
        Path file = folder.resolve("bad");
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            Files.write(file, changed);
            assertThatThrownBy(() -> SavedLayer.load(file)).as("byte %d", i).isInstanceOf(StateFlaw.class);
            Files.write(file, Arrays.copyOf(bytes, i));
            assertThatThrownBy(() -> SavedLayer.load(file)).as("cut at %d", i).isInstanceOf(StateFlaw.class);
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> SavedLayer.load(file)).hasMessageContaining("bytes after its end");
    }

    /** Files whose checksum is right. */
    @Test
    void soundContainersOfSomethingElseAreRefused() throws IOException {
        refused("holds the state of 'a predictor' where that of 'layer of mechanics' belongs",
                out -> out.putText("a predictor"));
        refused("holds a layer of version 2, and this release reads version 1", out -> {
            out.putText("layer of mechanics");
            out.putInt(2);
        });
        refused("claims 1000 tokens", out -> header(out, 1000));
        refused("or two tokens of one name", out -> {
            header(out, 2);
            out.putText("a");
            out.putText("a");
            out.putInt(0);
        });
        refused("names token 1 of 1", out -> {
            header(out, 1);
            out.putText("a");
            out.putInt(1);
            out.putInt(1);
            out.putInt(0);
        });
        refused("holds a last token twice", out -> {
            header(out, 1);
            out.putText("a");
            out.putInt(2);
            out.putInt(0);
            out.putInt(0);
            out.putInt(0);
            out.putInt(0);
        });
        refused("holds NaN where a finite number belongs", out -> {
            header(out, 1);
            out.putText("a");
            out.putInt(1);
            out.putInt(0);
            out.putInt(1);
            out.putInt(0);
            out.putDouble(Double.NaN);
        });
    }

    private static void header(StateOutput out, int tokens) throws IOException {
        out.putText("layer of mechanics");
        out.putInt(1);
        out.putDouble(1);
        out.putInt(3);
        out.putInt(tokens);
    }

    private void refused(String message, StateFile.Writer content) throws IOException {
        Path file = folder.resolve("other");
        try (OutputStream out = Files.newOutputStream(file)) {
            StateFile.write(out, content);
        }
        assertThatThrownBy(() -> SavedLayer.load(file)).isInstanceOf(StateFlaw.class).hasMessageContaining(message);
    }
}
