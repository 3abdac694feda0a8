package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.Missing;
import io.github.foretoken.cli.terminal.ChoiceConverter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model of tokens some of whose numbers may be missing, which are NaN: the last ones take their place, or the token is left
 * out, or the model takes them as they are. What is needed for that is saved with the model.
 */
final class GapModel implements StreamModel {
    /** Of a checkpoint: the last numbers, and how many tokens came since the last that was left out. */
    static final String NOTE = "last";

    private static final String OPTION = "missing";
    private final StreamModel model;
    private final Missing missing;
    /** The last number of each column; NaN before the first. */
    private final double[] last;
    private final double[] token;
    /** Tokens since the last one that was left out; more than are needed if none was. */
    private long since;

    GapModel(StreamModel model, Missing missing) {
        this(model, missing, nothing(model.dimension()), Long.MAX_VALUE / 2);
    }

    private GapModel(StreamModel model, Missing missing, double[] last, long since) {
        this.model = model;
        this.missing = missing;
        this.last = last;
        this.since = since;
        token = new double[last.length];
    }

    private static double[] nothing(int dimension) {
        double[] nothing = new double[dimension];
        Arrays.fill(nothing, Double.NaN);
        return nothing;
    }

    /** One with the note of a checkpoint, which is that of no other program. */
    static GapModel noted(StreamModel model, Missing missing, String note) {
        String[] numbers = note.split(",", -1);
        double[] last = new double[model.dimension()];
        if (numbers.length != last.length + 1) {
            throw new IllegalArgumentException(numbers.length - 1 + " last numbers of " + last.length + " columns");
        }
        for (int c = 0; c < last.length; c++) {
            last[c] = Double.parseDouble(numbers[c + 1]);
        }
        return new GapModel(model, missing, last, Long.parseLong(numbers[0]));
    }

    private String note() {
        return since + "," + Arrays.stream(last).mapToObj(Double::toString).collect(Collectors.joining(","));
    }

    @Override
    public double[] admit(double[] given) {
        boolean whole = true;
        boolean known = true;
        for (int c = 0; c < token.length; c++) {
            boolean is = !Double.isNaN(given[c]);
            whole &= is;
            token[c] = is ? given[c] : last[c];
            known &= !Double.isNaN(token[c]);
        }
        if (missing == Missing.IMPUTE || whole) {
            return given;
        }
        if (missing == Missing.SKIP) {
            model.interrupt();
            since = 0;
            return null;
        }
        if (!known) {
            // A column has had no number yet, so that there is nothing to hold.
            System.arraycopy(token, 0, last, 0, token.length);
            return null;
        }
        return token;
    }

    @Override
    public double[] known() {
        return last;
    }

    @Override
    public void observe(double[] admitted) {
        model.observe(admitted);
        for (int c = 0; c < last.length; c++) {
            last[c] = Double.isNaN(admitted[c]) ? last[c] : admitted[c];
        }
        since++;
    }

    @Override
    public double[] estimate() {
        // Too short a time after a gap there is nothing better than persistence.
        return since < model.reach() ? last : model.estimate();
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public int horizon() {
        return model.horizon();
    }

    @Override
    public long observed() {
        return model.observed();
    }

    @Override
    public List<String> labels(List<String> names) {
        return model.labels(names);
    }

    @Override
    public int position(int column) {
        return model.position(column);
    }

    @Override
    public long bytes() {
        return model.bytes() + 2L * last.length * Double.BYTES;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeLong(since);
        for (double number : last) {
            data.writeDouble(number);
        }
        data.flush();
        model.save(out);
    }

    @Override
    public StreamModel load(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        long tokens = data.readLong();
        double[] numbers = new double[last.length];
        for (int c = 0; c < numbers.length; c++) {
            numbers[c] = data.readDouble();
        }
        return new GapModel(model.load(in), missing, numbers, tokens);
    }

    @Override
    public void save(Path file, Map<String, String> notes) throws IOException {
        Map<String, String> more = new HashMap<>(notes);
        more.put(NOTE, note());
        model.save(file, more);
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>(model.options());
        options.put(OPTION, OPTION + "=" + ChoiceConverter.name(missing));
        return options;
    }

    @Override
    public String toString() {
        return String.join(" ", options().values());
    }

    @Override
    public Optional<String> doubt() {
        return model.doubt();
    }

    @Override
    public boolean automatic() {
        return model.automatic();
    }
}
