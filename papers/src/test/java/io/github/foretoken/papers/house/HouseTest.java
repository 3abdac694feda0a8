package io.github.foretoken.papers.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.foretoken.internal.simd.Breach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may use what, as the table of docs/architecture.md says. */
class HouseTest {
    private static final String ROOT = "io.github.foretoken";
    private static final Path PAGE = Path.of("..", "docs", "architecture.md");
    /** A row of that table: a package, and those that it may use. */
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\|[^|]*\\| ([^|]*) \\|");

    private static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(
                            location -> !location.matches(Pattern.compile(".*(/bench/|test-classes|-tests?[./]).*")))
                    .importPackages(ROOT);

    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                table.put(row.group(1),
                        Stream.of(row.group(2).replace("`", "").split(",", -1))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .toList());
            }
        }
        return table;
    }

    static Stream<String> packages() throws IOException {
        return table().keySet().stream();
    }

    private static String full(String name) {
        return name.equals("foretoken") ? ROOT : ROOT + "." + name;
    }

    private static ArchRule rule(String name) throws IOException {
        List<String> allowed = new ArrayList<>(table().get(name));
        allowed.add(name);
        return noClasses().that(resideInAPackage(full(name)))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(allowed.stream().map(HouseTest::full).toArray(String[]::new)))))
                .allowEmptyShould(false);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesWhatThePageSays(String name) throws IOException {
        rule(name).check(HOUSE);
    }

    /** No more is allowed than is used, so that the page shows the house as it is. */
    @ParameterizedTest
    @MethodSource("packages")
    void thePageSaysNoMore(String name) throws IOException {
        TreeSet<String> used = new TreeSet<>();
        for (JavaClass type : HOUSE.that(resideInAPackage(full(name)))) {
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                String other = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (other.startsWith(ROOT) && !other.equals(full(name))) {
                    used.add(other.equals(ROOT) ? "foretoken" : other.substring(ROOT.length() + 1));
                }
            });
        }
        assertThat(new TreeSet<>(table().get(name))).isEqualTo(used);
    }

    @Test
    void everyPackageIsOnThePage() throws IOException {
        TreeSet<String> there = new TreeSet<>();
        HOUSE.that(not(simpleName("package-info"))).forEach(type -> there.add(type.getPackageName()));
        TreeSet<String> named = new TreeSet<>();
        table().keySet().forEach(name -> named.add(full(name)));
        assertThat(named).isEqualTo(there);
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void aPlantedBreachIsNoticed() throws IOException {
        JavaClasses planted = new ClassFileImporter().importClasses(Breach.class);
        assertThat(rule("internal.simd").evaluate(planted).hasViolation()).isTrue();
    }

    /** A package that has packages inside is a hallway: few rooms open on it. */
    @Test
    void hallwaysAreNarrow() {
        Map<String, TreeSet<String>> rooms = new TreeMap<>();
        HOUSE.forEach(type -> {
            if (!type.getName().contains("$") && !type.getSimpleName().equals("package-info")) {
                rooms.computeIfAbsent(type.getPackageName(), key -> new TreeSet<>()).add(type.getSimpleName());
            }
        });
        for (String hallway : List.of(ROOT, ROOT + ".internal", ROOT + ".cli", ROOT + ".papers")) {
            assertThat(rooms.get(hallway)).as(hallway).hasSizeLessThanOrEqualTo(12);
        }
    }
}
