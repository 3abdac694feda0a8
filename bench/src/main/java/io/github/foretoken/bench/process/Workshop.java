package io.github.foretoken.bench.process;

import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The programs that are measured, and a folder for what they read and write. */
final class Workshop implements AutoCloseable {
    static final String MODULE = "--add-modules=jdk.incubator.vector";

    private final Path root;
    private final Path folder;
    private final Path java;

    /** Starts programs. */
    final Child child;

    /**
     * Of a checkout.
     *
     * @param root of the repository
     */
    Workshop(Path root) {
        this.root = root;
        folder = root.resolve("bench/target/process");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new PerfkitException(folder + " cannot be made (" + e + ")", e);
        }
        Path home = Path.of(System.getProperty("java.home"));
        java = home.resolve("bin/java");
        child = new Child(folder, Map.of("FORETOKEN_JAVA_HOME", home.toString()));
    }

    /** A file in the folder. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** A file of the repository. */
    Path source(String name) {
        return root.resolve(name);
    }

    /** The command line, as a user starts it; the first call builds it. */
    List<String> foretoken(String... arguments) {
        List<String> command = new ArrayList<>(List.of(root.resolve("foretoken").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A program of this module, on the class path, with these options of Java before it. */
    List<String> program(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Java with a class that does nothing, from a folder: no jar is opened. */
    List<String> nothing() {
        String name = Nothing.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve("nothing").resolve(name);
        try (InputStream bytes = Nothing.class.getResourceAsStream("/" + name)) {
            Files.createDirectories(copy.getParent());
            Files.write(copy, bytes.readAllBytes());
        } catch (IOException e) {
            throw new PerfkitException(copy + " cannot be written (" + e + ")", e);
        }
        return List.of(java.toString(), "-XX:+UseSerialGC", "-cp", folder.resolve("nothing").toString(),
                Nothing.class.getName());
    }

    /** The performance kit, as {@code bench/compare} starts it. */
    List<String> gate(String... arguments) {
        Path target = root.resolve("perfkit/target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "foretoken-perfkit-*-all.jar")) {
            List<String> command =
                    java("-jar", jars.iterator().next().toString(), "@" + root.resolve("bench/compare.options"));
            command.addAll(List.of(arguments));
            return command;
        } catch (IOException | NoSuchElementException e) {
            throw new PerfkitException(target + " has no performance kit; build it with ./mvnw package", e);
        }
    }

    /** Java itself, with these options. */
    List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of(options));
        return command;
    }

    @Override
    public void close() {
        child.close();
    }
}
