package io.github.foretoken.internal.blas;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static DigestInputStream digesting(InputStream in) {
        return new DigestInputStream(in, sha256());
    }

    /** Of what was read, in hexadecimal. */
    static String text(DigestInputStream in) {
        return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }

    /** Of all that a source gives, in hexadecimal. */
    static String of(LibraryCache.Source source) throws IOException {
        try (DigestInputStream in = digesting(source.open())) {
            in.transferTo(OutputStream.nullOutputStream());
            return text(in);
        }
    }
}
