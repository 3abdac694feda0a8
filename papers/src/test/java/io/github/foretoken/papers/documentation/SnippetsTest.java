package io.github.foretoken.papers.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTest {
    @TempDir
    private Path root;

    @Test
    void everyExampleOfJavadocCompiles() throws IOException {
        // The float32 twins are made from the others, their examples too.
        List<JavaFileObject> snippets = SnippetCheck
                .snippets(List.of(Path.of("../core/src/main"), Path.of("../core/target/generated-sources/made")));
        assertThat(snippets).hasSizeGreaterThan(20);
        assertThat(SnippetCheck.problems(snippets, root)).isEmpty();
    }

    @Test
    void namesWhatDoesNotCompile() throws IOException {
        Path file = root.resolve("A.java");
        Files.writeString(file, """
                /**
                 * {@snippet lang = java :
                 * for (double[] one : stream) {
                 *     predictor.observe(one);
                 * }
                 * }
                 *
                 * {@snippet lang = java :
                 * predictor.observe(4711);
                 * }
                 */
                """);
        assertThat(SnippetCheck.problems(SnippetCheck.snippets(List.of(root)), root)).singleElement()
                .asString()
                .startsWith(file + ":8: incompatible types");
    }
}
