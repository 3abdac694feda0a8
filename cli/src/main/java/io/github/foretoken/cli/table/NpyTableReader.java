package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads an NPY file: versions 1 to 3, floating point of 16 to 64 bits, whole numbers or truth values of either byte order, one or
 * two dimensions.
 */
final class NpyTableReader {
    /** What every NPY file starts with. */
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Elements converted at a time. */
    private static final int CHUNK = 8192;

    /** Whole numbers up to here are what they were. */
    private static final double EXACT = 1L << 53;

    private static final String ROUNDED = "whole numbers beyond 2^53 are rounded to float64";

    private final InputStream in;
    private final String source;
    private boolean rounded;

    private NpyTableReader(InputStream in, String source) {
        this.in = in;
        this.source = source;
    }

    /**
     * Reads a whole stream.
     *
     * @param length bytes that the stream has at most
     * @param selection null for every column
     * @param missing what to do with NaN, which is how such files mark what is missing
     * @param rules of which those of keys matter
     */
    static SeriesTable read(InputStream in, long length, String source, ColumnSelection selection, Missing missing,
            FileRules rules) throws IOException {
        NpyTableReader reader = new NpyTableReader(in, source);
        NpyHeader header = NpyHeader.parse(reader.dictionary(), source);
        header.requireFit(length, source);
        // First of all: from here on the sizes are those of something that is there.
        double[] elements = reader.elements(header);
        if (!rules.series().plain()) {
            RowNotes notes = new RowNotes();
            SeriesSink rows = SeriesSink.sinks(source, missing, rules, notes).open(cells(rules), Header.NO);
            reader.addTo(rows, header, elements, notes);
            return rows.series(selection);
        }
        int[] chosen = selection == null ? IntStream.range(0, header.cols()).toArray()
                : selection.resolve(List.of(), header.cols(), source);
        double[] data = new double[Math.multiplyExact(header.rows(), chosen.length)];
        boolean holes = false;
        for (int i = 0; i < header.rows(); i++) {
            for (int c = 0; c < chosen.length; c++) {
                double x = elements[header.fortran() ? chosen[c] * header.rows() + i : i * header.cols() + chosen[c]];
                boolean hole = Double.isNaN(x) && missing != Missing.ERROR;
                if (!hole && !Double.isFinite(x)) {
                    throw new InputException(source + ", row " + (i + 1) + ", column " + (chosen[c] + 1) + ": " + x
                            + " is not a finite number; correct it, choose other columns with --columns"
                            + (Double.isNaN(x) ? ", or say with --missing what a missing value means" : ""));
                }
                holes |= hole;
                data[i * chosen.length + c] = x;
            }
        }
        List<String> labels = Arrays.stream(chosen).mapToObj(j -> "column " + (j + 1)).toList();
        TableBuilder builder =
                new TableBuilder(labels, false, reader.rounded ? List.of(ROUNDED) : List.of(), Optional.empty());
        Table table = holes ? builder.withGaps(data, missing, source + " has no row without a missing value")
                : builder.whole(data);
        return new SeriesTable(List.of(), false, List.of(new SeriesTable.Series(List.of(), table, null)), table.notes(),
                false);
    }

    /**
     * Reads a whole stream as rows of cells.
     *
     * @param length bytes that the stream has at most
     * @param rules of which those of cells matter
     */
    static <S extends RowSink> S rows(InputStream in, long length, String source, FileRules rules, RowNotes notes,
            RowSinks<S> sinks) throws IOException {
        NpyTableReader reader = new NpyTableReader(in, source);
        NpyHeader header = NpyHeader.parse(reader.dictionary(), source);
        header.requireFit(length, source);
        double[] elements = reader.elements(header);
        S rows = sinks.open(cells(rules), Header.NO);
        reader.addTo(rows, header, elements, notes);
        return rows;
    }

    private static CellRules cells(FileRules rules) {
        return new CellRules('.', rules.missing());
    }

    /** As those of any other format, in which numbers are written; whole ones, such as those of a key, without a point. */
    private void addTo(RowSink rows, NpyHeader header, double[] elements, RowNotes notes) {
        if (rounded) {
            notes.form(ROUNDED);
        }
        for (int i = 0; i < header.rows(); i++) {
            List<String> cells = new ArrayList<>(header.cols());
            for (int j = 0; j < header.cols(); j++) {
                double x = elements[header.fortran() ? j * header.rows() + i : i * header.cols() + j];
                boolean whole = x == Math.rint(x) && Math.abs(x) < EXACT && Double.compare(x, -0.0) != 0;
                cells.add(whole ? Long.toString((long) x) : Double.toString(x));
            }
            rows.add(i + 1L, cells);
        }
    }

    private String dictionary() throws IOException {
        byte[] start = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(start, MAGIC)) {
            throw new InputException(start.length == 0 ? source + " is empty; it should be an NPY file"
                    : source + " is not an NPY file: it does not start with the bytes \\x93NUMPY");
        }
        int major = bytes(2).get(0);
        if (major < 1 || major > 3) {
            throw new InputException(source + " has NPY version " + major + "; versions 1 to 3 are read");
        }
        int length = major == 1 ? Short.toUnsignedInt(bytes(2).getShort()) : bytes(4).getInt();
        if (length < 0 || length > 1 << 20) {
            throw new InputException(
                    source + " has a damaged NPY header: its length is " + Integer.toUnsignedString(length));
        }
        Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return charset.decode(bytes(length)).toString();
    }

    private ByteBuffer bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new InputException(source + " ends within its NPY header: it is truncated");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private double element(ByteBuffer view, NpyHeader header) {
        boolean signed = header.kind() == 'i';
        return switch (header.kind()) {
            case 'f' -> switch (header.bytes()) {
                case 2 -> Float.float16ToFloat(view.getShort());
                case 4 -> view.getFloat();
                default -> view.getDouble();
            };
            case 'b' -> view.get() == 0 ? 0 : 1;
            default -> switch (header.bytes()) {
                case 1 -> signed ? view.get() : Byte.toUnsignedInt(view.get());
                case 2 -> signed ? view.getShort() : Short.toUnsignedInt(view.getShort());
                case 4 -> signed ? view.getInt() : Integer.toUnsignedLong(view.getInt());
                default -> whole(view.getLong(), signed);
            };
        };
    }

    /** As the nearest float64, which is said where that is another number. */
    private double whole(long number, boolean signed) {
        double value = number;
        if (!signed && number < 0) {
            value = ((number >>> 1) | (number & 1)) * 2.0;
        }
        rounded |= Math.abs(value) > EXACT;
        return value;
    }

    private double[] elements(NpyHeader header) throws IOException {
        int announced = header.rows() * header.cols();
        // Grown as elements arrive: a damaged header must not claim memory for what the file does not hold.
        double[] elements = new double[Math.min(announced, CHUNK)];
        byte[] chunk = new byte[CHUNK * header.bytes()];
        ByteBuffer view = ByteBuffer.wrap(chunk).order(header.order());
        for (int done = 0; done < announced;) {
            int count = Math.min(CHUNK, announced - done);
            int read = in.readNBytes(chunk, 0, count * header.bytes());
            if (read < count * header.bytes()) {
                throw new InputException(source + " is truncated: its header announces " + header.rows() + " x "
                        + header.cols() + " elements, and it holds " + (done + read / header.bytes()));
            }
            if (done + count > elements.length) {
                elements = Arrays.copyOf(elements, (int) Math.min(announced, 2L * elements.length));
            }
            view.clear();
            for (int i = 0; i < count; i++) {
                elements[done + i] = element(view, header);
            }
            done += count;
        }
        if (in.read() >= 0) {
            throw new InputException(source + " holds more bytes than the " + header.rows() + " x " + header.cols()
                    + " elements that its header announces; save it again");
        }
        return elements;
    }
}
