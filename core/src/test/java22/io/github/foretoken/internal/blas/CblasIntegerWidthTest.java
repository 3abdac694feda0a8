package io.github.foretoken.internal.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.foretoken.internal.blas.CblasLibrary.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries with 64-bit integers are refused; made here, where there is a C compiler. */
class CblasIntegerWidthTest {
    private static final Module HERE = CblasLibrary.class.getModule();

    @TempDir
    private Path folder;

    @Test
    void theSizeIsTwoInOneHalfAndNegativeInBoth() {
        assertThat((int) IntegerWidth.two()).isEqualTo(2);
        assertThat(IntegerWidth.two()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-O0", "-O2", "-O3"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void librariesAreToldByTheirIntegers(String optimisation) throws Exception {
        assumeTrue(HERE.isNativeAccessEnabled());
        for (String more : new String[]{"-DDOT", "-DPLAIN"}) {
            Search narrow = search(compile("narrow" + optimisation + more, optimisation, "-DINT=int", more));
            assertThat(narrow.refusals()).isEmpty();
            assertThat(narrow.library()).isNotNull();
            Search wide = search(compile("wide" + optimisation + more, optimisation, "-DINT=long", more));
            assertThat(wide.library()).isNull();
            assertThat(wide.refusals()).singleElement().asString().contains("its integers have 64 bits (ILP64)");
        }
    }

    private static Search search(Path library) {
        return CblasLibrary.search(library.toString(), HERE,
                new OpenBlasJar(CblasIntegerWidthTest.class.getClassLoader(), "linux-z80"), List.of());
    }

    private Path compile(String name, String... options) throws InterruptedException {
        Path library = folder.resolve("lib" + name + ".so");
        List<String> command = new ArrayList<>(List.of("cc", "-shared", "-fPIC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-o", library.toString(), "src/test/resources/native/tiny-cblas.c"));
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor()).isZero();
        } catch (IOException e) {
            abort("there is no C compiler: " + e.getMessage());
        }
        return library;
    }
}
