package io.github.foretoken.perfkit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Jars of a made-up project: one benchmark that burns processor time, at two sizes, and one that some jars lack. */
final class TinyProject {
    private static final String SOURCE = """
            package tiny;

            import org.openjdk.jmh.annotations.*;
            import org.openjdk.jmh.infra.Blackhole;

            @State(Scope.Thread)
            public class Burn {
                @Param({"500", "1000"})
                public int size;

                @Benchmark
                public void burn() {
                    Blackhole.consumeCPU((long) (size * FACTOR));
                }

                @Benchmark
                public void other() {
                    Blackhole.consumeCPU(100);
                }
            }
            """;

    private TinyProject() {}

    /** A jar that runs JMH; JMH itself is where its manifest says. */
    static Path jar(Path folder, String name, double slowdown, String other) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        Path source = folder.resolve(name).resolve("tiny/Burn.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, SOURCE.replace("FACTOR", "" + slowdown).replace("other", other));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = System.getProperty("java.class.path");
        int status = compiler.run(null, null, null, "-proc:full", "-cp", path, "-d", classes.toString(), "-processor",
                "org.openjdk.jmh.generators.BenchmarkProcessor", source.toString());
        if (status != 0) {
            throw new IllegalStateException("the tiny project does not compile");
        }
        Path jar = folder.resolve(name + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.openjdk.jmh.Main");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries(path)));
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return jar;
    }

    private static List<String> libraries(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*(jmh-core|jopt-simple|commons-math3)[^/]*\\.jar"))
                .map(entry -> Path.of(entry).toUri().toString())
                .toList();
    }
}
