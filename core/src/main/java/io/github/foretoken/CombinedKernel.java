package io.github.foretoken;

import io.github.foretoken.internal.Ordinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A sum of weighted products of kernels, as {@link Kernel#plus} and {@link Kernel#times(Kernel)} make it: products of sums are
 * multiplied out, so that each has one form. Values are computed in the order of terms and of factors.
 */
public final class CombinedKernel implements Kernel {
    /**
     * A weighted product.
     *
     * @param weight positive and finite
     * @param factors kernels that are not combined themselves, 1 or more; unmodifiable
     */
    public record Term(double weight, List<Kernel> factors) {
        /**
         * Checks and copies.
         *
         * @throws IllegalArgumentException if the weight is out of its range, or a factor or their number
         */
        public Term {
            factors = List.copyOf(Objects.requireNonNull(factors, "factors"));
            if (!(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("a kernel's weight must be positive and finite, not " + weight
                        + "; weigh its factors less far apart");
            }
            if (factors.isEmpty()) {
                throw new IllegalArgumentException("a term needs a kernel");
            }
            factors.forEach(Term::requireFactor);
        }

        private static void requireFactor(Kernel factor) {
            if (factor instanceof CombinedKernel) {
                throw new IllegalArgumentException("a factor must not be combined itself, as " + factor + " is");
            }
            if (Ordinary.excess(Math.getExponent(width(factor)), Double.BYTES) != 0) {
                throw new IllegalArgumentException(
                        "sums, products and multiples are of kernels with widths between 2^-450 and " + "2^450, not of "
                                + factor.text() + "; scale the tokens");
            }
        }

        private static double width(Kernel kernel) {
            if (kernel instanceof Kernel.Gaussian gaussian) {
                return gaussian.width();
            } else if (kernel instanceof Kernel.Laplace laplace) {
                return laplace.width();
            } else if (kernel instanceof Kernel.Matern32 matern) {
                return matern.width();
            }
            return kernel instanceof Kernel.Matern52 matern ? matern.width() : 1;
        }
    }

    private final List<Term> terms;

    private CombinedKernel(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /** A kernel by itself if that is what the terms say. */
    private static Kernel of(List<Term> terms) {
        Term first = terms.get(0);
        return terms.size() == 1 && first.weight() == 1 && first.factors().size() == 1 ? first.factors().get(0)
                : new CombinedKernel(terms);
    }

    private static List<Term> terms(Kernel kernel) {
        return kernel instanceof CombinedKernel combined ? combined.terms : List.of(new Term(1, List.of(kernel)));
    }

    static Kernel sum(Kernel one, Kernel other) {
        List<Term> terms = new ArrayList<>(terms(one));
        terms.addAll(terms(Objects.requireNonNull(other, "other")));
        return of(terms);
    }

    static Kernel product(Kernel one, Kernel other) {
        List<Term> terms = new ArrayList<>();
        List<Term> others = terms(Objects.requireNonNull(other, "other"));
        for (Term left : terms(one)) {
            for (Term right : others) {
                List<Kernel> factors = new ArrayList<>(left.factors());
                factors.addAll(right.factors());
                terms.add(new Term(left.weight() * right.weight(), factors));
            }
        }
        return of(terms);
    }

    static Kernel multiple(double factor, Kernel kernel) {
        return factor == 1 ? kernel
                : of(terms(kernel).stream().map(term -> new Term(factor * term.weight(), term.factors())).toList());
    }

    /** {@return the terms, 1 or more, in their order; unmodifiable} */
    public List<Term> terms() {
        return terms;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CombinedKernel kernel && terms.equals(kernel.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** {@return the text, for people} */
    @Override
    public String toString() {
        return text();
    }
}
