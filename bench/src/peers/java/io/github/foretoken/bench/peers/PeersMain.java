package io.github.foretoken.bench.peers;

import io.github.foretoken.Acceleration;
import io.github.foretoken.bench.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.ejml.EjmlVersion;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the library and its peers, row by row, so that what disturbs the machine disturbs neighbours alike, and
 * prints one table. Arguments: {@code --quick} for a few rows; {@code --only REGEX} for rows whose name, such as
 * {@code attention T=4096 d=16 f32 threads=1}, contains a match. The property {@code foretoken.bench} names the folder
 * of this module.
 */
public final class PeersMain {
    private final Path bench;
    private final Path folder;
    private final Path log;
    private final List<String> jvmArgs;
    /** Whether for the page of figures, whose rows are briefer and have fewer peers. */
    private final boolean figures;
    private final List<RunResult> results = new ArrayList<>();

    private PeersMain(Path bench, boolean figures) {
        this.figures = figures;
        this.bench = bench;
        folder = bench.resolve("target").resolve("peers");
        log = folder.resolve("jmh.log");
        jvmArgs = List.of("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"));
    }

    /** Exit status 0 when every peer ran and agreed, 1 when one did not, 2 for arguments that cannot be used. */
    public static void main(String[] args) {
        System.exit(exitStatus(args));
    }

    private static int exitStatus(String[] args) {
        List<String> rest = new ArrayList<>(Arrays.asList(args));
        rest.remove("--peers");
        boolean quick = rest.remove("--quick");
        boolean figures = rest.remove("--figures");
        int only = rest.indexOf("--only");
        String filter = only >= 0 && only + 1 < rest.size() ? rest.get(only + 1) : "";
        if (rest.size() > (only < 0 ? 0 : 2) || (only >= 0 && filter.isEmpty())) {
            System.err.println("bench/run --peers [--quick] [--figures] [--only REGEX]; not " + String.join(" ", args));
            return 2;
        }
        try {
            Pattern pattern = Pattern.compile(filter);
            List<Job> jobs = figures ? FigureJobs.all(quick) : Job.all(quick);
            jobs.removeIf(job -> !pattern.matcher(job.toString()).find());
            new PeersMain(Path.of(System.getProperty("foretoken.bench", "bench")), figures).run(jobs, quick, filter);
            return 0;
        } catch (PatternSyntaxException e) {
            System.err.println("--only: " + e.getMessage());
            return 2;
        } catch (RunnerException | IOException | IllegalStateException e) {
            System.err.println("a peer failed: " + e.getMessage() + "; JMH's log: bench/target/peers/jmh.log");
            return 1;
        }
    }

    private void run(List<Job> jobs, boolean quick, String filter) throws RunnerException, IOException {
        Numpy numpy = new Numpy(bench.resolve("peers").resolve("numpy_peer.py"), folder.resolve("numpy"));
        String heading = heading(numpy);
        System.out.println(heading);
        List<RunResult> roof = new ArrayList<>();
        for (Options options : Roofline.runs()) {
            roof.addAll(measure(options));
        }
        Roofline roofline = new Roofline(roof);
        System.out.println(roofline + "\n");
        PeersTable table = new PeersTable(roofline);
        List<RunResult> own = new ArrayList<>();
        try {
            fill(table, jobs, numpy);
            for (Options options : filter.isEmpty() && !figures ? OwnClaims.runs() : List.<Options>of()) {
                own.addAll(measure(options));
            }
        } finally {
            // Also when a late row fails: what was measured before it stands.
            String report = table + OwnClaims.describe(own);
            System.out.println(report);
            Files.writeString(folder.resolve("peers.md"), heading + "\n" + roofline + "\n\n" + report);
            ResultFormatFactory.getInstance(ResultFormatType.JSON, folder.resolve("jmh-result.json").toString())
                    .writeOut(results);
        }
        if (figures) {
            PeersFigures.store(bench, table.rows(), roofline, quick, filter);
        }
    }

    private void fill(PeersTable table, List<Job> jobs, Numpy numpy) throws RunnerException, IOException {
        long start = System.nanoTime();
        for (Job job : jobs) {
            System.err.printf("%4d s  row %d of %d: %s%n", (System.nanoTime() - start) / 1_000_000_000,
                    jobs.indexOf(job) + 1, jobs.size(), job);
            for (String peer : figures ? FigureJobs.peers(job) : job.peers()) {
                for (RunResult result : measure(options(job, peer))) {
                    table.put(job, peer, Times.of(result));
                }
            }
            for (String script : !numpy.available ? List.<String>of()
                    : figures ? FigureJobs.scripts(job) : job.scripts()) {
                table.put(job, script, numpy.measure(script, job));
            }
        }
    }

    private Options options(Job job, String peer) {
        Class<?> benchmark = switch (job.kind()) {
            case LIMIT -> LimitBenchmark.class;
            case ATTENTION -> AttentionBenchmark.class;
            case TRAINING -> TrainingBenchmark.class;
            case BATCH_LIMIT, BATCH_ATTENTION -> BatchBenchmark.class;
        };
        List<String> args = new ArrayList<>(jvmArgs);
        if (peer.equals(Peers.SCALAR)) {
            args.addAll(List.of("-Dforetoken.vector=false", "-Dforetoken.blas=java"));
        }
        OptionsBuilder options = new OptionsBuilder();
        options.include("\\Q" + benchmark.getName() + "\\E\\.")
                .shouldFailOnError(true)
                .param("tokens", Integer.toString(job.tokens()))
                .param("dimension", Integer.toString(job.dimension()))
                .param("threads", Integer.toString(job.threads()))
                .param("peer", peer);
        if (job.kind() != Job.Kind.TRAINING) {
            options.param("type", job.type());
        }
        if (job.kind().batch()) {
            options.param("work", job.kind() == Job.Kind.BATCH_LIMIT ? "LIMIT" : "ATTENTION")
                    .param("sequences", Integer.toString(job.sequences()));
        }
        Effort effort = Effort.of(peer, job);
        return (figures ? effort.brief() : effort).on(options, args).build();
    }

    /** JMH's own report goes to a file, where the last one's stays; errors it throws. */
    private Collection<RunResult> measure(Options options) throws RunnerException {
        Collection<RunResult> run =
                new Runner(new OptionsBuilder().parent(options).output(log.toString()).build()).run();
        results.addAll(run);
        return run;
    }

    private static String heading(Numpy numpy) throws IOException {
        return "Java " + Runtime.version() + ", " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors\n" + Acceleration.describe() + "\nPyTorch "
                + version("org.bytedeco/pytorch") + " with its OpenBLAS, " + numpy.description + ", netlib "
                + version("dev.ludovic.netlib/blas") + ", ojAlgo " + version("org.ojalgo/ojalgo") + ", EJML "
                + EjmlVersion.VERSION;
    }

    /** As its jar says; some jars do not. */
    private static String version(String artifact) throws IOException {
        try (var stream = PeersMain.class.getResourceAsStream("/META-INF/maven/" + artifact + "/pom.properties")) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            return properties.getProperty("version", "");
        }
    }
}
