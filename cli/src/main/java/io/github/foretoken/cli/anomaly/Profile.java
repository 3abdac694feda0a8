package io.github.foretoken.cli.anomaly;

/** What mistakes cost, in detections made at once: those of the Numenta Anomaly Benchmark. */
public enum Profile {
    /** As the benchmark has it by default. */
    STANDARD("standard", 0.11, 1),
    /** Where false alarms are twice as bad. */
    FEW_FALSE_ALARMS("few false alarms", 0.22, 1),
    /** Where a missed window is twice as bad. */
    FEW_MISSES("few misses", 0.11, 2);

    private final String text;
    private final double falseAlarm;
    private final double miss;

    Profile(String text, double falseAlarm, double miss) {
        this.text = text;
        this.falseAlarm = falseAlarm;
        this.miss = miss;
    }

    /** Its name. */
    public String text() {
        return text;
    }

    double falseAlarm() {
        return falseAlarm;
    }

    double miss() {
        return miss;
    }
}
