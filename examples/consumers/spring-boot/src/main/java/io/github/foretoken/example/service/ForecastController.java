package io.github.foretoken.example.service;

import io.github.foretoken.forecast.Forecast;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ForecastController {
    record Answer(long observed, int step, double mean, double lower, double upper) {}

    private final Forecasting forecasting;

    ForecastController(Forecasting forecasting) {
        this.forecasting = forecasting;
    }

    @PostMapping("/values")
    void observe(@RequestBody double[] values) {
        forecasting.observe(values);
    }

    @GetMapping("/forecast")
    Answer forecast(@RequestParam(defaultValue = "1") int step, @RequestParam(defaultValue = "0.9") double level) {
        Forecast ahead = forecasting.forecast();
        return new Answer(forecasting.observed(), step, ahead.mean(step)[0], ahead.lower(level, step)[0],
                ahead.upper(level, step)[0]);
    }

    /** Foretoken's messages name the argument and what was given. */
    @ExceptionHandler
    ProblemDetail refused(IllegalArgumentException refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, refusal.getMessage());
    }
}
