package io.github.foretoken.perfkit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where figures were measured.
 *
 * @param cpu the processor's name for itself
 * @param processors how many this process may use
 * @param system operating system and architecture
 * @param jdk version and vendor
 */
public record Machine(String cpu, int processors, String system, String jdk) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** The one that this program runs on. */
    public static Machine here() {
        return new Machine(cpuModel(), Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version() + " " + System.getProperty("java.vendor"));
    }

    private static String cpuModel() {
        try {
            if (Files.isReadable(CPU_INFO)) {
                return Files.readAllLines(CPU_INFO)
                        .stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            }
        } catch (IOException e) {
            return "unknown";
        }
        return "unknown";
    }

    /** A warning if other programs keep this machine's processors busy. */
    public static Optional<String> busy() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double load = system.getSystemLoadAverage();
        int processors = system.getAvailableProcessors();
        // Negative where there is no such thing. One program, this one, is expected.
        return load <= processors ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT,
                        "warning: the machine is busy (load %.1f on %d processors); intervals"
                                + " will be wide, and small changes not be seen",
                        load, processors));
    }

    @Override
    public String toString() {
        return cpu + ", " + processors + " processors, " + system + ", Java " + jdk;
    }
}
