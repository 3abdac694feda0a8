package io.github.foretoken.cookbook;

import io.github.foretoken.forecast.Forecaster;
import java.util.Random;

/** Two kinds of trouble in one stream: a single strange value, and a change of how the stream behaves. */
public final class AnomalyAlarm {
    public static void main(String[] args) {
        Forecaster forecaster = Forecaster.of(1).horizon(1).adaptAfterAlarm().build();
        Random random = new Random(7);
        int strangest = -1;
        double most = 0;
        for (int t = 0; t < 3000; t++) {
            double swing = t < 2000 ? 10 : 25; // the pump wears out
            double value = 100 + swing * Math.sin(2 * Math.PI * t / 48) + random.nextGaussian();
            if (t == 1200) {
                value += 15; // a reading that cannot be
            }
            forecaster.observe(value);
            if (t >= 500 && t < 2000 && forecaster.surprise() > most) {
                most = forecaster.surprise();
                strangest = t;
            }
            if (forecaster.alarm()) { // by chance: once in 1,000 streams at most
                System.out.println("alarm within 100 tokens of the change: " + (t >= 2000 && t < 2100));
            }
        }
        System.out.println("strangest token before the change: " + strangest);
    }
}
