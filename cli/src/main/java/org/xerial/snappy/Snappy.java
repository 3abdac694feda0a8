package org.xerial.snappy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;

/**
 * What Hardwood asks of the library of this name, which loads a JNI library: here Apache Commons Compress does it, in Java.
 */
public final class Snappy {
    private Snappy() {}

    /**
     * Unpacks a block.
     *
     * @param packed from its position to its limit
     * @param out where to, from its position on, which stays what it is; its limit becomes the end
     * @return how many bytes
     * @throws IOException if the block is damaged, or {@code out} is too short
     */
    public static int uncompress(ByteBuffer packed, ByteBuffer out) throws IOException {
        byte[] bytes = new byte[packed.remaining()];
        packed.duplicate().get(bytes);
        try (SnappyCompressorInputStream in = new SnappyCompressorInputStream(new ByteArrayInputStream(bytes))) {
            if (in.getSize() > out.remaining()) {
                throw new IOException("a block of Snappy is longer than was said");
            }
            byte[] plain = in.readNBytes(in.getSize());
            out.duplicate().put(plain);
            out.limit(out.position() + plain.length);
            return plain.length;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("a block of Snappy is damaged", e);
        }
    }
}
