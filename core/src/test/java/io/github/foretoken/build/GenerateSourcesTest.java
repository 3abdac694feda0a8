package io.github.foretoken.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the program that writes register tiles and float32 twins before core is compiled. */
class GenerateSourcesTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String MATRIX = "io/github/foretoken/Matrix.java";
    private static final String TWIN = "io/github/foretoken/FloatMatrix.java";

    @TempDir
    private Path folder;

    private Path sources;
    private Path made;

    @BeforeEach
    void copySources() throws IOException {
        sources = folder.resolve("sources");
        made = folder.resolve("made");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = sources.resolve(SOURCES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void refusesWhatWouldComputeInFloat64AndSaysWhere() throws Exception {
        for (String survivor : List.of("toDouble(1)", "1.0", "2e-3", "0x1p-52")) {
            plant("        Object planted = " + survivor + ";");
            Run run = generate();
            assertThat(run.status()).as(survivor).isNotZero();
            assertThat(run.output()).contains("Matrix.java:" + lineOf("planted")).contains(survivor).hasLineCount(1);
        }
    }

    @Test
    void leavesMarkedLinesAndCommentsAlone() throws Exception {
        plant("        double planted = 1.0; // float64 in both");
        assertThat(generate().status()).isZero();
        assertThat(made.resolve(TWIN)).content().contains("double planted = 1.0; // float64 in both");
        plant("        // doubles, 1.0 of them");
        assertThat(generate().status()).isZero();
    }

    @Test
    void writesOnlyWhatChangesAndDeletesWhatIsNoLongerMade() throws Exception {
        generate();
        FileTime past = FileTime.fromMillis(1_000_000);
        Path same = made.resolve("io/github/foretoken/internal/simd/FloatVectorTiles.java");
        Path other = made.resolve("io/github/foretoken/FloatNothing.java");
        Files.writeString(other, "class FloatNothing {}");
        Files.setLastModifiedTime(same, past);
        Files.setLastModifiedTime(made.resolve(TWIN), past);
        plant("        double planted = 1;");
        assertThat(generate().status()).isZero();
        assertThat(Files.getLastModifiedTime(same)).isEqualTo(past);
        assertThat(Files.getLastModifiedTime(made.resolve(TWIN))).isNotEqualTo(past);
        assertThat(made.resolve(TWIN)).content().contains("float planted = 1;");
        assertThat(other).doesNotExist();
    }

    /** Into a method of Matrix, in place of what was planted before. */
    private void plant(String line) throws IOException {
        String source = Files.readString(SOURCES.resolve(MATRIX));
        String method = "public String shape() {\n";
        assertThat(source).contains(method);
        Files.writeString(sources.resolve(MATRIX), source.replace(method, method + line + "\n"));
    }

    private int lineOf(String text) throws IOException {
        List<String> lines = Files.readAllLines(sources.resolve(MATRIX));
        return 1 + lines.indexOf(lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow());
    }

    private record Run(int status, String output) {}

    private Run generate() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of("target", "build-classes").toString(), "io.github.foretoken.build.GenerateSources",
                sources.toString(), made.toString()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
