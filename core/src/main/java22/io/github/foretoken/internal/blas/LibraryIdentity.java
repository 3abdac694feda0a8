package io.github.foretoken.internal.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** What a library says about itself, and its own threads: each library has functions of its own for that. */
final class LibraryIdentity {
    private static final int TEXT = 256;
    @SuppressWarnings("restricted")
    private static final AddressLayout POINTER_TO_TEXT =
            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(TEXT, JAVA_BYTE));

    private final SymbolLookup symbols;

    LibraryIdentity(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /** Has it use the calling thread only: the parallel loops are ours, and nested ones would fight over processors. */
    void useOneThread() throws Refusal {
        try {
            if (has("openblas_set_num_threads")) {
                find("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(1);
            } else if (has("MKL_Set_Num_Threads")) {
                find("MKL_Set_Num_Threads", FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(1);
            } else if (has("bli_thread_set_num_threads")) {
                find("bli_thread_set_num_threads", FunctionDescriptor.ofVoid(JAVA_LONG)).invokeExact(1L);
            } else if (has("BLASSetThreading")) {
                // Accelerate: BLAS_THREADING_SINGLE_THREADED.
                int ignored = (int) find("BLASSetThreading", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(1);
            }
        } catch (Throwable e) {
            throw new Refusal("its number of threads could not be set (" + e + ")", e);
        }
    }

    /** Name, version and the core it was tuned for, as far as it tells; nothing if it does not. */
    Optional<String> text() throws Refusal {
        try {
            if (has("openblas_get_config")) {
                return Optional.of(string("openblas_get_config") + ", core " + string("openblas_get_corename"));
            }
            if (has("mkl_get_version_string")) {
                return Optional.of(mklVersion());
            }
            if (has("bli_info_get_version_str")) {
                return Optional.of("BLIS " + string("bli_info_get_version_str"));
            }
            return Optional.empty();
        } catch (Throwable e) {
            throw new Refusal("it does not tell its version (" + e + ")", e);
        }
    }

    private String mklVersion() throws Throwable {
        MethodHandle version = find("mkl_get_version_string", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(TEXT);
            version.invokeExact(text, TEXT - 1);
            return text.getString(0).strip();
        }
    }

    private String string(String function) throws Throwable {
        MethodHandle handle = find(function, FunctionDescriptor.of(POINTER_TO_TEXT));
        MemorySegment text = (MemorySegment) handle.invokeExact();
        return text.getString(0).strip();
    }

    private boolean has(String function) {
        return symbols.find(function).isPresent();
    }

    @SuppressWarnings("restricted")
    private MethodHandle find(String function, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.find(function).orElseThrow(), type);
    }
}
