package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;

/** One jar for Java 17 and all later ones. */
class MultiReleaseTest {
    private static final int JAVA_17 = 61;
    private static final int JAVA_22 = 66;
    private static final String VERSIONS = "META-INF/versions/";

    private final Path jar = Places.of(Matrix.class);

    @BeforeEach
    void thereIsAJar() {
        // The build's own runs say what they expect; in an editor's there may be only a folder of classes.
        assumeTrue(System.getProperty("foretoken.test.expect") != null || Files.isRegularFile(jar));
    }

    @Test
    void everyClassCanBeReadByTheJavaItIsFor() throws IOException {
        int base = 0;
        int later = 0;
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")) {
                    boolean versioned = entry.getName().startsWith(VERSIONS);
                    if (versioned) {
                        assertThat(entry.getName()).startsWith(VERSIONS + "22/");
                        later++;
                    } else {
                        base++;
                    }
                    assertThat(classVersion(file, entry)).as(entry.getName())
                            .isLessThanOrEqualTo(versioned ? JAVA_22 : JAVA_17);
                }
            }
        }
        assertThat(base).isGreaterThan(200);
        assertThat(later).isPositive();
    }

    private static int classVersion(JarFile file, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
            assertThat(in.readInt()).isEqualTo(0xcafebabe);
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }

    /** No public class is there for some Javas alone, and the descriptor fits. */
    @Test
    @DisabledForJreRange(max = JRE.JAVA_21, disabledReason = "its jar tool cannot read classes for Java 22")
    void theJarToolFindsNoFault() {
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int status = ToolProvider.findFirst("jar").orElseThrow().run(out, out, "--validate", "--file", jar.toString());
        assertThat(status).as(messages.toString()).isZero();
    }

    /** As in a jar of a program and all its libraries whose manifest lost the line. */
    @Test
    @DisabledIfSystemProperty(named = "foretoken.test.expect", matches = "vector", disabledReason = "once is enough")
    @DisabledForJreRange(max = JRE.JAVA_21)
    void repackedWithoutItsManifestItSaysWhatIsMissing() throws Exception {
        Path classes = jar.resolveSibling("classes");
        assertThat(classes.resolve(VERSIONS)).isDirectory();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[]{classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object sentence = loader.loadClass(Acceleration.class.getName()).getMethod("libraries").invoke(null);
            assertThat(sentence).asString().contains("Multi-Release: true").contains("foretoken-core");
        }
    }

    /** Where there is a Java 17 for the tests; its run needs no comparison with itself. */
    @Test
    @DisabledIfSystemProperty(named = "foretoken.test.expect", matches = "vector", disabledReason = "once is enough")
    @DisabledForJreRange(max = JRE.JAVA_17)
    void scalarLoopsComputeTheSameBitsOnJava17() throws IOException, InterruptedException {
        String floor = System.getProperty("foretoken.test.java17", "");
        assumeTrue(!floor.isEmpty());
        List<String> here = bits(System.getProperty("java.home"));
        assertThat(here).hasSizeGreaterThan(90).contains("loops scalar loops");
        assertThat(here.stream().map(line -> line.replaceFirst(".* ", "")).distinct()).hasSameSizeAs(here);
        assertThat(bits(floor)).isEqualTo(here);
    }

    private static List<String> bits(String home) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(home, "bin", "java").toString(), "-Dforetoken.vector=false",
                "-Dforetoken.blas=java", "-cp", Places.classPath(), "io.github.foretoken.ScalarBits")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}
