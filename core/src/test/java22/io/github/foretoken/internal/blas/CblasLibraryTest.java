package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.foretoken.internal.blas.CblasLibrary.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CblasLibraryTest {
    private static final Module HERE = CblasLibrary.class.getModule();
    /** As on a machine for which there is no jar. */
    private static final OpenBlasJar NO_JAR = new OpenBlasJar(CblasLibraryTest.class.getClassLoader(), "linux-z80");

    @TempDir
    private Path folder;

    @Test
    void withoutNativeAccessTheReasonIsTheExactFlag() {
        assumeFalse(HERE.isNativeAccessEnabled());
        assertThat(CblasSearch.search().library()).isNull();
        Search search = search("", List.of("libc.so.6"));
        assertThat(search.library()).isNull();
        assertThat(search.refusals())
                .containsExactly("native access is not enabled; start Java with --enable-native-access="
                        + (HERE.isNamed() ? "io.github.foretoken" : "ALL-UNNAMED"));
    }

    @Test
    void noneLooksNoFurther() {
        Search search = search("none", List.of("libc.so.6"));
        assertThat(search.library()).isNull();
        assertThat(search.refusals()).containsExactly("foretoken.blas.library=none");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyRefusalKeepsItsReason() {
        assumeTrue(HERE.isNativeAccessEnabled());
        Search search = search("", List.of("libnosuch.so", "libc.so.6"));
        assertThat(search.library()).isNull();
        assertThat(search.refusals()).containsExactly(
                "the OpenBLAS jar: org.bytedeco:openblas for linux-z80 is not on the class path",
                "libnosuch.so: not found", "libc.so.6: it has no cblas_dgemm");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPathThatCannotBeUsedIsNotReplacedByAnotherLibrary() throws IOException {
        assumeTrue(HERE.isNativeAccessEnabled());
        // A library that says it is for another processor: byte 18 of an ELF file.
        byte[] library = Files.readAllBytes(Path.of(System.getProperty("java.home"), "lib/libjli.so"));
        library[18] ^= 0x55;
        Path foreign = Files.write(folder.resolve("libforeign.so"), library);
        Path absent = folder.resolve("libabsent.so");
        assertThat(search(foreign.toString(), CblasLibrary.systemNames("Linux")).refusals()).singleElement()
                .asString()
                .contains("the system cannot open");
        assertThat(search(absent.toString(), CblasLibrary.systemNames("Linux")).refusals())
                .containsExactly(absent + ": not found");
    }

    @Test
    void theUnpackedLibraryCanBeNamedByItsPath() {
        CblasLibrary library = CblasLibrary.search().library();
        assumeTrue(library != null && library.description().contains("unpacked in "));
        String description = library.description();
        Path unpacked = Path.of(description.substring(description.indexOf("unpacked in ") + "unpacked in ".length(),
                description.length() - 1));
        assertThat(unpacked.getFileName().toString()).startsWith("openblas-0.");
        assertThat(unpacked).isDirectoryNotContaining(file -> file.getFileName().toString().contains("jni"));
        String path = unpacked.resolve("libopenblas.so.0").toString();
        assumeTrue(Files.exists(Path.of(path)));
        assertThat(search(path, List.of()).library().description()).contains("OpenBLAS")
                .contains("(foretoken.blas.library=" + path + ")");
    }

    @Test
    void platformsAreNamedAsTheJarsAre() {
        assertThat(OpenBlasJar.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(OpenBlasJar.platform("Linux", "aarch64")).isEqualTo("linux-arm64");
        assertThat(OpenBlasJar.platform("Mac OS X", "aarch64")).isEqualTo("macosx-arm64");
        assertThat(OpenBlasJar.platform("Mac OS X", "x86_64")).isEqualTo("macosx-x86_64");
        assertThat(OpenBlasJar.platform("Windows 11", "amd64")).isEqualTo("windows-x86_64");
    }

    private static Search search(String property, List<String> names) {
        return CblasLibrary.search(property, HERE, NO_JAR, names);
    }
}
