package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.foretoken.internal.blas.LibraryCache.Unpacked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Another user who can write to any part of the cache's path gets nothing executed. */
@DisabledOnOs(OS.WINDOWS)
class ForeignHandsTest {
    private static final int STRANGER = 4711;

    @TempDir
    private Path root;
    private Path temporary;

    @BeforeEach
    void makeTemporary() throws IOException {
        temporary = Files.createDirectory(root.resolve("temporary"));
    }

    @Test
    void foldersAreForTheirOwnerOnly() throws Exception {
        Path cache = root.resolve("a/b/c");
        Unpacked unpacked = unpack(cache);
        assertThat(unpacked.note()).isNull();
        for (Path folder = unpacked.folder(); !folder.equals(root); folder = folder.getParent()) {
            assertThat(mode(folder)).as(folder.toString()).isEqualTo("rwx------");
        }
    }

    @Test
    void foldersAreForTheirOwnerOnlyWhateverTheUmask() throws Exception {
        for (String umask : new String[]{"000", "077", "0777"}) {
            Path cache = root.resolve("umask" + umask);
            Process process = new ProcessBuilder("sh", "-c", "umask " + umask + "; exec \"$0\" \"$@\"",
                    Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                    System.getProperty("java.class.path"), "-Djava.io.tmpdir=" + temporary,
                    ForeignHandsTest.class.getName(), cache.resolve("below").toString()).redirectErrorStream(true)
                    .start();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(!words.contains("ClassNotFound"), "the module path is no class path");
            assertThat(process.waitFor()).as(words).isZero();
            assertThat(mode(cache)).isEqualTo("rwx------");
            assertThat(mode(cache.resolve("below"))).isEqualTo("rwx------");
            assertThat(mode(cache.resolve("below/lib-1"))).isEqualTo("rwx------");
            assertThat(mode(cache.resolve("below/lib-1/one.so"))).isEqualTo("rwx------");
        }
    }

    /** What {@link #foldersAreForTheirOwnerOnlyWhateverTheUmask} runs under other umasks. */
    public static void main(String[] args) throws Exception {
        String note = new LibraryCache(Path.of(args[0])).unpack("lib-1", LibraryCacheTest.ENTRIES).note();
        if (note != null) {
            throw new IllegalStateException(note);
        }
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotUsed() throws Exception {
        for (String permissions : new String[]{"rwxrwxrwx", "rwxrwx---", "rwx----w-"}) {
            Path cache = Files.createDirectories(root.resolve("open" + permissions));
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(permissions));
            refused(cache, "others may write to " + cache + " (" + permissions + ")");
            refused(cache.resolve("below/that"), "others may write to " + cache + " (" + permissions + ")");
            assertThat(cache).isEmptyDirectory();
        }
    }

    @Test
    void aSharedFolderWithTheStickyBitMayHoldThem() throws Exception {
        Path shared = Files.createDirectory(root.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);
        assertThat(unpack(shared.resolve("cache")).note()).isNull();
        // But not as the cache itself: others may put a folder of the library's name there first.
        refused(shared, "others may write to ");
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        Path real = Files.createDirectory(root.resolve("real"));
        Path link = Files.createSymbolicLink(root.resolve("link"), real);
        if (uid(root) != 0) {
            refused(link, link + " is a symbolic link");
            refused(link.resolve("below"), link + " is a symbolic link");
        } else {
            // The administrator's links, where nobody else can make any, are the system's.
            assertThat(unpack(link.resolve("below")).note()).isNull();
            Files.setAttribute(link, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
            refused(link, link + " is a symbolic link");
        }
        Path open = Files.createDirectory(root.resolve("open"));
        Files.setAttribute(open, "unix:mode", 01777);
        refused(Files.createSymbolicLink(open.resolve("link"), real), "is a symbolic link");
        Path cache = root.resolve("cache");
        Path planted = Files.createDirectories(root.resolve("planted"));
        Files.createDirectory(cache);
        Files.createSymbolicLink(cache.resolve("lib-1"), planted);
        assertThat(unpack(cache).folder()).isDirectory().isEqualTo(cache.resolve("lib-1"));
        assertThat(Files.isSymbolicLink(cache.resolve("lib-1"))).isFalse();
        assertThat(planted).isEmptyDirectory();
    }

    @Test
    void linksInPlaceOfFilesAreReplaced() throws Exception {
        Path cache = root.resolve("cache");
        Path one = unpack(cache).folder().resolve("one.so");
        Path elsewhere = Files.copy(one, root.resolve("elsewhere.so"));
        Files.delete(one);
        Files.createSymbolicLink(one, elsewhere);
        assertThat(Files.isSymbolicLink(unpack(cache).folder().resolve("one.so"))).isFalse();
        Files.delete(one);
        Files.createLink(one, elsewhere);
        unpack(cache);
        assertThat(Files.getAttribute(one, "unix:nlink")).isEqualTo(1);
        Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxrwxrwx"));
        unpack(cache);
        assertThat(mode(one)).isEqualTo("rwx------");
    }

    @Test
    void whatBelongsToSomebodyElseIsNotUsed() throws Exception {
        assumeTrue(uid(root) == 0, "only root gives files away");
        Path cache = Files.createDirectories(root.resolve("home/cache"));
        Path one = unpack(cache).folder().resolve("one.so");
        Files.setAttribute(one, "unix:uid", STRANGER);
        unpack(cache);
        assertThat(uid(one)).isZero();
        Files.setAttribute(one.getParent(), "unix:uid", STRANGER);
        unpack(cache);
        assertThat(uid(one.getParent())).isZero();
        Files.setAttribute(cache, "unix:uid", STRANGER);
        refused(cache, cache + " belongs to ");
        Files.setAttribute(cache, "unix:uid", 0);
        Files.setAttribute(cache.getParent(), "unix:uid", STRANGER);
        refused(cache, cache.getParent() + " belongs to ");
    }

    @Test
    void withoutAnySafePlaceThereIsNoLibrary() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "in the way");
        refused(file.resolve("below"), file + " is not a folder");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> unpack(file.resolve("below")))
                .withMessageContaining(file + " is not a folder")
                .withMessageContaining("others may write to " + temporary)
                .withMessageContaining("-Dforetoken.cache=FOLDER");
    }

    private Unpacked unpack(Path cache) throws Refusal {
        return new LibraryCache(cache, null, () -> List.of(temporary)).unpack("lib-1", LibraryCacheTest.ENTRIES);
    }

    /** The library is unpacked to a temporary folder instead, which is private, and goes. */
    private void refused(Path cache, String reason) throws Exception {
        Unpacked unpacked = unpack(cache);
        assertThat(unpacked.note()).contains("the cache " + cache + " is not used, because ").contains(reason);
        assertThat(unpacked.folder().getParent()).isEqualTo(temporary.toRealPath());
        assertThat(mode(unpacked.folder())).isEqualTo("rwx------");
        assertThat(unpacked.folder().resolve("two.so")).hasContent("second");
        unpacked.discard();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
