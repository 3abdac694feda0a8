package io.github.foretoken.papers.figure;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.papers.output.Outputs;
import io.github.foretoken.sequence.PeriodicSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the paper's figures. */
@Command(name = "figure", description = {"Computes a figure of the paper.",
    "Draws PNG and SVG, with the numbers as CSV; prints the files written."}, sortOptions = false, mixinStandardHelpOptions = true, optionListHeading = "%nOptions:%n", parameterListHeading = "%n")
public final class FigureCommand implements Callable<Integer> {
    private static final int[] LENGTHS = {64, 128, 256, 512, 1024};
    private static final int QUICK_LENGTHS = 3;
    /** Of figure decay: a power law is fitted from 1,000 on. */
    private static final int LEAST_TOKENS = 10_000;
    private static final int MOST_TOKENS = 100_000_000;

    /** The figures there are, by the names of the command line. */
    private enum Figure {
        /** Products of projections. */
        TWO("2"),
        /** Errors of u* over t. */
        THREE("3"),
        /** Errors of trained, untrained and infinitely many layers over t. */
        FOUR("4"),
        /** Errors over depth, of layers and of infinite depth. */
        ODE("ode"),
        /** Errors of softmax layers over n / t. */
        CONJECTURE("conjecture"),
        /** Spectral measures of rotations, and the sums of errors that follow from them. */
        SPECTRUM("spectrum"),
        /** Errors on instance 2 over as many tokens as wanted. */
        DECAY("decay"),
        /** Errors of Kaczmarz's method on instances 2 and 4 over what it may remember. */
        MEMORY("memory");

        private final String name;

        Figure(String name) {
            this.name = name;
        }
    }

    /** What {@code FIGURE} may be. */
    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Figure.values()).map(figure -> figure.name).iterator();
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FIGURE", completionCandidates = Names.class, description = "Which figure: 2 (products of projections, in the plane and on the sphere), "
            + "3 (how fast the error falls on instances 1 to 4), 4 (trained layers beside infinitely many), "
            + "ode (infinite depth: depth against error; half a minute), "
            + "conjecture (Remark 1: the error of n softmax layers depends on n/t; a quarter of an hour, --quick seconds), "
            + "spectrum (Theorem 3: spectral measures of rotations, and the sums of errors that follow from them), "
            + "decay (Theorem 3: how fast errors fall, with fitted exponents; two minutes), or "
            + "memory (what bounded memory costs: dictionaries and random features; a minute).")
    private String figure;

    @Mixin
    private Outputs outputs = new Outputs();

    @Option(names = "--tokens", paramLabel = "N", description = "For figure decay: of each rotation (default: 1000000; 10000000 take a quarter of an hour and 1 GB).")
    private Integer tokens;

    @Mixin
    private Figure4.Source source = new Figure4.Source();

    @Override
    public Integer call() {
        Figure chosen = Arrays.stream(Figure.values())
                .filter(f -> f.name.equals(figure))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(),
                        "figure " + figure + " is not available; available: " + String.join(", ", new Names())));
        if (chosen != Figure.FOUR && source.given() != null) {
            throw new ParameterException(spec.commandLine(),
                    source.given() + " is for figure 4, not for figure " + chosen.name);
        }
        if (chosen != Figure.DECAY && tokens != null) {
            throw new ParameterException(spec.commandLine(),
                    "--tokens is for figure decay, not for figure " + chosen.name);
        }
        if (tokens != null && (tokens < LEAST_TOKENS || tokens > MOST_TOKENS)) {
            throw new ParameterException(spec.commandLine(),
                    "--tokens must be " + LEAST_TOKENS + " to " + MOST_TOKENS + ", not " + tokens);
        }
        return outputs.run(() -> {
            switch (chosen) {
                case TWO -> figure2();
                case THREE -> figure3();
                case FOUR -> figure4();
                case ODE -> ode();
                case CONJECTURE -> conjecture();
                case SPECTRUM -> spectrum();
                case DECAY -> decay();
                case MEMORY -> memory();
            }
        });
    }

    private void figure2() throws IOException {
        Figure2 experiment = new Figure2(outputs.seed());
        outputs.write("figure2", experiment.table(), Figure2Picture.of(experiment));
        Figure2Sphere sphere = new Figure2Sphere(outputs.seed());
        outputs.write("figure2-sphere", sphere.table(), Figure2SpherePicture.of(sphere));
    }

    private void ode() throws IOException {
        long start = System.nanoTime();
        DepthCurves curves =
                new DepthCurves(outputs.quick() ? DepthCurves.Size.QUICK : DepthCurves.Size.FULL, outputs.seed());
        CurveTable table = curves.table(message -> outputs.say("ode: " + message));
        outputs.write("ode", table, OdePicture.of(table, curves.length()));
        outputs.done("ode", start);
    }

    private void spectrum() throws IOException {
        long start = System.nanoTime();
        Spectrum spectrum = new Spectrum(outputs.quick() ? Spectrum.QUICK_LENGTH : Spectrum.LENGTH, outputs.seed());
        CurveTable sums = spectrum.sums();
        outputs.write("spectrum", sums, SpectrumPicture.of(spectrum.rotations(), sums));
        outputs.write("spectrum-atoms", spectrum.atoms());
        spectrum.rotations()
                .forEach(rotation -> outputs.say("%s: the errors sum to %.6g; after %d tokens %.6g", rotation.title(),
                        rotation.limit(), spectrum.length(), sums.curve(rotation.name())[sums.length() - 1]));
        outputs.done("spectrum", start);
    }

    private void decay() throws IOException {
        long start = System.nanoTime();
        int length = tokens != null ? tokens : outputs.quick() ? Decay.QUICK_LENGTH : Decay.LENGTH;
        Decay decay = new Decay(length, outputs.seed(), outputs::say);
        outputs.write("decay", decay.means(), DecayPicture.of(decay));
        outputs.write("decay-exponents", decay.exponents());
        outputs.done("decay", start);
    }

    private void memory() throws IOException {
        long start = System.nanoTime();
        BoundedMemory memory = new BoundedMemory(outputs.quick() ? BoundedMemory.Size.QUICK : BoundedMemory.Size.FULL,
                outputs.seed(), outputs::say);
        outputs.write("memory", memory.table(), BoundedMemoryPicture.of(memory));
        outputs.done("memory", start);
    }

    private void figure3() throws IOException {
        Figure3 experiments =
                new Figure3(outputs.quick() ? Figure3.Lengths.QUICK : Figure3.Lengths.FULL, outputs.seed());
        long start = System.nanoTime();

        outputs.say("figure 3, left: instances 1 and 2");
        List<double[]> instance1 = experiments.instance1();
        List<double[]> instance2 = experiments.instance2();
        outputs.write("figure3-left",
                new CurveTable().add("instance1", PredictionErrors.mean(instance1))
                        .add("instance2", PredictionErrors.mean(instance2)),
                Figure3Pictures.left(instance1, instance2));

        outputs.say("figure 3, centre: instance 3");
        List<double[]> instance3 = experiments.instance3();
        List<Integer> periods = experiments.periodics().stream().map(PeriodicSequence::period).toList();
        outputs.write("figure3-centre", new CurveTable().add("instance3", PredictionErrors.mean(instance3)),
                Figure3Pictures.centre(instance3, periods));

        outputs.say("figure 3, right: instance 4");
        List<double[]> instance4 = experiments.instance4();
        outputs.write("figure3-right", new CurveTable().add("instance4", PredictionErrors.mean(instance4)),
                Figure3Pictures.right(instance4));

        outputs.done("figure 3", start);
    }

    private void figure4() throws IOException {
        long start = System.nanoTime();
        Figure4 figure4 = Figure4.of(source.model(outputs.directory(), outputs.seed(), outputs.quick(), outputs::say),
                outputs.seed(), outputs.quick());
        outputs.write("figure4", figure4.table(), figure4.picture());
        outputs.say(figure4.summary());
        outputs.done("figure 4", start);
    }

    private void conjecture() throws IOException {
        Conjecture conjecture = new Conjecture(outputs.seed());
        int[] lengths = outputs.quick() ? Arrays.copyOf(LENGTHS, QUICK_LENGTHS) : LENGTHS;
        long start = System.nanoTime();
        CurveTable table = new CurveTable("n_over_t", Conjecture.ratios());
        List<List<double[]>> curves = new ArrayList<>();
        for (Conjecture.Instance instance : conjecture.instances()) {
            List<double[]> ofInstance = new ArrayList<>();
            for (int t : lengths) {
                outputs.say("conjecture: " + instance.name() + ", t = " + t);
                double[] errors = Conjecture.errors(instance, t);
                table.add(instance.name() + "_t" + t, errors);
                ofInstance.add(errors);
            }
            curves.add(ofInstance);
        }
        outputs.write("conjecture", table, ConjecturePicture.of(conjecture.instances(), lengths, curves));
        outputs.done("conjecture", start);
    }
}
