package io.github.foretoken.example.service;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.example.definition.PlainKaczmarz;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** A service that learns from values as they are posted, and forecasts the next ones. */
@SpringBootApplication
public class ForecastApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(ForecastApplication.class, arguments);
    }

    /** Says what runs, and sees that it computes what it should. */
    @Bean
    ApplicationRunner check(Environment environment) {
        return arguments -> {
            System.out.println(Acceleration.describe());
            int count = 2_000;
            double[] data = PlainKaczmarz.tokens(count);
            Matrix predictions = ForwardSubstitution.of(Kernel.gaussian(2)).predict(Matrix.of(data, count, 4));
            PlainKaczmarz.compare(predictions.row(count - 1), PlainKaczmarz.forecast(data, 4, 2));
            System.out.println("ready on port " + environment.getProperty("local.server.port"));
        };
    }
}
