package io.github.foretoken.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the sources that are made from others: register tiles, and the float32 twins of what is listed here. Whatever differs
 * by more than types and names, as powers of two do, is written by hand. The build runs it, with
 * the folder of the sources and that of what is made; files whose text has not changed are left alone, and those that are no
 * longer made are deleted.
 */
public final class GenerateSources {
    private static final String ROOT = "io/github/foretoken/";
    private static final String TILES = ROOT + "internal/simd/" + RegisterTiles.NAME;

    private static final List<String> TWINS = List.of(ROOT + "Matrix", ROOT + "attention/AttentionGradient",
            ROOT + "attention/AttentionHead", ROOT + "attention/Batch", ROOT + "attention/BatchGradient",
            ROOT + "attention/CausalAttention", ROOT + "attention/MultiHeadAttention", ROOT + "internal/blas/JavaGemm",
            ROOT + "internal/blas/JavaTrsm", ROOT + "internal/simd/Microkernels", ROOT + "internal/simd/Panels",
            ROOT + "internal/simd/ScalarMicrokernels", ROOT + "internal/simd/VectorGemm",
            ROOT + "internal/simd/VectorMicrokernels", ROOT + "internal/simd/VectorRowGemm",
            ROOT + "internal/tile/KeptAttention", ROOT + "internal/tile/LayerPanels",
            ROOT + "internal/tile/SequencePass", ROOT + "internal/tile/TiledAttention",
            ROOT + "internal/tile/TiledAttentionGradient", TILES);

    /** Written by hand in both precisions. */
    private static final String TWIN_BY_HAND = "VectorExp2";

    private final Path target;
    private final Set<Path> made = new HashSet<>();

    private GenerateSources(Path target) {
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        try {
            new GenerateSources(Path.of(arguments[1])).run(Path.of(arguments[0]));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(Path sources) throws IOException {
        FloatTwin twin = new FloatTwin(Stream.concat(TWINS.stream().map(GenerateSources::name), Stream.of(TWIN_BY_HAND))
                .collect(Collectors.joining("|")));
        String tiles = RegisterTiles.source();
        write(TILES, tiles);
        for (String file : TWINS) {
            String source = file.equals(TILES) ? tiles : Files.readString(sources.resolve(file + ".java"));
            String name = name(file);
            write(file.substring(0, file.length() - name.length()) + "Float" + name,
                    twin.of(sources.resolve(file + ".java").toString(), source));
        }
        deleteOthers();
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private void write(String name, String text) throws IOException {
        Path file = target.resolve(name + ".java");
        made.add(file);
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    private void deleteOthers() throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!made.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
