package io.github.foretoken.cli.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of the disk, and those that log rotation made of it. It can be followed, as {@code tail -F} does: its end is waited
 * at. When another file has taken its name, what was still added to the old one is read first, for its writer may have it open
 * until the new one has bytes; then come the files in between, if it was replaced more than once, and the new one. When it was
 * cut short or rewritten, the rest is read from the copy that {@code copytruncate} left, if there is one. An interrupt is the
 * end.
 */
final class FollowedFile extends InputStream implements TokenInput {
    private static final long POLL_MILLIS = 50;

    private final Path name;
    private final Generations generations;
    private final boolean follow;
    private final boolean complete;
    private OpenedFile file;
    /** The one before, while nothing of the present one was read: where that is among the others tells what follows it. */
    private OpenedFile previous;
    /** What happened to the present one, so that another follows it; null if none does. */
    private String change;
    /** The present one was cut short, and what it had then is nowhere. */
    private boolean lost;
    private final boolean found;
    private boolean waits;
    private Runnable beforeWaiting = () -> {};

    /**
     * Opens it.
     *
     * @param place of what was read before, which may be in an older file now; null for the start of the present one
     * @param follow whether to wait for more
     * @param complete whether the last line of a file that is not followed is one without a line end, too
     */
    FollowedFile(Path name, InputPlace place, boolean follow, boolean complete) throws IOException {
        this.name = name;
        this.follow = follow;
        this.complete = complete;
        generations = new Generations(name);
        waits = follow;
        OpenedFile begun = place == null ? null : generations.find(place);
        found = begun != null;
        file = found ? begun : OpenedFile.open(name);
    }

    @Override
    public boolean isFound() {
        return found;
    }

    @Override
    public void waitForMore(boolean newWaits) {
        waits = newWaits && follow;
    }

    @Override
    public void onWait(Runnable action) {
        beforeWaiting = action;
    }

    @Override
    public InputStream stream() {
        return this;
    }

    @Override
    public OpenedFile file() {
        return file;
    }

    @Override
    public boolean endsLastLine() {
        return change != null ? !lost : complete;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        while (length > 0) {
            // What was written before the change belongs to this input: looked for after the change was seen.
            boolean left = isLeft();
            int read = file.read(bytes, offset, length);
            if ((left || read > 0) && !isNext()) {
                continue;
            }
            // And what was read before a change that is seen now belongs to another.
            if (follow && !file.isAsRead()) {
                cut();
                if (lost) {
                    return -1;
                }
            } else if (read > 0) {
                file.take(bytes, offset, read);
                return read;
            } else if (left) {
                change = " was replaced";
                return -1;
            } else if (!waits || !pause()) {
                return -1;
            }
        }
        return 0;
    }

    /** Whether nothing will be added to what is open, because its writer has gone on to another file. */
    private boolean isLeft() throws IOException {
        if (!follow && file.path().equals(name)) {
            return false;
        }
        try {
            return !OpenedFile.key(name).equals(file.key())
                    && (!follow || Files.size(name) > 0 || generations.hasBetween(file));
        } catch (NoSuchFileException e) {
            // Between the old file and the new one.
            return false;
        }
    }

    /**
     * Whether the present file, of which nothing was read, is what follows the one before. If not, because it was copied and
     * cut off since it was opened, the copy takes its place.
     */
    private boolean isNext() throws IOException {
        if (previous == null) {
            return true;
        }
        OpenedFile next;
        try {
            next = generations.after(previous);
        } catch (NoSuchFileException e) {
            // Between the old file and the new one.
            return true;
        }
        if (next.key().equals(file.key())) {
            next.close();
            previous.close();
            previous = null;
            return true;
        }
        file.close();
        file = next;
        return false;
    }

    private void cut() throws IOException {
        OpenedFile copy = generations.copyOf(file);
        if (copy == null) {
            lost = true;
            change = file.size() < file.trace().length() ? " was cut short" : " was rewritten";
        } else {
            copy.takeOver(file);
            file.close();
            file = copy;
        }
    }

    @Override
    public String another() throws IOException {
        if (change == null) {
            return null;
        }
        OpenedFile next = null;
        while (next == null) {
            try {
                next = lost ? OpenedFile.open(name) : generations.after(file);
            } catch (NoSuchFileException e) {
                // Gone again; there will be another.
                if (!pause()) {
                    return null;
                }
            }
        }
        String reason = name + change + "; going on "
                + (lost ? "from its start" : "with " + (next.path().equals(name) ? "the new file" : next.path()));
        if (previous != null) {
            previous.close();
        }
        if (lost) {
            file.close();
            previous = null;
        } else {
            previous = file;
        }
        file = next;
        change = null;
        lost = false;
        return reason;
    }

    /** False after an interrupt. */
    private boolean pause() {
        try {
            beforeWaiting.run();
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            // Its meaning is the end, and that is what comes of it; kept, it would break the files to be written then.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (previous != null) {
            previous.close();
        }
    }
}
