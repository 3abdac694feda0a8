package io.github.foretoken.papers.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the examples of javadoc, each {@code @snippet} as the body of a method. */
final class SnippetCheck {
    private static final Pattern BEGIN = Pattern.compile("\\{@snippet(?: lang = java)? :");
    /** What examples need not import. */
    private static final String IMPORTS = """
            import io.github.foretoken.*;
            import io.github.foretoken.attention.*;
            import io.github.foretoken.descent.*;
            import io.github.foretoken.forecast.*;
            import io.github.foretoken.predict.*;
            import io.github.foretoken.search.*;
            import io.github.foretoken.sequence.*;
            import io.github.foretoken.training.*;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.time.LocalDateTime;
            import java.util.List;
            import java.util.Map;

            """;
    /** What examples need not declare. */
    private static final String FIELDS = """
             {
                Matrix tokens;
                Matrix points;
                List<Matrix> sequences;
                Iterable<double[]> stream;
                double[] token;
                double[] weights;
                Forecaster forecaster;
                Predictor predictor;

                void example() throws Exception {
            """;
    /** In float32 twins. */
    private static final String FLOAT_FIELDS =
            FIELDS.replaceAll("\\bMatrix\\b", "FloatMatrix").replaceAll("\\bdouble\\b", "float");
    private static final String AFTER = "}}";

    private SnippetCheck() {}

    /** An example, and where it begins. */
    private static final class Snippet extends SimpleJavaFileObject {
        private final String place;
        private final String source;

        Snippet(String place, String name, String body) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.place = place;
            source = IMPORTS + "class " + name + body + AFTER;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }

    /** All that are in Java sources below some folders. */
    static List<JavaFileObject> snippets(List<Path> folders) throws IOException {
        List<JavaFileObject> snippets = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(file -> add(file, snippets));
            }
        }
        return snippets;
    }

    private static void add(Path file, List<JavaFileObject> snippets) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String fields = file.getFileName().toString().startsWith("Float") ? FLOAT_FIELDS : FIELDS;
        for (MatchResult begin : BEGIN.matcher(text).results().toList()) {
            long line = text.substring(0, begin.start()).lines().count();
            String body = text.substring(begin.end(), end(text, begin.start())).replaceAll("(?m)^ *\\* ?", "");
            snippets.add(new Snippet(file + ":" + line, "Snippet" + snippets.size(), fields + body));
        }
    }

    /** Where the brace is closed that is opened at a place; those between are in pairs. */
    private static int end(String text, int from) {
        int open = 0;
        int at = from;
        do {
            char c = text.charAt(at++);
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
        } while (open > 0);
        return at - 1;
    }

    /** One line for each error: the place of its example, and what is wrong. */
    static List<String> problems(List<JavaFileObject> snippets, Path target) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        List<String> options =
                List.of("-proc:none", "-d", target.toString(), "-classpath", System.getProperty("java.class.path"));
        compiler.getTask(null, null, messages, options, null, snippets).call();
        return messages.getDiagnostics()
                .stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .map(message -> (message.getSource() instanceof Snippet snippet ? snippet.place : "somewhere") + ": "
                        + message.getMessage(null).lines().findFirst().orElse(""))
                .toList();
    }
}
