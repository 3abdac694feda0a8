package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
    static final List<LibraryCache.Entry> ENTRIES = List.of(entry("one.so", "first"), entry("two.so", "second"));

    @TempDir
    private Path root;

    @Test
    void unpacksOnceAndThenReuses() throws Exception {
        LibraryCache cache = new LibraryCache(root.resolve("made/here"));
        Path folder = cache.unpack("lib-1", ENTRIES).folder();
        assertThat(folder.resolve("one.so")).hasContent("first");
        assertThat(folder.resolve("two.so")).hasContent("second");
        Files.setLastModifiedTime(folder.resolve("one.so"), FileTime.fromMillis(1000));
        assertThat(cache.unpack("lib-1", ENTRIES).folder()).isEqualTo(folder);
        assertThat(Files.getLastModifiedTime(folder.resolve("one.so")).toMillis()).isEqualTo(1000);
        assertThat(names(folder.getParent())).containsExactly(".lock", "lib-1");
    }

    /** A process that is killed while it unpacks leaves a folder; the next one that holds the lock removes it. */
    @Test
    void leftoversGo() throws Exception {
        for (String name : List.of("lib-1.123", "lib-0.9")) {
            Files.createDirectory(root.resolve(name));
            Files.writeString(root.resolve(name).resolve("one.so"), "fi");
        }
        Files.createDirectory(root.resolve("lib-0"));
        new LibraryCache(root).unpack("lib-1", ENTRIES);
        assertThat(names(root)).containsExactlyInAnyOrder(".lock", "lib-0", "lib-1");
    }

    @Test
    void replacesWhatIsDamagedOrIncomplete() throws Exception {
        LibraryCache cache = new LibraryCache(root);
        Path folder = cache.unpack("lib-1", ENTRIES).folder();
        Files.writeString(folder.resolve("one.so"), "f1rst");
        cache.unpack("lib-1", ENTRIES);
        assertThat(folder.resolve("one.so")).hasContent("first");
        Files.writeString(folder.resolve("two.so"), "sec");
        cache.unpack("lib-1", ENTRIES);
        assertThat(folder.resolve("two.so")).hasContent("second");
        Files.delete(folder.resolve("two.so"));
        cache.unpack("lib-1", ENTRIES);
        assertThat(folder.resolve("two.so")).hasContent("second");
        assertThat(names(root)).containsExactly(".lock", "lib-1");
    }

    @Test
    void severalAtOnceAgree() throws Exception {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(threads);
        Callable<Path> unpacking = () -> {
            start.countDown();
            start.await();
            return new LibraryCache(root).unpack("lib-1", ENTRIES).folder();
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        HashSet<Path> folders = new HashSet<>();
        try {
            for (Future<Path> result : executor.invokeAll(Collections.nCopies(threads, unpacking))) {
                folders.add(result.get());
            }
        } finally {
            executor.shutdown();
        }
        assertThat(folders).containsExactly(root.resolve("lib-1"));
        assertThat(root.resolve("lib-1/two.so")).hasContent("second");
        assertThat(names(root)).containsExactly(".lock", "lib-1");
    }

    @Test
    void aDamagedJarIsNotUnpacked() throws IOException {
        LibraryCache.Entry lying = new LibraryCache.Entry("one.so", "00", ENTRIES.get(0).source());
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new LibraryCache(root).unpack("lib-1", List.of(lying)))
                .withMessageContaining("one.so in the jar is damaged");
        assertThat(names(root)).containsExactly(".lock");
    }

    @Test
    void whatKilledProcessesLeftIsRemoved() throws Exception {
        Path left = Files.createDirectories(root.resolve("lib-1.123456789/whole"));
        Files.writeString(left.resolve("one.so"), "fir");
        Files.createDirectories(root.resolve("lib-1.damaged.987"));
        new LibraryCache(root).unpack("lib-1", ENTRIES);
        assertThat(names(root)).containsExactly(".lock", "lib-1");
    }

    private static LibraryCache.Entry entry(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        LibraryCache.Source source = () -> new ByteArrayInputStream(bytes);
        try {
            return new LibraryCache.Entry(name, Digests.of(source), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
