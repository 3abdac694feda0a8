package io.github.foretoken.example;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.example.definition.PlainKaczmarz;

/** Runs from one jar, into which everything was packed. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int count = 2_000;
        double[] data = PlainKaczmarz.tokens(count);
        System.out.println(Acceleration.describe());
        Matrix predictions = ForwardSubstitution.of(Kernel.gaussian(2)).predict(Matrix.of(data, count, 4));
        PlainKaczmarz.compare(predictions.row(count - 1), PlainKaczmarz.forecast(data, 4, 2));
    }
}
