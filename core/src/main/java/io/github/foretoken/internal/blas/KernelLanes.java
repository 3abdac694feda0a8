package io.github.foretoken.internal.blas;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide the kernels are that OpenBLAS takes, by the name of the core that it says it is tuned for. */
final class KernelLanes {
    private static final Pattern CORE = Pattern.compile("\\bcore (\\w+)");
    /** Numbers of float64 in a vector, for the cores of x86; those of others all have the width of the machine's. */
    private static final Map<String, Integer> LANES = Map.ofEntries(Map.entry("Prescott", 2), Map.entry("Core2", 2),
            Map.entry("Penryn", 2), Map.entry("Dunnington", 2), Map.entry("Nehalem", 2), Map.entry("Atom", 2),
            Map.entry("Opteron", 2), Map.entry("Opteron_SSE3", 2), Map.entry("Barcelona", 2), Map.entry("Bobcat", 2),
            Map.entry("Sandybridge", 4), Map.entry("Bulldozer", 4), Map.entry("Piledriver", 4),
            Map.entry("Steamroller", 4), Map.entry("Excavator", 4), Map.entry("Haswell", 4), Map.entry("Zen", 4),
            Map.entry("SkylakeX", 8), Map.entry("Cooperlake", 8), Map.entry("SapphireRapids", 8));

    private KernelLanes() {}

    /** By a library's description of itself; 0 where it names no core, or one that is not known here. */
    static int of(String description) {
        Matcher core = CORE.matcher(description);
        return core.find() ? LANES.getOrDefault(core.group(1), 0) : 0;
    }
}
