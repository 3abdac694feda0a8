package io.github.foretoken.internal.blas;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * The OpenBLAS that org.bytedeco:openblas carries for this platform, when that jar is on the class path. Only its
 * libraries are touched: neither its classes nor its JNI wrappers (libjniopenblas) are.
 */
final class OpenBlasJar {
    private static final String FOLDER = "org/bytedeco/openblas/";
    private static final String PROPERTIES = "META-INF/maven/org.bytedeco/openblas/pom.properties";

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
     * @throws Refusal if the jar is absent or the cache unusable
     */
    List<Path> unpack(LibraryCache cache) throws Refusal {
        try {
            List<LibraryCache.Entry> entries = new ArrayList<>();
            for (String name : names()) {
                URL url = loader.getResource(FOLDER + platform + "/" + name);
                if (url != null) {
                    entries.add(entry(name, url));
                }
            }
            if (entries.isEmpty() || !entries.getLast().name().equals(names().getLast())) {
                throw new Refusal("org.bytedeco:openblas for " + platform + " is not on the class path");
            }
            Path folder = cache.unpack("openblas-" + version() + "-" + fingerprint(entries), entries);
            return entries.stream().map(entry -> folder.resolve(entry.name())).toList();
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

    /** A jar's directory knows size and checksum without unpacking anything. */
    private static LibraryCache.Entry entry(String name, URL url) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            ZipEntry entry = jar.getJarEntry();
            if (entry.getSize() >= 0 && entry.getCrc() >= 0) {
                return new LibraryCache.Entry(name, entry.getSize(), entry.getCrc(), url::openStream);
            }
        }
        CRC32 crc = new CRC32();
        long size = 0;
        try (InputStream in = url.openStream()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
                size += read;
            }
        }
        return new LibraryCache.Entry(name, size, crc.getValue(), url::openStream);
    }

    /** Other content, other folder. */
    private static String fingerprint(List<LibraryCache.Entry> entries) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (LibraryCache.Entry entry : entries) {
                String line = entry.name() + " " + entry.size() + " " + entry.crc() + "\n";
                sha.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
