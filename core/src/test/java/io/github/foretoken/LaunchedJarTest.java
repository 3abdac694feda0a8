package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A program that embeds the core and is started by {@code java -jar}, without a flag. */
@DisabledIfSystemProperty(named = "foretoken.test.expect", matches = "vector", disabledReason = "once is enough")
class LaunchedJarTest {
    @TempDir
    private Path folder;

    /** Says what it runs on. */
    static final class Embedder {
        private Embedder() {}

        public static void main(String[] args) {
            System.out.println(Acceleration.describe(5_000) + " " + Acceleration.lanes());
        }
    }

    /** One line of the manifest is worth the flag, and spares Java's warning of it. */
    @Test
    void aLineOfTheManifestBringsTheVectorApi() throws IOException, InterruptedException {
        String flagged = run(
                List.of("--add-modules", "jdk.incubator.vector", "-cp", Places.classPath(), Embedder.class.getName()));
        String launched = run(List.of("-jar", jar("Add-Exports", "java.base/jdk.internal.module").toString()));
        assertThat(launched).isEqualTo(flagged.lines()
                .filter(line -> !line.contains("incubator modules"))
                .collect(Collectors.joining("\n", "", "\n")));
        String plain = run(List.of("-jar", jar("Comment", "none").toString()));
        if (launched.startsWith("Vector API")) {
            assertThat(plain).contains("start Java with --add-modules jdk.incubator.vector, or for java -jar put "
                    + "'Add-Exports: java.base/jdk.internal.module' into the jar's manifest");
        } else {
            assertThat(plain).isEqualTo(launched);
        }
    }

    private Path jar(String name, String value) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, Embedder.class.getName());
        main.put(Attributes.Name.CLASS_PATH,
                Arrays.stream(Places.classPath().split(File.pathSeparator, -1))
                        .map(place -> Path.of(place).toUri().toString())
                        .collect(Collectors.joining(" ")));
        main.putValue(name, value);
        Path jar = folder.resolve(name + ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
