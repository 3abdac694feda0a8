package io.github.foretoken.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Runs a contract through jqwik's engine. */
final class Contracts {
    private Contracts() {}

    /** Every property by name, with the first line of its failure, or an empty text. */
    static Map<String, String> run(Class<?> contract) {
        Map<String, String> results = new TreeMap<>();
        EngineTestKit.engine("jqwik")
                .configurationParameter("jqwik.tries.default", "200")
                .configurationParameter("jqwik.edgecases.default", "MIXIN")
                .configurationParameter("jqwik.database", "target/jqwik-testkit")
                .configurationParameter("jqwik.failures.after.default", "RANDOM_SEED")
                // To listeners, of which there is none: what fails here is meant to.
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .selectors(selectClass(contract))
                .execute()
                .testEvents()
                .filter(event -> event.getType() == EventType.FINISHED)
                .forEach(event -> results.put(name(event), message(event)));
        return results;
    }

    private static String name(Event event) {
        return event.getTestDescriptor()
                .getSource()
                .map(source -> ((MethodSource) source).getMethodName())
                .orElseThrow();
    }

    private static String message(Event event) {
        var result = event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class);
        return result.getStatus() == Status.SUCCESSFUL ? ""
                : result.getThrowable().map(Throwable::getMessage).orElse("no message");
    }
}
