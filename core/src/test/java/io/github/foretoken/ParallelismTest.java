package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelismTest {
    private final Matrix tokens = RotationSequence.random(5, 1).tokens(1100);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16, 100})
    void resultsHaveTheSameBitsForAnyNumberOfThreads(int threads) {
        Parallelism several = Parallelism.of(threads);
        ForwardSubstitution substitution = ForwardSubstitution.of(Kernel.exponential());
        CausalDescent softmax = CausalDescent.of(Kernel.exponential()).withAttention(Attention.SOFTMAX);
        for (int repetition = 0; repetition < 3; repetition++) {
            assertThat(substitution.withParallelism(several).predict(tokens).toArray())
                    .containsExactly(substitution.withParallelism(Parallelism.sequential()).predict(tokens).toArray());
            assertThat(softmax.withParallelism(several).iterate(tokens, 6).toArray())
                    .containsExactly(softmax.withParallelism(Parallelism.sequential()).iterate(tokens, 6).toArray());
        }
    }

    @Test
    void callsFromManyThreadsAtOnceDoNotDisturbEachOther() {
        ForwardSubstitution substitution =
                ForwardSubstitution.of(Kernel.gaussian(1)).withParallelism(Parallelism.of(4));
        double[] expected = substitution.predict(tokens).toArray();
        assertThat(IntStream.range(0, 12).parallel().mapToObj(i -> substitution.predict(tokens).toArray()))
                .allSatisfy(actual -> assertThat(actual).containsExactly(expected));
    }

    @Test
    void aBlockedPoolNeitherStopsNorRetainsTheCaller() {
        CountDownLatch release = new CountDownLatch(1);
        ForkJoinPool pool = ForkJoinPool.commonPool();
        for (int i = 0; i < pool.getParallelism(); i++) {
            pool.execute(() -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        try {
            Matrix wide = RotationSequence.random(64, 1).tokens(300);
            ForwardSubstitution substitution =
                    ForwardSubstitution.of(Kernel.exponential()).withParallelism(Parallelism.of(4));
            for (int i = 0; i < 2000; i++) {
                assertThat(substitution.predict(wide).rows()).isEqualTo(300);
            }
            assertThat(pool.getQueuedSubmissionCount()).isLessThan(100);
        } finally {
            release.countDown();
        }
    }

    @Test
    void theNumberOfThreadsIsChecked() {
        assertThatThrownBy(() -> Parallelism.of(0)).hasMessage("threads must be 1 or more, not 0");
    }

    @Test
    void everyJobRunsOnce() {
        for (Parallelism parallelism : new Parallelism[]{Parallelism.automatic(), Parallelism.sequential(),
            Parallelism.of(3)}) {
            AtomicIntegerArray runs = new AtomicIntegerArray(100);
            parallelism.run(100, runs::incrementAndGet);
            for (int i = 0; i < 100; i++) {
                assertThat(runs.get(i)).isEqualTo(1);
            }
            parallelism.run(0, i -> {
                throw new AssertionError("there is no job " + i);
            });
            assertThatThrownBy(() -> parallelism.run(3, i -> {
                throw new IllegalStateException("job " + i);
            })).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("job ");
        }
        assertThatThrownBy(() -> Parallelism.sequential().run(-1, i -> {}))
                .hasMessage("count must be 0 or more, not -1");
    }
}
