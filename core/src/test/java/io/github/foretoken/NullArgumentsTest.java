package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.attention.AugmentingLayer;
import io.github.foretoken.attention.BatchGradient;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.attention.MultiHeadAttention;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ConvergenceRate;
import io.github.foretoken.descent.Correction;
import io.github.foretoken.descent.FloatForwardSubstitution;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.descent.KernelMap;
import io.github.foretoken.descent.LearnedMap;
import io.github.foretoken.descent.NonCausalDescent;
import io.github.foretoken.descent.PositiveDefiniteness;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.PredictorBank;
import io.github.foretoken.predict.Lags;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import io.github.foretoken.search.PredictorSearch;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.training.Adam;
import io.github.foretoken.training.FloatTrainingState;
import io.github.foretoken.training.TrainingPlan;
import io.github.foretoken.training.TrainingState;
import io.github.foretoken.training.TransformerTraining;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whoever hands null to a public method is told which argument it was, by the method's own check or by Java, which knows the
 * names of parameters: never by an inner name, and never later.
 */
class NullArgumentsTest {
    private static final List<Class<?>> STATIC_ONLY = List.of(Kernel.class, Lags.class, PeriodicSequence.class,
            Correction.class, ConvergenceRate.class, PredictorBank.class, PositiveDefiniteness.class);

    private static List<Object> instances() {
        TransformerShape shape = new TransformerShape(2, 1, 2, 3, false);
        TrainingState state = new TrainingState(new double[shape.size()]);
        return List.of(Kernel.gaussian(1), Kernel.linear().times(2), Kernel.ofInner("own", Math::exp),
                new CombinedKernel.Term(1, List.of(Kernel.linear())), Matrix.zeros(3, 2), FloatMatrix.zeros(3, 2),
                ForwardSubstitution.of(Kernel.gaussian(1)), FloatForwardSubstitution.of(Kernel.gaussian(1)),
                CausalDescent.of(Kernel.exponential()), LearnedMap.of(Kernel.gaussian(1), Matrix.zeros(3, 2)),
                NonCausalDescent.of(Kernel.exponential(), 0.1), KernelMap.zero(Kernel.gaussian(1), 2, 2),
                Predictor.leastSquares(2, 1), Predictor.kaczmarz(Kernel.gaussian(1), 2), Forecaster.of(2).horizon(2),
                Forecaster.of(2).horizon(2).build(), CausalAttention.softmax(), FloatCausalAttention.softmax(),
                CausalTransformer.explicit(CausalAttention.softmax(), 2, 1, 1, 1), AugmentingLayer.of(2, 5), shape,
                PredictorSearch.standard(), RotationSequence.random(2, 1), Parallelism.automatic(),
                PredictorOptions.parse("least-squares"), TrainingPlan.standard(), new Adam(3), state,
                new FloatTrainingState(new float[3]), PackedSequences.of(new double[4], 2, 2),
                BatchGradient.of(CausalAttention.softmax(), shape, 5, Parallelism.sequential()),
                MultiHeadAttention.of(CausalAttention.softmax(),
                        CausalTransformer.explicit(CausalAttention.softmax(), 2, 1, 1, 1).layers().get(0).heads()),
                TransformerTraining.of(CausalAttention.softmax(), shape, TrainingPlan.standard(), state,
                        Parallelism.sequential()));
    }

    @TestFactory
    Stream<DynamicTest> nullsAreNamed() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<?> type : STATIC_ONLY) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> Modifier.isStatic(method.getModifiers()))
                    .forEach(method -> add(tests, method, null));
        }
        for (Object instance : instances()) {
            Arrays.stream(instance.getClass().getConstructors()).forEach(made -> add(tests, made, null));
            Arrays.stream(instance.getClass().getMethods())
                    .filter(method -> method.getDeclaringClass().getName().startsWith("io.github.foretoken"))
                    .forEach(method -> add(tests, method, instance));
        }
        assertThat(tests).hasSizeGreaterThan(140);
        return tests.stream();
    }

    private static void add(List<DynamicTest> tests, Executable called, Object target) {
        if (!Modifier.isPublic(called.getModifiers()) || called.isSynthetic() || called.getName().equals("equals")
                || Arrays.stream(called.getParameterTypes()).allMatch(Class::isPrimitive)) {
            return;
        }
        tests.add(DynamicTest.dynamicTest(called.toString().replaceAll("\\b[a-z]+\\.", ""), () -> {
            Throwable thrown = thrown(called, target);
            assertThat(thrown).isNotNull();
            if (thrown instanceof NullPointerException) {
                assertThat(thrown.getMessage()).matches("[a-zA-Z0-9 ]+|.* because \"[a-zA-Z0-9]+\" is null");
                if (thrown.getMessage().contains("because")) {
                    assertThat(thrown.getStackTrace()[0].getClassName()).startsWith("io.github.foretoken")
                            .doesNotContain(".internal.");
                }
            } else {
                // A number is looked at first.
                assertThat(thrown).isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
            }
        }));
    }

    private static Throwable thrown(Executable called, Object target) throws ReflectiveOperationException {
        Object[] arguments = Arrays.stream(called.getParameterTypes()).map(NullArgumentsTest::plain).toArray();
        try {
            if (called instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) called).invoke(target, arguments);
            }
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    private static Object plain(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == double.class) {
            return 0.5;
        }
        if (type == float.class) {
            return 0.5f;
        }
        return type == boolean.class ? Boolean.FALSE : null;
    }
}
