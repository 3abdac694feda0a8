package io.github.foretoken;

import io.github.foretoken.attention.AttentionGradient;
import io.github.foretoken.attention.BatchGradient;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.FloatAttentionGradient;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.FloatForwardSubstitution;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.SavedPredictors;
import io.github.foretoken.sequence.RotationSequence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

/** Prints a digest of the bits of everything that the scalar loops compute, for {@link MultiReleaseTest}. */
final class ScalarBits {
    private ScalarBits() {}

    public static void main(String[] args) throws IOException {
        System.out.println("loops " + Acceleration.describe(1000).replaceFirst(" \\(.*", ""));
        // Several tiles of 64, and a wide one whose products are divided.
        sequence("long", RotationSequence.random(5, 1).tokens(333));
        sequence("wide", RotationSequence.random(130, 2).tokens(150));
        gradients();
        predictors();
        forecaster();
    }

    private static void sequence(String name, Matrix tokens) {
        for (String form : new String[]{"linear", "exponential", "gaussian:0.9", "laplace:1.1", "matern32:1.2",
            "matern52:1.2", "polynomial:3:0.5"}) {
            Kernel kernel = Kernel.parse(form);
            print(name + " û " + form, ForwardSubstitution.of(kernel).withRidge(1e-3).predict(tokens).toArray());
            print(name + " u* " + form, CausalDescent.of(kernel).limit(tokens).toArray());
            print(name + " u^4 " + form, CausalDescent.of(kernel).withStep(0.1).iterate(tokens, 4).toArray());
        }
        FloatMatrix narrow = FloatMatrix.copyOf(tokens);
        for (String form : new String[]{"linear", "exponential", "matern52:1.2", "polynomial:3:0.5"}) {
            FloatForwardSubstitution floats = FloatForwardSubstitution.of(Kernel.parse(form));
            print(name + " float32 û " + form, widen(floats.withRidge(1e-3).predict(narrow).toArray()));
            print(name + " float32 u* " + form, widen(floats.limit(narrow).toArray()));
        }
        print(name + " softmax",
                CausalDescent.of(Kernel.exponential())
                        .withAttention(CausalDescent.Attention.SOFTMAX)
                        .iterate(tokens, 6)
                        .toArray());
    }

    private static void gradients() {
        Matrix q = RotationSequence.random(7, 3).tokens(200);
        Matrix k = RotationSequence.random(7, 4).tokens(200);
        CausalAttention[] forms = {CausalAttention.softmax(), CausalAttention.exponential(), CausalAttention.linear()};
        for (int i = 0; i < forms.length; i++) {
            AttentionGradient gradient = forms[i].withScale(0.4).gradient(q, k, q, k);
            print("gradient " + i, gradient.q().toArray(), gradient.k().toArray(), gradient.v().toArray());
        }
        FloatMatrix q32 = FloatMatrix.of(narrow(q.toArray()), 200, 7);
        FloatMatrix k32 = FloatMatrix.of(narrow(k.toArray()), 200, 7);
        FloatAttentionGradient floats = FloatCausalAttention.softmax().gradient(q32, k32, q32, k32);
        print("float gradient", widen(floats.q().toArray()), widen(floats.k().toArray()), widen(floats.v().toArray()));
        TransformerShape shape = new TransformerShape(3, 2, 2, 5, false);
        double[] weights = new Random(6).doubles(shape.size(), -0.3, 0.3).toArray();
        double[] result = new double[shape.size()];
        BatchGradient.of(CausalAttention.softmax(), shape, 60, Parallelism.sequential())
                .gradient(weights, PackedSequences.of(RotationSequence.random(3, 7).tokens(120).toArray(), 60, 3),
                        new int[]{1, 0}, 0, 2, result);
        print("training", result);
    }

    private static void predictors() {
        double[][] tokens = SavedPredictors.tokens(120);
        for (Map.Entry<String, Predictor> entry : SavedPredictors.all().entrySet()) {
            Predictor predictor = entry.getValue();
            double[][] estimates = new double[tokens.length][];
            for (int t = 0; t < tokens.length; t++) {
                predictor.observe(tokens[t]);
                estimates[t] = predictor.predict();
            }
            print(entry.getKey(), estimates);
            print(entry.getKey() + " saved", SavedPredictors.bytes(predictor));
        }
    }

    private static void forecaster() throws IOException {
        Forecaster forecaster = Forecaster.of(2).horizon(6).build();
        Random random = new Random(8);
        double[] surprises = new double[900];
        for (int t = 0; t < surprises.length; t++) {
            double season = Math.sin(2 * Math.PI * t / 12);
            forecaster.observe(season + 0.1 * random.nextGaussian(), Math.exp(season) + (t > 600 ? 3 : 0));
            surprises[t] = forecaster.surprise();
        }
        double[] lower = new double[2];
        double[] upper = new double[2];
        forecaster.interval(0.9, 6, lower, upper);
        print("forecaster", surprises, forecaster.forecast().mean(1), forecaster.forecast().mean(6), lower, upper);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        forecaster.save(bytes);
        print("forecaster saved", bytes.toByteArray());
    }

    private static float[] narrow(double[] x) {
        float[] floats = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            floats[i] = (float) x[i];
        }
        return floats;
    }

    private static double[] widen(float[] x) {
        double[] doubles = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            doubles[i] = x[i];
        }
        return doubles;
    }

    private static void print(String name, double[]... arrays) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (double[] array : arrays) {
            for (double x : array) {
                bytes.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(x).array());
            }
        }
        print(name, bytes.toByteArray());
    }

    private static void print(String name, byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            System.out.println(name + " " + bytes.length + " " + HexFormat.of().formatHex(digest, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
