package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Bits;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A predictor whose state can be saved and restored, or copied. */
public interface SnapshotContract extends StreamingPredictorContract {
    /** What a snapshot of this predictor becomes when it is restored; the original goes on as if nothing had been. */
    StreamingPredictor restored(StreamingPredictor original);

    /** Both go on to the bit as if nothing had been, the original first. */
    @Property
    default void snapshotsGoOnToTheBit(@ForAll("sequences") TokenSequence recipe,
            @ForAll @IntRange(min = 0, max = 300) int at) {
        double[][] x = recipe.rows();
        int cut = at % x.length;
        double[][] whole = Streams.run(subject(recipe.dimension()), x);
        StreamingPredictor original = subject(recipe.dimension());
        Streams.run(original, Arrays.copyOf(x, cut));
        StreamingPredictor restored = restored(original);
        double[][] rest = Arrays.copyOfRange(x, cut, x.length);
        double[][] expected = Arrays.copyOfRange(whole, cut, x.length);
        String where = " for " + recipe + ", saved after token " + cut;
        Bits.assertSame("snapshot: predictions of the original" + where, expected, Streams.run(original, rest));
        Bits.assertSame("snapshot: predictions of the restored one" + where, expected, Streams.run(restored, rest));
    }
}
