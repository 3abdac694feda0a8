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

    private static final List<String> TWINS = Stream.concat(Stream.of("Matrix", "PackedSequences", "common/Blocks",
            "common/Checks", "common/KernelForms", "common/Rescaling", "attention/AttentionGradient",
            "attention/AttentionHead", "attention/Batch", "attention/BatchGradient", "attention/CausalAttention",
            "attention/MultiHeadAttention", "attention/PackedAttention", "descent/BatchSubstitution",
            "descent/ForwardSubstitution", "internal/Block", "internal/PackedBlock", "internal/blas/JavaGemm",
            "internal/simd/FusedLaneLoops", "internal/simd/FusedMicrokernels", "internal/simd/FusedScoreMicrokernels",
            "internal/simd/LaneLoops", "internal/simd/LaneWarmUpLoops", "internal/simd/Microkernels",
            "internal/simd/Panels", "internal/simd/ScalarLaneLoops", "internal/simd/ScalarMicrokernels",
            "internal/simd/ScalarScoreMicrokernels", "internal/simd/ScoreMicrokernels",
            "internal/simd/ScoreWarmUpLoops", "internal/simd/VectorDistances", "internal/simd/VectorGemm",
            "internal/simd/VectorLaneLoops", "internal/simd/VectorMicrokernels", "internal/simd/VectorRowGemm",
            "internal/simd/VectorScoreMicrokernels", "internal/simd/WarmUpLoops", "internal/simd/WarmingLaneLoops",
            "internal/simd/WarmingMicrokernels", "internal/simd/WarmingScoreMicrokernels",
            "internal/tile/AttentionOperands", "internal/tile/AttentionScores", "internal/tile/Forgetting",
            "internal/tile/KeptAttention", "internal/tile/LaneAttention", "internal/tile/LaneScores",
            "internal/tile/LaneSubstitution", "internal/tile/LaneTokens", "internal/tile/LayerPanels",
            "internal/tile/QueryTile", "internal/tile/ScoreCombination", "internal/tile/ScoreForm",
            "internal/tile/ScoreMap", "internal/tile/ScoreTiles", "internal/tile/SequencePass",
            "internal/tile/StrictTriangle", "internal/tile/SubstitutionOptions", "internal/tile/SubstitutionWarmUp",
            "internal/tile/TileBuffer", "internal/tile/TiledAttention", "internal/tile/TiledAttentionGradient",
            "internal/tile/TiledSubstitution", "training/Adam", "training/TrainingState",
            "training/TransformerTraining").map(ROOT::concat), Stream.of(TILES)).toList();

    private static final List<String> TWINS_BY_HAND = List.of("LibraryProducts", "Products", "Rounding", "VectorExp2");

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
        FloatTwin twin = new FloatTwin(Stream.concat(TWINS.stream().map(GenerateSources::name), TWINS_BY_HAND.stream())
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
