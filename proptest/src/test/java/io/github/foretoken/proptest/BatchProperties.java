package io.github.foretoken.proptest;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.descent.BatchSubstitution;
import io.github.foretoken.descent.Correction;
import io.github.foretoken.testkit.AttentionDefinition;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Many sequences at once: each is what it is by itself, whatever is computed beside it. */
class BatchProperties extends Generators {
    private record Company(PackedSequences all, int at) {
        Matrix its(PackedSequences results) {
            return results.sequence(at);
        }
    }

    /** The sequence among up to forty others, of its width and of lengths from 0 on. */
    private static Company among(Matrix x, long seed) {
        Random random = new Random(seed);
        int others = random.nextInt(40);
        int at = random.nextInt(others + 1);
        List<Matrix> all = new ArrayList<>();
        for (int i = 0; i <= others; i++) {
            all.add(i == at ? x : normal(random.nextInt(60), x.cols(), seed + i));
        }
        return new Company(PackedSequences.copyOf(all), at);
    }

    @Property
    void predictionsEqualTheDenseOnes(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 1, max = 3) int threads, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Company company = among(x, seed);
        BatchSubstitution batch = BatchSubstitution.of(kernel).withParallelism(Parallelism.of(threads));
        Dense.byColumn(kernel, x)
                .predict(Dense.successors(x))
                .assertContains("û", Dense.rows(company.its(batch.predict(company.all))));
        Dense.byRow(kernel, x)
                .predict(Dense.successors(x))
                .assertContains("u*", Dense.rows(company.its(batch.limit(company.all))));
    }

    @Property
    void targetsOfTheirOwnMayHaveAnyWidthAndAnUnknownLastRow(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Company company = among(x, seed);
        Random random = new Random(seed);
        List<Matrix> targets = new ArrayList<>();
        for (int i = 0; i < company.all.count(); i++) {
            int rows = Math.max(0, company.all.length(i) - random.nextInt(2));
            targets.add(normal(rows, width, seed + i));
        }
        PackedSequences y = PackedSequences.copyOf(targets);
        BatchSubstitution batch = BatchSubstitution.of(kernel);
        // The radius of the reference needs all rows; the last target has no influence.
        Matrix known = Matrix.zeros(x.rows(), width);
        Matrix given = targets.get(company.at);
        System.arraycopy(given.toArray(), 0, known.data(), 0, given.rows() * width);
        Dense.byColumn(kernel, x)
                .predict(Dense.rows(known))
                .assertContains("û", Dense.rows(company.its(batch.predict(company.all, y))));
        Dense.byRow(kernel, x)
                .predict(Dense.rows(known))
                .assertContains("u*", Dense.rows(company.its(batch.limit(company.all, y))));
    }

    @Property
    void correctionsSolveTheirSystem(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @DoubleRange(min = 0.01, max = 2) double ridge,
            @ForAll @DoubleRange(min = 0.8, max = 1) double gamma, @ForAll boolean falls, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Company company = among(x, seed);
        StreamOptions options = new StreamOptions(ridge, falls ? 1 : 0.7, falls ? 8 : 0, gamma, 1, 1, false);
        Correction correction = Correction.FULL.withRidge(ridge).withForgetting(gamma);
        correction = falls ? correction.withFallingRelaxation(8, 0.05) : correction.withRelaxation(0.7);
        options.predictions(kernel, x)
                .assertContains("û", Dense.rows(
                        company.its(BatchSubstitution.of(kernel).withCorrection(correction).predict(company.all))));
    }

    @Property
    void bitsDoNotShowTheCompany(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll Heads form, @ForAll @IntRange(min = 2, max = 4) int threads, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Company company = among(x, seed);
        PackedSequences alone = PackedSequences.copyOf(List.of(x));
        BatchSubstitution batch = BatchSubstitution.of(kernel).withParallelism(Parallelism.of(threads));
        Bits.assertSame("û", batch.predict(alone).sequence(0), company.its(batch.predict(company.all)));
        Bits.assertSame("u*", batch.limit(alone).sequence(0), company.its(batch.limit(company.all)));
        CausalAttention attention = form.attention().withScale(0.3).withParallelism(Parallelism.of(threads));
        Bits.assertSame("attention", attention.apply(alone, alone, alone).sequence(0),
                company.its(attention.apply(company.all, company.all, company.all)));
    }

    @Property
    void attentionIsItsDefinition(@ForAll("anyTokens") Tokens recipe, @ForAll Heads form,
            @ForAll @DoubleRange(min = -2, max = 2) double scale, @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll("seeds") long seed) {
        Matrix q = recipe.matrix();
        Company queries = among(q, seed);
        PackedSequences keys = like(queries.all, q.cols(), seed + 100);
        PackedSequences values = like(queries.all, width, seed + 200);
        Matrix k = queries.its(keys);
        Matrix v = queries.its(values);
        definition(form, scale, q, k, v, Rounding.UNIT).assertContains("attention",
                Dense.rows(queries.its(form.attention().withScale(scale).apply(queries.all, keys, values))));
        FloatPackedSequences narrow = rounded(queries.all);
        FloatMatrix result = AttentionProperties.floatAttention(form)
                .withScale((float) scale)
                .apply(narrow, rounded(keys), rounded(values))
                .sequence(queries.at);
        definition(form, (float) scale, single(q), single(k), single(v), Rounding.FLOAT_UNIT)
                .assertContains("float attention", Dense.rows(AttentionProperties.doubles(result)));
    }

    private static Enclosure definition(Heads form, double scale, Matrix q, Matrix k, Matrix v, double unit) {
        return new AttentionDefinition(form.weights(), scale, unit).of(Dense.rows(q), Dense.rows(k), Dense.rows(v));
    }

    private static PackedSequences like(PackedSequences shape, int width, long seed) {
        List<Matrix> all = new ArrayList<>();
        for (int i = 0; i < shape.count(); i++) {
            all.add(normal(shape.length(i), width, seed + i));
        }
        return PackedSequences.copyOf(all);
    }

    private static FloatPackedSequences rounded(PackedSequences sequences) {
        List<FloatMatrix> all = new ArrayList<>();
        for (int i = 0; i < sequences.count(); i++) {
            all.add(AttentionProperties.rounded(sequences.sequence(i)));
        }
        return FloatPackedSequences.copyOf(all);
    }

    private static Matrix single(Matrix x) {
        return AttentionProperties.doubles(AttentionProperties.rounded(x));
    }
}
