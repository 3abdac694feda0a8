package io.github.foretoken.spark;

import io.github.foretoken.Acceleration;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.util.AccumulatorV2;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What tasks ran on: each says it once, and the driver's log has one line for each different answer, such as that vectors are off
 * on some executor. Nothing depends on it.
 */
final class TaskReport implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Foretoken.class);
    private static final Map<SparkContext, TaskReport> REPORTS = new WeakHashMap<>();

    private final Answers answers = new Answers();
    /** One more than the number of the task that spoke last, as 0 is that of the first. */
    private transient long last;

    private TaskReport() {}

    /** The one of a context, on its driver. */
    static TaskReport of(SparkContext context) {
        synchronized (REPORTS) {
            return REPORTS.computeIfAbsent(context, TaskReport::register);
        }
    }

    private static TaskReport register(SparkContext context) {
        TaskReport report = new TaskReport();
        context.register(report.answers, "foretoken");
        context.addSparkListener(new Log(report.answers));
        return report;
    }

    /** Says what the present task runs on, if it has not. */
    void task() {
        TaskContext task = TaskContext.get();
        if (task != null && task.taskAttemptId() + 1 != last) {
            last = task.taskAttemptId() + 1;
            answers.add("Java " + Runtime.version().feature() + ", " + Acceleration.describe());
        }
    }

    /** How many tasks gave each answer. */
    static final class Answers extends AccumulatorV2<String, Map<String, Long>> {
        private static final long serialVersionUID = 1;
        private final TreeMap<String, Long> counts = new TreeMap<>();

        @Override
        public synchronized boolean isZero() {
            return counts.isEmpty();
        }

        @Override
        public synchronized Answers copy() {
            Answers copy = new Answers();
            copy.counts.putAll(counts);
            return copy;
        }

        @Override
        public synchronized void reset() {
            counts.clear();
        }

        @Override
        public synchronized void add(String answer) {
            counts.merge(answer, 1L, Long::sum);
        }

        @Override
        public synchronized void merge(AccumulatorV2<String, Map<String, Long>> other) {
            other.value().forEach((answer, tasks) -> counts.merge(answer, tasks, Long::sum));
        }

        @Override
        public synchronized Map<String, Long> value() {
            return new TreeMap<>(counts);
        }
    }

    /** On the driver. */
    private static final class Log extends SparkListener {
        private final Answers answers;
        private final Set<String> logged = new HashSet<>();

        Log(Answers answers) {
            this.answers = answers;
        }

        @Override
        public void onStageCompleted(SparkListenerStageCompleted stage) {
            for (String answer : answers.value().keySet()) {
                if (logged.add(answer)) {
                    // What is slow for want of a flag or of a newer Java is worth a look.
                    LOG.atLevel(answer.contains("scalar") ? Level.WARN : Level.INFO)
                            .log("foretoken: there are tasks on {}", answer);
                }
            }
        }
    }
}
