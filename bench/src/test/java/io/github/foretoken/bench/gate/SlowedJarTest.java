package io.github.foretoken.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.bench.ExpBenchmark;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Benchmark;

/** Benchmarks that are slower by a share; by how much, the gate's own trial says. */
class SlowedJarTest {
    @TempDir
    private Path folder;

    /** Stands for a benchmark of each shape; JMH, which would take it for one of ours, sees no annotation. */
    public static class Sample {
        private int calls;

        /** Values of two slots, and one that follows them. */
        public double sum(long first, double second, int third) {
            calls++;
            return first + second + third;
        }

        /** Without a result. */
        public void nothing() {
            calls++;
        }

        /** No benchmark. */
        public int calls() {
            return calls;
        }
    }

    @Test
    void slowedBenchmarksDoWhatTheyDid() throws Exception {
        Class<?> slowed = slowed(Sample.class);
        Object sample = slowed.getConstructor().newInstance();
        Method sum = slowed.getMethod("sum", long.class, double.class, int.class);
        Method nothing = slowed.getMethod("nothing");
        for (int i = 0; i < 50; i++) {
            assertThat(sum.invoke(sample, 1L << 40, 0.5, i)).isEqualTo((1L << 40) + 0.5 + i);
            nothing.invoke(sample);
        }
        assertThat(slowed.getMethod("calls").invoke(sample)).isEqualTo(100);
        assertThat(sum.isAnnotationPresent(Benchmark.class)).isTrue();
        assertThat(Arrays.stream(slowed.getDeclaredMethods()).filter(one -> one.isAnnotationPresent(Benchmark.class)))
                .hasSize(2);
        assertThat(Arrays.stream(slowed.getDeclaredMethods()).map(Method::getName)).containsExactlyInAnyOrder("sum",
                "nothing", "calls", "sum$asItIs", "nothing$asItIs");
    }

    @Test
    void aShortCallIsTimedEveryTwentiethTime() {
        for (int i = 0; i < 100; i++) {
            Slower.after(Slower.before(), 0);
        }
        List<Integer> timed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long before = Slower.before();
            if (before != 0) {
                timed.add(i);
            }
            // As if it had taken no time: a clock that stood still.
            Slower.after(before == 0 ? 0 : System.nanoTime(), 0);
        }
        assertThat(timed).hasSize(3);
        Slower.after(System.nanoTime() - 1_000_000_000L, 0);
        assertThat(Slower.before()).as("a long one each time").isNotZero();
        assertThat(Slower.before()).isNotZero();
    }

    @Test
    void theRestOfTheJarIsCopied() throws IOException {
        Path jar = folder.resolve("a.jar");
        byte[] plain = bytes(SlowedJarTest.class);
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("a/text"));
            zip.write(new byte[]{1, 2, 3});
            zip.putNextEntry(new ZipEntry("plain.class"));
            zip.write(plain);
            zip.putNextEntry(new ZipEntry("exp.class"));
            zip.write(bytes(ExpBenchmark.class));
        }
        Path copy = folder.resolve("b.jar");
        SlowedJar.write(jar, copy, 0.05);
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            assertThat(zip.getInputStream(zip.getEntry("a/text")).readAllBytes()).containsExactly(1, 2, 3);
            assertThat(zip.getInputStream(zip.getEntry("plain.class")).readAllBytes()).isEqualTo(plain);
            assertThat(zip.getInputStream(zip.getEntry("exp.class")).readAllBytes())
                    .isEqualTo(SlowedJar.slowed(bytes(ExpBenchmark.class), 0.05))
                    .isNotEqualTo(bytes(ExpBenchmark.class));
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    private static Class<?> slowed(Class<?> type) throws IOException {
        byte[] annotated =
                ClassFile.of()
                        .transformClass(ClassFile.of().parse(bytes(type)), ClassTransform.transformingMethods(
                                method -> Set.of("sum", "nothing").contains(method.methodName().stringValue()),
                                MethodTransform.endHandler(method -> method.with(RuntimeVisibleAnnotationsAttribute
                                        .of(Annotation.of(Benchmark.class.describeConstable().orElseThrow()))))));
        byte[] bytes = SlowedJar.slowed(annotated, 0.05);
        return new ClassLoader(type.getClassLoader()) {
            Class<?> define() {
                return defineClass(type.getName(), bytes, 0, bytes.length);
            }
        }.define();
    }
}
