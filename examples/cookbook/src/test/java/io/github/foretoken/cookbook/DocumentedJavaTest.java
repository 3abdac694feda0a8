package io.github.foretoken.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All Java in documents compiles: whole programs as they are, statements in a method whose parameters are what the comment above
 * the block says, such as {@code <!-- given: Matrix tokens, int d -->}.
 */
class DocumentedJavaTest {
    private static final String GIVEN = "given:";
    private static final Pattern WHOLE = Pattern.compile("(?m)^package [\\w.]+;");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|interface|record|enum) (\\w+)");
    private static final List<String> IMPORTS = List.of("io.github.foretoken", "io.github.foretoken.attention",
            "io.github.foretoken.descent", "io.github.foretoken.forecast", "io.github.foretoken.predict",
            "io.github.foretoken.search", "io.github.foretoken.sequence", "io.github.foretoken.spark",
            "io.github.foretoken.testkit", "io.github.foretoken.training", "java.io", "java.nio.file", "java.time",
            "java.util", "java.util.function", "org.apache.spark.sql");

    @TempDir
    private Path classes;

    @Test
    void compiles() throws IOException {
        List<CodeBlock> blocks =
                CodeBlock.ofDocuments().stream().filter(block -> block.language().equals("java")).toList();
        assertThat(blocks).hasSizeGreaterThan(20);
        assertThat(problems(blocks)).isEmpty();
    }

    @Test
    void saysWhatDoesNotCompileAndWhere() {
        Path page = CodeBlock.PROJECT.resolve("docs/page.md");
        assertThat(problems(
                List.of(new CodeBlock(page, 7, "java", "given: Matrix tokens", "tokens.rows();\ntokens.gone();\n"),
                        new CodeBlock(page, 20, "java", "", "int i = 1;\n"))))
                .singleElement()
                .asString()
                .startsWith("docs/page.md:8: cannot find symbol");
    }

    private List<String> problems(List<CodeBlock> blocks) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            sources.add(Source.of(i, blocks.get(i)));
        }
        compiler.getTask(null, null, found,
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")), null,
                sources).call();
        return found.getDiagnostics()
                .stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(DocumentedJavaTest::text)
                .toList();
    }

    private static String text(Diagnostic<? extends JavaFileObject> problem) {
        String message = problem.getMessage(Locale.ROOT);
        return problem.getSource() instanceof Source source ? source.place(problem.getLineNumber()) + ": " + message
                : message;
    }

    /** A block as javac is to see it, so many lines below the top of its file. */
    private static final class Source extends SimpleJavaFileObject {
        private final CodeBlock block;
        private final String text;
        private final int above;

        private Source(String name, CodeBlock block, String before, String after) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.block = block;
            text = before + block.code() + after;
            above = (int) before.chars().filter(c -> c == '\n').count();
        }

        static Source of(int number, CodeBlock block) {
            Matcher type = TYPE.matcher(block.code());
            if (WHOLE.matcher(block.code()).find() && type.find()) {
                return new Source(type.group(1), block, "", "");
            }
            String name = "Block" + number;
            StringBuilder before = new StringBuilder();
            IMPORTS.forEach(imported -> before.append("import ").append(imported).append(".*;\n"));
            String given = block.note().startsWith(GIVEN) ? block.note().substring(GIVEN.length()) : "";
            before.append("class " + name + " { static void run(" + given + ") throws Exception {\n");
            return new Source(name, block, before.toString(), "}}\n");
        }

        String place(long lineOfFile) {
            return CodeBlock.PROJECT.relativize(block.page()) + ":" + (block.line() + lineOfFile - above - 1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
