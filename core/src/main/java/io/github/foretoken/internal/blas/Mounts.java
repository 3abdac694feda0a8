package io.github.foretoken.internal.blas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The mounted file systems, as Linux lists them: a line each of device, place, type and options. */
final class Mounts {
    private static final Path LIST = Path.of("/proc/self/mounts");

    private final List<String> lines;

    private Mounts(List<String> lines) {
        this.lines = lines;
    }

    /** Those of this process; none where the system does not say. */
    static Mounts ofSystem() {
        return read(LIST);
    }

    static Mounts read(Path list) {
        try {
            return new Mounts(Files.readAllLines(list, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return new Mounts(List.of());
        }
    }

    /** Whether nothing can be run, nor any library opened, from a file's place. */
    boolean forbidExecution(Path file) {
        Path real;
        try {
            real = file.toRealPath();
        } catch (IOException e) {
            return false;
        }
        int longest = -1;
        boolean forbidden = false;
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            if (fields.length < 4) {
                continue;
            }
            try {
                Path place = Path.of(unescaped(fields[1]));
                // Of several at one place the last one covers the others.
                if (real.startsWith(place) && place.getNameCount() >= longest) {
                    longest = place.getNameCount();
                    forbidden = List.of(fields[3].split(",", -1)).contains("noexec");
                }
            } catch (InvalidPathException e) {
                // No file lies there that this program could name.
            }
        }
        return forbidden;
    }

    /** White space and backslashes are written as three octal digits. */
    private static String unescaped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] result = new byte[bytes.length];
        int count = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean escape = bytes[i] == '\\' && text.substring(i).matches("(?s)\\\\[0-3][0-7]{2}.*");
            result[count++] = escape ? (byte) Integer.parseInt(text.substring(i + 1, i + 4), 8) : bytes[i];
            i += escape ? 3 : 0;
        }
        return new String(result, 0, count, StandardCharsets.UTF_8);
    }
}
