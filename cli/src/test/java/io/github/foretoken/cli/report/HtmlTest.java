package io.github.foretoken.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlTest {
    @ParameterizedTest
    @ValueSource(strings = {"</script><script>alert(1)</script>", "a & b &amp; c", "\"'><img src=x onerror=y>", "<!--",
        "]]>", "m³/h 😀 日本", "&#0;"})
    void textIsReadBackAsItIs(String text) {
        String table = Html.table(text, List.of(List.of(text), List.of(text)));

        assertThat(Jsoup.parse(table).select("caption").text()).isEqualTo(text);
        assertThat(Jsoup.parse(table).select("tbody th").text()).isEqualTo(text);
        assertThat(Jsoup.parse(table).select("[aria-label]").attr("aria-label")).isEqualTo(text);
        assertThat(Jsoup.parse(table).select("script, img")).isEmpty();
    }

    @Test
    void whatNobodySeesIsReplaced() {
        assertThat(Html.plain("a\u0000b\u202ec\nd\ud800")).isEqualTo("a\ufffdb\ufffdc d\ufffd");
    }
}
