package io.github.foretoken.internal.blas;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The OpenBLAS that org.bytedeco:openblas carries for this platform, when that jar is on the class path. Only its
 * libraries are touched: neither its classes nor its JNI wrappers (libjniopenblas) are.
 */
final class OpenBlasJar {
    private static final String FOLDER = "org/bytedeco/openblas/";
    private static final String PROPERTIES = "META-INF/maven/org.bytedeco/openblas/pom.properties";

    /** What was unpacked, in the order in which it has to be opened. */
    record Files(LibraryCache.Unpacked unpacked, List<Path> paths) {}

    private final ClassLoader loader;
    private final String platform;

    OpenBlasJar(ClassLoader loader, String platform) {
        this.loader = loader;
        this.platform = platform;
    }

    static OpenBlasJar ofClassPath() {
        return new OpenBlasJar(OpenBlasJar.class.getClassLoader(),
                platform(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
    }

    /** The classifier of the jar for this system, whether or not there is one. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os;
        String processor = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> osArch;
        };
        return system + "-" + processor;
    }

    String platform() {
        return platform;
    }

    /** The version in the jar. */
    String version() throws Refusal {
        try (InputStream in = loader.getResourceAsStream(PROPERTIES)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new Refusal("its jar could not be read (" + e + ")", e);
        }
    }

    /**
     * The libraries, unpacked: what OpenBLAS needs first, OpenBLAS itself last. libgcc_s stands apart at the front: the
     * system's own, if it has one, is the one to use.
     *
     * @throws Refusal if the jar is absent or damaged, or there is no place to unpack it to
     */
    Files unpack(LibraryCache cache) throws Refusal {
        try {
            List<LibraryCache.Entry> entries = new ArrayList<>();
            URL url = null;
            for (String name : names()) {
                url = loader.getResource(FOLDER + platform + "/" + name);
                if (url != null) {
                    entries.add(entry(name, url));
                }
            }
            // OpenBLAS itself comes last.
            if (url == null) {
                throw new Refusal("org.bytedeco:openblas for " + platform + " is not on the class path");
            }
            LibraryCache.Unpacked unpacked =
                    cache.unpack("openblas-" + version() + "-" + fingerprint(entries), entries);
            return new Files(unpacked, entries.stream().map(entry -> unpacked.folder().resolve(entry.name())).toList());
        } catch (IOException e) {
            throw new Refusal("its jar could not be read (" + e + ")", e);
        }
    }

    /** In the order in which they have to be opened; those that a jar lacks are not needed there. */
    private List<String> names() {
        String system = platform.substring(0, platform.indexOf('-'));
        return switch (system) {
            case "macosx" ->
                    List.of("libgcc_s.1.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib", "libopenblas.0.dylib");
            case "windows" -> List.of("libopenblas.dll");
            default -> List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");
        };
    }

    /**
     * Other content, other folder. For the version that the program was built with the digests are compiled in. An embedder
     * may have chosen another version, or another platform: then they are those of the jar, which is trusted as all that is
     * on the class path is.
     */
    private LibraryCache.Entry entry(String name, URL url) throws IOException, Refusal {
        boolean known = version().equals(OpenBlasDigests.VERSION) && platform.equals(OpenBlasDigests.PLATFORM);
        String digest = known ? OpenBlasDigests.of(name) : Digests.of(url::openStream);
        if (digest == null) {
            throw new Refusal("its jar holds " + name + ", which version " + OpenBlasDigests.VERSION + " does not");
        }
        return new LibraryCache.Entry(name, digest, url::openStream);
    }

    /** Of the digests. */
    private static String fingerprint(List<LibraryCache.Entry> entries) {
        MessageDigest sha = Digests.sha256();
        for (LibraryCache.Entry entry : entries) {
            sha.update((entry.name() + " " + entry.digest() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest(), 0, 6);
    }
}
