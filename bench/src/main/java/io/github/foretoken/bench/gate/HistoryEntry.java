package io.github.foretoken.bench.gate;

import io.github.foretoken.perfkit.Machine;
import java.util.List;

/**
 * What one recorded run measured. Times of different machines cannot be compared, so each figure also stands in ratios to
 * what the same run measured on the same machine.
 *
 * @param date of the run, ISO 8601, UTC
 * @param revision the commit
 * @param committed when it was made, ISO 8601, UTC
 * @param localChanges whether the working tree differed from it
 * @param machine where
 * @param note what a reader must know, such as that other programs ran; null if there is nothing
 * @param lanes float64 in a vector
 * @param flags of the forks
 * @param peakGflops what one core does in fused multiply-adds from registers, in float64
 * @param floatPeakGflops the same in float32; null in runs of before it was measured
 * @param figures one for each job
 */
record HistoryEntry(String date, String revision, String committed, boolean localChanges, Machine machine, String note,
        int lanes, List<String> flags, double peakGflops, Double floatPeakGflops, List<Figure> figures) {
    /**
     * One job.
     *
     * @param benchmark with all parameters but the implementation
     * @param microseconds a call, vector twin
     * @param scalarMicroseconds a call, scalar twin; null if there is none
     * @param timesFasterThanScalar their ratio; null if there is no scalar twin
     * @param shareOfPeak operations done, of those the peak of its type would do in that time; null if nobody counted them
     * @param peakOperations how many operations the peak would do in the time of a call: a cost that no change of machine
     *        and no way of counting touches
     */
    record Figure(String benchmark, double microseconds, Double scalarMicroseconds, Double timesFasterThanScalar,
            Double shareOfPeak, double peakOperations) {}

    HistoryEntry withoutFigures() {
        return new HistoryEntry(date, revision, committed, localChanges, machine, note, lanes, flags, peakGflops,
                floatPeakGflops, List.of());
    }
}
