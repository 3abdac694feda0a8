package io.github.foretoken.testkit.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * No property passes vacuously: of the tries of each, those that were assumed away included, four in five must make a
 * {@link Claim}. Contracts have it by annotation; a project that makes its own properties out of claims registers it for all
 * in {@code META-INF/services/net.jqwik.api.lifecycle.LifecycleHook}. Leaves a line for each property (tries, how many of
 * them asserted, name) in the file that the system property {@value #REPORT} names, if it is set.
 */
public final class Vacuity implements AroundPropertyHook, AroundTryHook {
    private static final double SHARE = 0.8;
    /** Shares of fewer are a matter of luck. */
    private static final int ENOUGH = 150;
    /** The system property with the name of the report. */
    public static final String REPORT = "foretoken.testkit.tries";

    private static boolean reported;
    private int tries;
    private int asserting;

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        tries = 0;
        asserting = 0;
        PropertyExecutionResult result = property.execute();
        report("%d %d %s.%s".formatted(tries, asserting, name(context.containerClass()),
                context.targetMethod().getName()));
        if (result.status() == PropertyExecutionResult.Status.SUCCESSFUL && asserting < SHARE * tries
                && (tries == 1 || tries >= ENOUGH)) {
            return result.mapToFailed("only %d of %d tries asserted anything".formatted(asserting, tries));
        }
        return result;
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor executor, List<Object> parameters) {
        Claim.begin();
        TryExecutionResult result = executor.execute(parameters);
        tries++;
        asserting += Claim.made() ? 1 : 0;
        return result;
    }

    /** With the classes that a group lies in. */
    private static String name(Class<?> container) {
        return container.getName().substring(container.getPackageName().length() + 1).replace('$', '.');
    }

    private static void report(String line) {
        String file = System.getProperty(REPORT);
        if (file == null) {
            return;
        }
        try {
            Files.writeString(Path.of(file), line + System.lineSeparator(), StandardOpenOption.CREATE,
                    reported ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            reported = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
