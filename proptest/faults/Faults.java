import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Tries each fault of faults.txt on a copy of core's sources; see {@code run}. */
final class Faults {
    /**
     * A change of one place.
     *
     * @param tests classes that should notice, or a method of each (Class#method)
     */
    private record Fault(String name, String file, List<String> tests, String before, String after) {}

    private static final Pattern TEST_CLASS = Pattern.compile(".*(Test|Properties)\\.java");
    private static final Pattern FAILED = Pattern.compile("className = '[\\w.$]*?(\\w+)', methodName = '(\\w+)'");
    private static final List<String> MODULES = List.of("core", "proptest");
    private static final int MINUTES = 10;
    /** Of a property that should notice, and of all others. */
    private static final int FEW_TRIES = 100;
    private static final int MANY_TRIES = 200;

    private final Path root;
    private final Path work;
    private final Path launcher;
    private final Set<String> failingAnyway = new LinkedHashSet<>();

    private Faults(Path root, Path launcher) {
        this.root = root;
        this.launcher = launcher;
        work = launcher.getParent();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Faults faults = new Faults(Path.of(arguments[0]), Path.of(arguments[1]));
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        System.exit(faults.run(wanted) ? 0 : 1);
    }

    private boolean run(List<String> wanted) throws IOException, InterruptedException {
        List<Fault> faults = new ArrayList<>();
        for (Fault fault : read()) {
            // All must apply, tried or not: a list that no longer fits the sources proves nothing.
            applied(fault);
            if (wanted.isEmpty() || wanted.contains(fault.name())) {
                faults.add(fault);
            }
        }
        // The build may go on meanwhile.
        for (String module : MODULES) {
            delete(tests(module));
            copy(root.resolve(module + "/target/test-classes"), tests(module));
        }
        Set<String> classes = new LinkedHashSet<>();
        Set<String> methods = new LinkedHashSet<>();
        faults.forEach(
                fault -> fault.tests().forEach(test -> (test.contains("#") ? methods : classes).add(test)));
        if (!prepare(null)) {
            throw new IllegalStateException("the sources do not compile without a fault");
        }
        failingAnyway.addAll(failures(classes, false, FEW_TRIES));
        failingAnyway.addAll(failures(methods, false, FEW_TRIES));
        System.out.printf("%d faults; failing without any: %s%n", faults.size(), failingAnyway);
        List<Fault> left = new ArrayList<>();
        for (Fault fault : faults) {
            if (!noticed(fault, fault.tests(), FEW_TRIES)) {
                left.add(fault);
            }
        }
        List<String> unnoticed = left.isEmpty() ? List.of() : unnoticedByAll(left);
        System.out.printf("%d faults, %d noticed, unnoticed: %s%n", faults.size(), faults.size() - unnoticed.size(),
                unnoticed);
        return unnoticed.isEmpty();
    }

    /** Those that escape the tests that they name may be noticed by others. */
    private List<String> unnoticedByAll(List<Fault> faults) throws IOException, InterruptedException {
        System.out.printf("All tests, for what is left: %s%n", faults.stream().map(Fault::name).toList());
        List<String> all = new ArrayList<>();
        for (String module : MODULES) {
            for (Path file : files(module)) {
                all.add(file.getFileName().toString().replaceAll("\\.java$", ""));
            }
        }
        if (!prepare(null)) {
            throw new IllegalStateException("the sources do not compile without a fault");
        }
        failingAnyway.addAll(failures(all, false, MANY_TRIES));
        List<String> unnoticed = new ArrayList<>();
        for (Fault fault : faults) {
            if (!noticed(fault, all, MANY_TRIES)) {
                unnoticed.add(fault.name());
            }
        }
        return unnoticed;
    }

    private List<Fault> read() throws IOException {
        List<Fault> faults = new ArrayList<>();
        String[] head = null;
        String before = null;
        for (String line : Files.readAllLines(root.resolve("proptest/faults/faults.txt"))) {
            if (line.startsWith("= ")) {
                head = line.substring(2).split(" ");
            } else if (line.startsWith("- ")) {
                before = line.substring(2);
            } else if (line.startsWith("+ ")) {
                faults.add(new Fault(head[0], head[1], List.of(head[2].split(",")), before, line.substring(2)));
            }
        }
        return faults;
    }

    private Path tests(String module) {
        return work.resolve("tests").resolve(module);
    }

    /** Those for Java 22 come last, and replace what stands in for them on 17. */
    private List<Path> sources() {
        return Stream.of("java", "java22").map(root.resolve("core/src/main")::resolve).toList();
    }

    private Path source(Fault fault) {
        return sources().stream()
                .map(folder -> folder.resolve("io/github/foretoken").resolve(fault.file()))
                .filter(Files::exists)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException(fault.name() + ": there is no " + fault.file()));
    }

    /** The changed source. Runs of spaces in the list stand for any white space, line ends included. */
    private String applied(Fault fault) throws IOException {
        String source = Files.readString(source(fault));
        String[] parts = fault.before().split(" {2,}", -1);
        StringBuilder pattern = new StringBuilder();
        for (String part : parts) {
            pattern.append(pattern.isEmpty() ? "" : "\\s+").append(Pattern.quote(part));
        }
        Matcher matcher = Pattern.compile(pattern.toString()).matcher(source);
        long times = matcher.results().count();
        if (times != 1) {
            throw new IllegalStateException(
                    fault.name() + ": '" + fault.before() + "' stands " + times + " times in " + fault.file());
        }
        return matcher.replaceFirst(Matcher.quoteReplacement(fault.after()));
    }

    /** Compiles core, with a fault unless it is null; false if that does not compile. */
    private boolean prepare(Fault fault) throws IOException, InterruptedException {
        delete(work.resolve("source"));
        delete(work.resolve("made"));
        delete(work.resolve("classes"));
        Files.createDirectories(work.resolve("classes"));
        for (Path folder : sources()) {
            copy(folder, work.resolve("source"));
        }
        if (fault != null) {
            Files.writeString(work.resolve("source/io/github/foretoken").resolve(fault.file()), applied(fault));
        }
        if (!make()) {
            return false;
        }
        copy(root.resolve("core/target/generated-sources/openblas"), work.resolve("source"));
        copy(work.resolve("made"), work.resolve("source"));
        List<String> options = new ArrayList<>(List.of("-nowarn", "-proc:none", "--add-modules=jdk.incubator.vector", "-d",
                work.resolve("classes").toString()));
        try (Stream<Path> files = Files.walk(work.resolve("source"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> options.add(file.toString()));
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, options.toArray(String[]::new));
        if (status != 0) {
            System.out.print(messages);
        }
        return status == 0;
    }

    /** Register tiles and float twins, by the program of core's build. */
    private boolean make() throws IOException, InterruptedException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                root.resolve("core/target/build-classes").toString(), "io.github.foretoken.build.GenerateSources",
                work.resolve("source").toString(), work.resolve("made").toString()).inheritIO().start().waitFor() == 0;
    }

    private boolean noticed(Fault fault, List<String> tests, int tries) throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean compiled = prepare(fault);
        List<String> failures = compiled ? failures(tests, true, tries) : List.of();
        System.out.printf("%-40s %s (%d s)%n", fault.name(),
                !compiled ? "DOES NOT COMPILE" : failures.isEmpty() ? "unnoticed by " + tests : "noticed: " + failures,
                (System.nanoTime() - start) / 1_000_000_000);
        return !failures.isEmpty();
    }

    /** Failing methods of these classes; those that fail anyway do not count. */
    private List<String> failures(Iterable<String> tests, boolean fast, int tries) throws IOException, InterruptedException {
        // The launcher loads all engines; jqwik's memory of former failures must not carry over.
        Path folder = work.resolve("run");
        delete(folder);
        Files.createDirectories(folder.resolve("target"));
        copy(root.resolve("core/src/test/resources"), folder.resolve("src/test/resources"));
        String path = Stream
                .of(work.resolve("classes").toString(), tests("core").toString(), tests("proptest").toString(),
                        classPath("proptest"), classPath("core"))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true",
                "-Dforetoken.cache=" + work.resolve("cache"), "-Dforetoken.test.expect=vector",
                "-Dforetoken.require=vector", "-Dforetoken.vector=true", "-jar", launcher.toString(), "execute",
                "--class-path", path, "--disable-banner", "--disable-ansi-colors", "--details=none",
                "--config=jqwik.shrinking.default=OFF", "--config=jqwik.tries.default=" + tries));
        if (fast) {
            command.add("--fail-fast");
        }
        int classes = 0;
        String methods = "";
        for (String entry : tests) {
            String test = entry.replaceFirst("#.*", "");
            methods += entry.contains("#") ? "|" + entry.replaceFirst(".*#", "") : "|.";
            for (String module : MODULES) {
                for (Path file : files(module)) {
                    if (file.getFileName().toString().equals(test + ".java")) {
                        Path source = root.resolve(module + "/src/test").relativize(file);
                        // Below java or java22.
                        command.add("--select-class=" + source.subpath(1, source.getNameCount())
                                .toString()
                                .replaceAll("\\.java$", "")
                                .replace(File.separatorChar, '.'));
                        classes++;
                    }
                }
            }
        }
        if (classes == 0) {
            return List.of();
        }
        // An entry without a method lets all pass; methods of other classes that begin alike do no harm.
        command.add("--include-methodname=.*#(" + methods.substring(1) + ").*");
        for (String method : failingAnyway) {
            command.add("--exclude-methodname=.*" + method.replace(".", "#") + ".*");
        }
        Path output = work.resolve("output.txt");
        Process process = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            return List.of("no end after " + MINUTES + " minutes");
        }
        Set<String> failed = new LinkedHashSet<>();
        Matcher matcher = FAILED.matcher(Files.readString(output));
        while (matcher.find()) {
            failed.add(matcher.group(1) + "." + matcher.group(2));
        }
        if (process.exitValue() != 0 && failed.isEmpty()) {
            failed.add("exit status " + process.exitValue() + ", see " + output);
        }
        return List.copyOf(failed);
    }

    private String classPath(String module) throws IOException {
        // Core itself is the copy's; the testkit is not.
        return Stream.of(Files.readString(root.resolve(module + "/target/class-path.txt")).strip().split(File.pathSeparator))
                .filter(entry -> !entry.contains("foretoken-core")
                        && !Path.of(entry).startsWith(root.resolve("core")))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElse("");
    }

    private List<Path> files(String module) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(module + "/src/test"))) {
            return files.filter(file -> TEST_CLASS.matcher(file.getFileName().toString()).matches()).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
