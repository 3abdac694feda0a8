package io.github.foretoken.proptest.forecast;

import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.testkit.IntervalForecaster;
import io.github.foretoken.testkit.IntervalForecasterContract;

/** The testkit's contract of intervals, for the forecaster. */
class IntervalContractProperties implements IntervalForecasterContract {
    private record Next(Forecaster forecaster) implements IntervalForecaster {
        @Override
        public void observe(double[] token) {
            forecaster.observe(token);
        }

        @Override
        public double[] lower(double level) {
            return forecaster.forecast().lower(level, 1);
        }

        @Override
        public double[] upper(double level) {
            return forecaster.forecast().upper(level, 1);
        }
    }

    @Override
    public IntervalForecaster subject(int d) {
        return new Next(Forecaster.of(d).levels(levels()).build());
    }
}
