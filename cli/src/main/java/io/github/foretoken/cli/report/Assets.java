package io.github.foretoken.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What every page carries: our style and script, and those of uPlot, which draws. */
final class Assets {
    private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private Assets() {}

    /** One of ours. */
    static String own(String name) {
        return text(name);
    }

    /** One of uPlot's, from its webjar, whatever its version. */
    static String uplot(String name) {
        Properties properties = new Properties();
        try (InputStream in = open(WEBJAR)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text("/META-INF/resources/webjars/uplot/" + properties.getProperty("version") + "/" + name);
    }

    private static String text(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = Assets.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is missing on the class path");
        }
        return in;
    }
}
