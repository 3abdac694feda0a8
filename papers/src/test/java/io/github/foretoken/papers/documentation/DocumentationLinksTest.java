package io.github.foretoken.papers.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationLinksTest {
    @TempDir
    private Path root;

    @Test
    void everyLinkOfThisProjectLeadsSomewhere() throws IOException {
        Path project = Path.of("..");
        assertThat(project.resolve("README.md")).exists();
        assertThat(LinkCheck.problems(project)).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        write("README.md", """
                # Title

                [gone](docs/gone.md) and [guide](docs/guide.md#the-end),
                ![picture](docs/images/none.png), [up](../elsewhere.md).

                | table |
                |---|
                | [here](#no-such) |
                """);
        write("docs/guide.md", "# Beginning\n");
        write("core/src/A.java", "/** docs/guide.md#middle */\n");
        write("core/target/B.md", "[gone](gone.md)\n");
        assertThat(LinkCheck.problems(root)).containsExactlyInAnyOrder("README.md:3: docs/gone.md: no such file",
                "README.md:3: docs/guide.md#the-end: no such heading",
                "README.md:4: docs/images/none.png: no such file", "README.md:4: ../elsewhere.md: no such file",
                "README.md:8: #no-such: no such heading", "core/src/A.java:1: docs/guide.md#middle: no such heading");
    }

    @Test
    void acceptsWhatIsThere() throws IOException {
        write("README.md", """
                # A `code` title, with *stars* & û_2!

                [a](#a-code-title-with-stars--%C3%BB_2), [twice](docs/guide.md#same-1), [id](docs/guide.md#by-hand),
                [folder](docs/), [picture](docs/a%20b.png), [reference], [web](https://example.org/#x).

                ```
                [not a link](gone.md)
                ```
                `[nor this](gone.md)`

                [reference]: docs/guide.md "Guide"
                """);
        write("docs/guide.md", "# Same\n\n## Same\n\n<a id=\"by-hand\"></a>\n");
        write("docs/a b.png", "");
        write("core/src/A.java", "/** docs/guide.md#same. */\n");
        assertThat(LinkCheck.problems(root)).isEmpty();
    }
}
