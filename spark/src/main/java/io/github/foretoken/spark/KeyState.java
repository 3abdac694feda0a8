package io.github.foretoken.spark;

import io.github.foretoken.forecast.Forecaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;

/**
 * What is kept of a key: a version, the time of its newest row in microseconds, sums of squared errors, the newest token, and the forecaster as the
 * core saves it, with its own version and checksum, which later releases read. A later version of this state would be read beside
 * this one; a checkpoint never has to be thrown away.
 */
final class KeyState {
    private static final byte VERSION = 1;
    private static final long MICROS = 1000;
    private static final int NANOS = 1000;

    private final Forecaster forecaster;
    private final SequenceForecast sequence;
    private Timestamp newest;

    /** Before the first row. */
    KeyState(Forecaster forecaster) {
        this.forecaster = forecaster;
        sequence = new SequenceForecast(forecaster);
    }

    private KeyState(Forecaster forecaster, SequenceForecast sequence, Timestamp newest) {
        this.forecaster = forecaster;
        this.sequence = sequence;
        this.newest = newest;
    }

    Forecaster forecaster() {
        return forecaster;
    }

    SequenceForecast sequence() {
        return sequence;
    }

    Timestamp newest() {
        return newest;
    }

    void newest(Timestamp time) {
        newest = time;
    }

    boolean precedes(Timestamp time) {
        return newest == null || newest.before(time);
    }

    /** In milliseconds; the beginning of time where no row could be used. */
    long idleSince() {
        return newest == null ? 0 : newest.getTime();
    }

    byte[] bytes() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            out.writeLong(newest == null ? Long.MIN_VALUE
                    : Math.floorDiv(newest.getTime(), 1000L) * 1_000_000 + newest.getNanos() / NANOS);
            sequence.write(out);
            forecaster.save(out);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #bytes} gave, in this release or an earlier one. */
    static KeyState read(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("the state of a key is of version " + version
                        + ", which a later release wrote; this one reads version " + VERSION);
            }
            long micros = in.readLong();
            double[] sums = {in.readDouble(), in.readDouble()};
            double[] newest = new double[in.readInt()];
            for (int c = 0; c < newest.length; c++) {
                newest[c] = in.readDouble();
            }
            Forecaster forecaster = Forecaster.load(in);
            return new KeyState(forecaster, new SequenceForecast(forecaster, sums, newest), time(micros));
        } catch (IOException e) {
            throw new UncheckedIOException("the state of a key cannot be read: " + e.getMessage(), e);
        }
    }

    private static Timestamp time(long micros) {
        if (micros == Long.MIN_VALUE) {
            return null;
        }
        Timestamp time = new Timestamp(Math.floorDiv(micros, MICROS));
        time.setNanos((int) Math.floorMod(micros, 1_000_000L) * NANOS);
        return time;
    }
}
