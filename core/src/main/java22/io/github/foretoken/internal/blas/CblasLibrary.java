package io.github.foretoken.internal.blas;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The CBLAS library that runs, looked for once, when first asked for:
 *
 * <ol>
 * <li>{@code foretoken.blas.library}: a path, and then nothing else is tried; or {@code none};</li>
 * <li>the OpenBLAS in the jar org.bytedeco:openblas, if that is on the class path;</li>
 * <li>the well-known names, as the system's loader finds them.</li>
 * </ol>
 *
 * A library is used if it has the routines and computes known answers; of any other the reason is kept. Without native
 * access none of this happens, and the linker is not touched.
 */
final class CblasLibrary {
    /** What was found, or null; and why each candidate before it was not taken. */
    record Search(CblasLibrary library, List<String> refusals) {}

    private final CblasFunctions functions;
    private final String description;
    private final String note;

    private CblasLibrary(CblasFunctions functions, String description, String note) {
        this.functions = functions;
        this.description = description;
        this.note = note;
    }

    CblasFunctions functions() {
        return functions;
    }

    /** Name, version and origin. */
    String description() {
        return description;
    }

    /** What its user should know, or null. */
    String note() {
        return note;
    }

    /** The one search of this process. */
    static Search search() {
        return Found.SEARCH;
    }

    private static final class Found {
        static final Search SEARCH = search(System.getProperty("foretoken.blas.library", "").trim(),
                CblasLibrary.class.getModule(), OpenBlasJar.ofClassPath(), systemNames(System.getProperty("os.name")));
    }

    static Search search(String property, Module module, OpenBlasJar jar, List<String> names) {
        List<String> refusals = new ArrayList<>();
        if (property.equals("none")) {
            refusals.add("foretoken.blas.library=none");
        } else if (!module.isNativeAccessEnabled()) {
            refusals.add("native access is not enabled; start Java with --enable-native-access="
                    + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
        } else if (!property.isEmpty()) {
            return attempt(refusals, property, () -> open(property, "foretoken.blas.library=" + property));
        } else {
            Search search = attempt(refusals, "the OpenBLAS jar", () -> open(jar));
            for (String name : names) {
                if (search.library() != null) {
                    return search;
                }
                search = attempt(refusals, name, () -> open(name, name + " of the system"));
            }
            return search;
        }
        return new Search(null, refusals);
    }

    /** What is tried: throws, or returns a library that works. */
    private interface Attempt {
        CblasLibrary open() throws Refusal;
    }

    private static Search attempt(List<String> refusals, String name, Attempt attempt) {
        try {
            return new Search(attempt.open(), refusals);
        } catch (Refusal e) {
            refusals.add(name + ": " + e.getMessage());
            return new Search(null, refusals);
        }
    }

    private static CblasLibrary open(OpenBlasJar jar) throws Refusal {
        OpenBlasJar.Files unpacked = jar.unpack(LibraryCache.ofUser());
        try {
            return open(jar, unpacked);
        } finally {
            unpacked.unpacked().discard();
        }
    }

    private static CblasLibrary open(OpenBlasJar jar, OpenBlasJar.Files unpacked) throws Refusal {
        List<Path> files = unpacked.paths();
        // libgcc_s is only for systems without one.
        List<Path> usual =
                files.stream().filter(file -> !file.getFileName().toString().startsWith("libgcc_s")).toList();
        SymbolLookup symbols;
        try {
            symbols = openInOrder(usual);
        } catch (Refusal e) {
            if (usual.size() == files.size()) {
                throw e;
            }
            symbols = openInOrder(files);
        }
        String note = unpacked.unpacked().note();
        String origin = "jar org.bytedeco:openblas " + jar.version() + " " + jar.platform() + ", unpacked in "
                + (note == null ? unpacked.unpacked().folder() : "a private temporary folder");
        return accept(symbols, origin, note == null ? null : "the OpenBLAS jar: " + note);
    }

    /** Each finds those before it already there, by the names that they carry. */
    private static SymbolLookup openInOrder(List<Path> files) throws Refusal {
        SymbolLookup last = null;
        for (Path file : files) {
            last = openFile(file);
        }
        return last;
    }

    @SuppressWarnings("restricted")
    private static CblasLibrary open(String nameOrPath, String origin) throws Refusal {
        if (nameOrPath.contains("/") || nameOrPath.contains("\\")) {
            return accept(openFile(path(nameOrPath)), origin, null);
        }
        try {
            return accept(SymbolLookup.libraryLookup(nameOrPath, Arena.global()), origin, null);
        } catch (IllegalArgumentException e) {
            throw new Refusal("not found", e);
        }
    }

    private static Path path(String text) throws Refusal {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new Refusal("it is no path (" + e.getMessage() + ")", e);
        }
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup openFile(Path file) throws Refusal {
        try {
            return SymbolLookup.libraryLookup(file, Arena.global());
        } catch (IllegalArgumentException e) {
            // Not asked before: libraries of macOS itself open without being files.
            if (!Files.exists(file)) {
                throw new Refusal("not found", e);
            }
            if (Mounts.ofSystem().forbidExecution(file)) {
                throw new Refusal("the system opens no library in " + file.toAbsolutePath().getParent()
                        + ", whose file system is mounted noexec; have libraries unpacked elsewhere with "
                        + "-Dforetoken.cache=FOLDER", e);
            }
            throw new Refusal("the system cannot open " + file + " (made for another processor or C library, "
                    + "or one that it needs is missing)", e);
        }
    }

    private static CblasLibrary accept(SymbolLookup symbols, String origin, String note) throws Refusal {
        CblasFunctions functions = CblasFunctions.bind(symbols);
        LibraryIdentity identity = new LibraryIdentity(symbols);
        IntegerWidth.check(symbols);
        identity.useOneThread();
        KnownAnswers.check(functions);
        return new CblasLibrary(functions, identity.text().orElse("CBLAS") + " (" + origin + ")", note);
    }

    /** OpenBLAS, BLIS, MKL, Accelerate, reference, as each system calls them. */
    static List<String> systemNames(String osName) {
        if (osName.startsWith("Mac")) {
            return List.of("libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
                    "/usr/local/opt/openblas/lib/libopenblas.dylib", "libblis.dylib", "libmkl_rt.dylib",
                    "/System/Library/Frameworks/Accelerate.framework/Accelerate", "libcblas.dylib");
        }
        if (osName.startsWith("Windows")) {
            return List.of("libopenblas.dll", "openblas.dll", "libblis.dll", "mkl_rt.2.dll", "mkl_rt.dll",
                    "libcblas.dll");
        }
        return List.of("libopenblas.so.0", "libopenblas.so", "libblis.so.4", "libblis.so", "libmkl_rt.so.2",
                "libmkl_rt.so", "libcblas.so.3", "libblas.so.3");
    }
}
