package io.github.foretoken.cli.report;

import io.github.foretoken.cli.anomaly.Surprises;
import java.util.ArrayList;
import java.util.List;

/** The rows that stand out, as marks in the series and as a list. */
final class AbnormalSection {
    private static final int MOST_CHANGES = 50;

    private AbnormalSection() {}

    /** Nothing where no row stands out. */
    static void write(Page page, Frame frame, Abnormal abnormal) {
        List<Abnormal.Mark> strangest = abnormal.strangest();
        List<Abnormal.Mark> changes = abnormal.changes();
        if (strangest.isEmpty() && changes.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("row", frame.times().isEmpty() ? "what" : frame.clock(), "surprise", "strangest column"));
        for (Abnormal.Mark mark : strangest) {
            page.mark(mark.row(), "strange: surprise " + Words.brief(mark.surprise()), false);
            rows.add(row(frame, mark));
        }
        List<Abnormal.Mark> listed = changes.subList(0, Math.min(MOST_CHANGES, changes.size()));
        changes.forEach(mark -> page.mark(mark.row(), "a change was noticed", true));
        String left = listed.size() == changes.size() ? ""
                : " Of " + Words.count(changes.size(), "change") + " the first " + MOST_CHANGES + " are listed.";
        List<List<String>> changed = new ArrayList<>();
        changed.add(rows.getFirst());
        listed.forEach(mark -> changed.add(row(frame, mark)));
        page.section("abnormal", "Abnormal rows", Html.paragraph(
                "The rows that were strangest to the forecaster, given the rows before them, are marked by triangles in the series; "
                        + "of neighbours only the strangest. Surprise ranks rows, whether or not anything is wrong with them. "
                        + (changes.isEmpty() ? "No change was noticed"
                                : "Squares mark rows with which a change was noticed")
                        + " (without any, the probability of an alarm is below 1/" + Surprises.THRESHOLD + ")." + left),
                null,
                (strangest.isEmpty() ? "" : Html.table("The strangest rows", rows)) + (changes.isEmpty() ? ""
                        : Html.details(Words.count(changes.size(), "change"),
                                Html.table("Rows with which a change was noticed", changed))));
    }

    private static List<String> row(Frame frame, Abnormal.Mark mark) {
        return List.of(Words.count(mark.row() + 1L),
                frame.times().isEmpty() ? mark.change() ? "change" : "strange" : frame.label(mark.row()),
                Words.brief(mark.surprise()), frame.names().get(mark.column()));
    }
}
