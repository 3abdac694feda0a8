package io.github.foretoken.papers.mechanics.experiment;

/** What is said in the help of all commands that read sequences. */
final class SequenceOptions {
    /** The forms of a file with labels. */
    static final String FORMS =
            "Files are read as by the other commands: columns sequence (tokens separated by blanks) and "
                    + "label, JSON such as {\"sequence\": [\"a\", \"b\", \"c\"], \"label\": \"b\"}, or rows of tokens whose last cell "
                    + "is the label. Labels are tokens of their sequences.";

    private SequenceOptions() {}
}
