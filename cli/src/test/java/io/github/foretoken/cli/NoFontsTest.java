package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine without fonts, as containers are: on Linux Java finds them by fontconfig, which is told that there are none, and
 * remembers them in the home folder.
 */
@EnabledOnOs(OS.LINUX)
class NoFontsTest {
    @TempDir
    private Path folder;

    @Test
    void isSaidInOneLineAndNothingIsHalfWritten() throws IOException, InterruptedException {
        Path none = Files.writeString(folder.resolve("fonts.conf"),
                "<?xml version=\"1.0\"?><fontconfig><cachedir>" + folder + "</cachedir></fontconfig>");
        Path csv = Files.writeString(folder.resolve("in.csv"), "1\n2\n1\n2\n1\n2\n1\n2\n1\n2\n1\n2\n1\n2\n");
        Path picture = folder.resolve("out.png");
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true", "-Duser.home=" + folder, "-Dforetoken.vector=false", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "forecast", csv.toString(), "--horizon",
                "2", "--plot", picture.toString()).redirectOutput(folder.resolve("out").toFile());
        java.environment().put("FONTCONFIG_FILE", none.toString());
        java.environment().remove("JDK_JAVA_OPTIONS");
        java.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = java.start();
        process.getOutputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(err).contains("foretoken: this machine has no fonts").doesNotContain("internal error");
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(picture).doesNotExist();
    }
}
