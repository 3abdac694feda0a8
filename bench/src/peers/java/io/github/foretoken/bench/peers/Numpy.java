package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.BenchmarkSettings;
import io.github.foretoken.bench.Inputs;
import io.github.foretoken.bench.Times;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** NumPy and SciPy, where a python3 has them, on the tokens the other peers get. */
final class Numpy {
    private static final int PROCESSES = 2;
    private static final String SECONDS = "0.4";
    /** OpenBLAS reads one of these, MKL or BLIS the others. */
    private static final List<String> THREAD_VARIABLES =
            List.of("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS");

    private final Path script;
    private final Path folder;

    /** What runs, or why nothing does. */
    final String description;

    /** Whether {@link #measure} may be called. */
    final boolean available;

    /**
     * @param script numpy_peer.py
     * @param folder for inputs and results
     */
    Numpy(Path script, Path folder) throws IOException {
        this.script = script;
        this.folder = folder;
        String answer;
        boolean ok = false;
        try {
            answer = run(1, List.of("-c", "import sys, numpy, scipy; print('NumPy', numpy.__version__, 'SciPy',"
                    + " scipy.__version__, 'Python', sys.version.split()[0])"));
            ok = true;
        } catch (IOException e) {
            answer = "NumPy absent: " + e.getMessage().lines().reduce((first, last) -> last).orElse("no python3");
        }
        description = answer;
        available = ok;
    }

    /** Each process counts once, by the median of its calls; every result is checked. */
    Times measure(String name, Job job) throws IOException {
        Files.createDirectories(folder);
        List<Matrix> inputs = new ArrayList<>();
        Path output = folder.resolve("result.raw");
        List<String> command = new ArrayList<>(List.of(script.toString(), name, SECONDS, output.toString()));
        for (int i = 0; i < (job.kind() == Job.Kind.ATTENTION ? 3 : 1); i++) {
            Matrix input = Inputs.unitTokens(job.tokens(), job.dimension(), BenchmarkSettings.SEED + i);
            inputs.add(job.single() ? Floats.rounded(input) : input);
            Path file = folder.resolve("input" + i + ".npy");
            write(inputs.get(i), job.single(), file);
            command.add(file.toString());
        }
        double[] medians = new double[PROCESSES];
        for (int i = 0; i < PROCESSES; i++) {
            medians[i] = Double.parseDouble(run(job.threads(), command).split(" ", 2)[0]);
            check(name, job, inputs, read(output));
        }
        Arrays.sort(medians);
        return new Times(Times.median(medians), medians[0], medians[PROCESSES - 1]);
    }

    private static void check(String name, Job job, List<Matrix> inputs, double[] result) {
        if (job.kind() == Job.Kind.LIMIT) {
            LimitCheck.require("NumPy " + name, inputs.get(0), result);
        } else {
            AttentionCheck.require("NumPy", inputs.get(0), inputs.get(1), inputs.get(2), result, job.roundoff());
        }
    }

    private String run(int threads, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        THREAD_VARIABLES.forEach(variable -> environment.put(variable, Integer.toString(threads)));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }

    /** NPY 1.0: magic, version, length of the header, the header padded to 64 bytes, the elements. */
    private static void write(Matrix matrix, boolean single, Path file) throws IOException {
        String header = "{'descr': '" + (single ? "<f4" : "<f8") + "', 'fortran_order': False, 'shape': ("
                + matrix.rows() + ", " + matrix.cols() + "), }";
        int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
        byte[] text = (header + " ".repeat(length - 1 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        double[] elements = matrix.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(10 + length + (single ? Float.BYTES : Double.BYTES) * elements.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) length)
                .put(text);
        for (double element : elements) {
            if (single) {
                bytes.putFloat((float) element);
            } else {
                bytes.putDouble(element);
            }
        }
        Files.write(file, bytes.array());
    }

    private static double[] read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        double[] elements = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asDoubleBuffer().get(elements);
        return elements;
    }
}
