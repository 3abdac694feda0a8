package io.github.foretoken.cli.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.cli.terminal.ChoiceConverter;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import picocli.CommandLine.Option;

/** The options that only {@code --method descent} has. */
final class DescentOptions {
    @Option(names = "--attention", paramLabel = "WHICH", converter = OfAttention.class, description = "--method descent: unnormalized (default) or softmax.")
    private Attention attention;

    @Option(names = "--layers", paramLabel = "N", converter = Layers.Converter.class, description = "--method descent: how many layers, or limit (default): where infinitely many lead.")
    private Layers layers;

    @Option(names = "--step", paramLabel = "ETA", description = "--method descent: how far a layer moves (default: 1/k(x_1,x_1), for softmax 1).")
    private Double step;

    @Option(names = "--form", paramLabel = "WHICH", converter = OfForm.class, description = "--method descent: split (default), or residual: as a residual Transformer computes, with its rounding errors.")
    private Form form;

    /** The first of them that was given, or null. */
    String given() {
        return attention != null ? "--attention"
                : layers != null ? "--layers" : step != null ? "--step" : form != null ? "--form" : null;
    }

    Layers layers() {
        return layers == null ? Layers.LIMIT : layers;
    }

    /** What the limit does not depend on although it was given, or null. */
    String idle() {
        return !layers().limit() ? null : step != null ? "--step" : form != null ? "--form" : null;
    }

    /** The step, for messages. */
    String step() {
        return step == null ? "the default step" : "the step " + step;
    }

    CausalDescent descent(Kernel kernel) {
        CausalDescent descent = CausalDescent.of(kernel);
        descent = attention == null ? descent : descent.withAttention(attention);
        descent = step == null ? descent : descent.withStep(step);
        return form == null ? descent : descent.withForm(form);
    }

    /** The options in force, for messages. */
    String describe() {
        return "attention " + ChoiceConverter.name(attention == null ? Attention.UNNORMALIZED : attention)
                + (layers().limit() ? ", limit"
                        : ", " + layers().count() + " layers, " + step() + ", form "
                                + ChoiceConverter.name(form == null ? Form.SPLIT : form));
    }

    /** As typed. */
    static final class OfAttention extends ChoiceConverter<Attention> {
        OfAttention() {
            super(Attention.class);
        }
    }

    /** As typed. */
    static final class OfForm extends ChoiceConverter<Form> {
        OfForm() {
            super(Form.class);
        }
    }
}
