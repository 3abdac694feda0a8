package io.github.foretoken.internal.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * Twenty hexadecimal digits in the name of a temporary file: the number of the process that made it, the place where that
 * number means something (a container or a machine on the network has numbers of its own), and a number that the process
 * has not used before. Only a process of this place that is no more is dead.
 */
public final class ProcessTag {
    /** Of a tag, in characters. */
    public static final int LENGTH = 20;

    private static final int PID_DIGITS = 8;
    private static final int PLACE_DIGITS = 8;
    private static final AtomicInteger COUNT = new AtomicInteger((int) System.nanoTime());

    private ProcessTag() {}

    /** Loaded by the first tag. */
    private static final class Place {
        static final String DIGITS = digits();

        private static String digits() {
            CRC32C hash = new CRC32C();
            hash.update((host() + " " + processes()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().toHexDigits(hash.getValue(), PLACE_DIGITS);
        }

        private static String host() {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            } catch (IOException | RuntimeException e) {
                return System.getenv().getOrDefault("COMPUTERNAME", System.getenv().getOrDefault("HOSTNAME", ""));
            }
        }

        /** The kernel's name for the set of processes that this one is numbered in. */
        private static String processes() {
            try {
                return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            } catch (IOException | RuntimeException e) {
                return "";
            }
        }
    }

    /** A tag of this process, unlike any before. */
    public static String next() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(ProcessHandle.current().pid(), PID_DIGITS) + Place.DIGITS
                + hex.toHexDigits((short) COUNT.incrementAndGet());
    }

    /** Whether it is the tag of a process of this place that is no more; false for what is no tag. */
    public static boolean isOfTheDead(String tag) {
        return tag.length() == LENGTH && tag.chars().allMatch(c -> c < 'g' && HexFormat.isHexDigit(c))
                && tag.startsWith(Place.DIGITS, PID_DIGITS)
                && ProcessHandle.of(HexFormat.fromHexDigitsToLong(tag, 0, PID_DIGITS)).isEmpty();
    }
}
