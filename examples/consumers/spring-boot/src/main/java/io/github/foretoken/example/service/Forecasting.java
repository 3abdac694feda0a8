package io.github.foretoken.example.service;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** One forecaster, which one thread at a time may use; restored at the start, saved at the end, measured in between. */
@Service
class Forecasting {
    private static final int HORIZON = 24;

    private final Path checkpoint;
    private final Forecaster forecaster;
    private final Timer observing;
    private double surprise;

    Forecasting(@Value("${foretoken.checkpoint}") Path checkpoint, MeterRegistry meters) throws IOException {
        this.checkpoint = checkpoint;
        boolean goesOn = Files.exists(checkpoint);
        forecaster = goesOn ? Forecaster.load(checkpoint) : Forecaster.of(1).horizon(HORIZON).build();
        System.out.println((goesOn ? "goes on after " : "begins with ") + forecaster.observed() + " values");
        observing = Timer.builder("foretoken.observe").description("learning from one value").register(meters);
        Gauge.builder("foretoken.observed", this, Forecasting::observed).register(meters);
        Gauge.builder("foretoken.surprise", this, Forecasting::surprise).register(meters);
    }

    synchronized void observe(double... values) {
        for (double value : values) {
            observing.record(() -> forecaster.observe(value));
        }
        surprise = forecaster.surprise();
    }

    synchronized Forecast forecast() {
        return forecaster.forecast();
    }

    synchronized long observed() {
        return forecaster.observed();
    }

    /** Of the newest value: larger is stranger. */
    synchronized double surprise() {
        return surprise;
    }

    @PreDestroy
    synchronized void save() throws IOException {
        forecaster.save(checkpoint);
        System.out.println("saved " + forecaster.observed() + " values in " + checkpoint);
    }
}
