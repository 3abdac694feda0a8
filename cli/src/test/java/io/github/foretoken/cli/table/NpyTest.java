package io.github.foretoken.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.terminal.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    private static final double[] ELEMENTS = {1, -0.5, 3, 4.25, 5, 1e10};

    @Test
    void readsBackToTheBit() throws IOException {
        double[] data = {Math.PI, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1.0 / 3, -1e-300};
        byte[] bytes = written(Matrix.of(data, 2, 3));
        assertThat(read(bytes).values().toArray()).containsExactly(data);
        // The elements start at a multiple of 64 bytes.
        assertThat((bytes.length - 48) % 64).isZero();
    }

    @Test
    void writesOnlyTheViewedElements() throws IOException {
        Matrix view = new Matrix(ELEMENTS, 1, 2, 1, 3);
        assertThat(read(written(view)).values().toArray()).containsExactly(-0.5, 5);
    }

    @ParameterizedTest
    @CsvSource({"<f8,1", ">f8,1", "<f4,1", ">f4,2", "<f8,3"})
    void readsBothPrecisionsAndByteOrders(String type, int version) throws IOException {
        Table table = read(npy(version, header(type, "False", "(2, 3)"), type));
        assertThat(table.values().rows()).isEqualTo(2);
        assertThat(table.values().toArray()).containsExactly(ELEMENTS);
        assertThat(table.header()).isFalse();
    }

    @Test
    void convertsFortranOrder() throws IOException {
        Table table = read(npy(1, header("<f8", "True", "(2, 3)"), "<f8"));
        assertThat(table.values().toArray()).containsExactly(1, 3, 5, -0.5, 4.25, 1e10);
    }

    @Test
    void takesOneDimensionForOneColumn() throws IOException {
        Table table = read(npy(1, header("<f8", "False", "(6,)"), "<f8"));
        assertThat(table.values().shape()).isEqualTo("6 x 1");
    }

    @Test
    void choosesColumnsByNumber() throws IOException {
        byte[] bytes = npy(1, header("<f8", "False", "(2, 3)"), "<f8");
        Table table =
                NpyTableReader
                        .read(new ByteArrayInputStream(bytes), bytes.length, "x.npy", ColumnSelection.parse("3,1"),
                                Missing.ERROR, FileRules.DEFAULT)
                        .series()
                        .getFirst()
                        .table();
        assertThat(table.values().toArray()).containsExactly(3, 1, 1e10, 4.25);
        assertThat(table.labels()).containsExactly("column 3", "column 1");
    }

    /** What NumPy writes of [[1, -2], [0, 3]], or of what is nearest to it in the type, as bytes in hexadecimal. */
    @ParameterizedTest
    @CsvSource({"<i8, 0100000000000000feffffffffffffff00000000000000000300000000000000, -2, 3",
        ">i4, 00000001fffffffe0000000000000003, -2, 3", "|i1, 01fe0003, -2, 3", "<i2, 0100feff00000300, -2, 3",
        "|u1, 01fe0003, 254, 3", ">u2, 0001fffe00000003, 65534, 3",
        "<u8, 0100000000000000feffffffffffffff00000000000000000300000000000000, 18446744073709551616, 3",
        "|b1, 01010001, 1, 1", "<f2, 003c00c000000042, -2, 3", ">f2, 3c00c00000004200, -2, 3"})
    void readsWholeNumbersTruthValuesAndHalfPrecision(String type, String hex, double second, double last)
            throws IOException {
        byte[] start = npy(1, header(type, "False", "(2, 2)"), "<f8");
        byte[] elements = HexFormat.of().parseHex(hex);
        int length = start.length - ELEMENTS.length * Double.BYTES;
        byte[] file = Arrays.copyOf(start, length + elements.length);
        System.arraycopy(elements, 0, file, length, elements.length);
        Table table = read(file);
        assertThat(table.values().toArray()).containsExactly(1, second, 0, last);
        assertThat(table.notes().isEmpty()).isEqualTo(!type.equals("<u8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<c16", "|O", "<U3", "<M8[ns]", "<f16", "<i3", "<b8"})
    void refusesOtherTypes(String type) {
        refused(npy(1, header(type, "False", "(2, 3)"), "<f8"), "holds elements of type '" + type + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"();0 dimensions", "(1, 2, 3);3 dimensions", "(0, 3);0 x 3", "(6, 0);6 x 0",
        "(70000, 70000);split it", "(99999999999, 1);split it"})
    void refusesOtherShapes(String shape, String message) {
        refused(npy(1, header("<f8", "False", shape), "<f8"), message);
    }

    @Test
    void refusesDamage() {
        byte[] whole = npy(1, header("<f8", "False", "(2, 3)"), "<f8");
        for (int length = 1; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length), length < 6 ? "is not an NPY file" : "truncated");
        }
        refused(Arrays.copyOf(whole, whole.length + 1), "holds more bytes");
        refused("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8), "is not an NPY file");
        refused(npy(4, header("<f8", "False", "(2, 3)"), "<f8"), "NPY version 4");
        refused(npy(1, "{'descr': '<f8', 'shape': (2, 3)}", "<f8"), "damaged NPY header");
        refused(npy(1, "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (6,)}", "<f8"), "type record");
    }

    @Test
    void namesTheElementThatIsNotFinite() throws IOException {
        byte[] bytes = written(Matrix.of(new double[]{1, 2, 3, Double.NaN}, 2, 2));
        refused(bytes, "row 2, column 2: NaN is not a finite number");
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining("--missing");
    }

    /** As in a table of text. */
    @Test
    void takesNotANumberForAMissingValueWhereThatIsAsked() throws IOException {
        byte[] bytes = written(Matrix.of(new double[]{1, 2, Double.NaN, 4, 5, 6}, 3, 2));
        assertThat(read(bytes, Missing.HOLD).values().toArray()).containsExactly(1, 2, 1, 4, 5, 6);
        assertThat(read(bytes, Missing.HOLD).filled()).containsExactly(1);
        assertThat(read(bytes, Missing.SKIP).values().toArray()).containsExactly(1, 2, 5, 6);
        assertThat(read(bytes, Missing.SKIP).breaks()).containsExactly(1);
        assertThat(read(bytes, Missing.IMPUTE).holes().stream()).containsExactly(2);
        byte[] infinite = written(Matrix.of(new double[]{1, Double.POSITIVE_INFINITY}, 2, 1));
        assertThatThrownBy(() -> read(infinite, Missing.HOLD)).hasMessageContaining("Infinity is not a finite number");
        byte[] nothing = written(Matrix.of(new double[]{Double.NaN, Double.NaN}, 2, 1));
        assertThatThrownBy(() -> read(nothing, Missing.SKIP)).hasMessageContaining("no row without a missing value");
    }

    private static void refused(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("x.npy");
    }

    private static Table read(byte[] bytes) throws IOException {
        return read(bytes, Missing.ERROR);
    }

    private static Table read(byte[] bytes, Missing missing) throws IOException {
        return NpyTableReader
                .read(new ByteArrayInputStream(bytes), bytes.length, "x.npy", null, missing, FileRules.DEFAULT)
                .series()
                .getFirst()
                .table();
    }

    private static byte[] written(Matrix values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableWriter.write(out, TableFormat.NPY, values, List.of());
        return out.toByteArray();
    }

    private static String header(String type, String fortran, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
    }

    private static byte[] npy(int version, String header, String type) {
        ByteBuffer bytes = ByteBuffer.allocate(500).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) header.length());
        } else {
            bytes.putInt(header.length());
        }
        bytes.put(header.getBytes(StandardCharsets.US_ASCII));
        bytes.order(type.charAt(0) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (double x : ELEMENTS) {
            if (type.endsWith("4")) {
                bytes.putFloat((float) x);
            } else {
                bytes.putDouble(x);
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
