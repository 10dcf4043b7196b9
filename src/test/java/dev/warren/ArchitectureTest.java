package dev.warren;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The package table of `src/docs/architecture.md`, and the names that say nothing.
class ArchitectureTest {

    private static final JavaClasses WARREN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.warren");

    private static final String[] BANNED_SUFFIXES = {
        "Manager",
        "Helper",
        "Util",
        "Utils",
        "Impl",
        "Service",
        "Handler",
        "Processor",
        "Data",
        "Info",
        "DTO",
        "Dto",
        "DAO",
        "Dao"
    };

    /// One line of the table: a package, and the packages of Warren that it may use beside itself.
    record Line(String name, List<String> mayUse) {

        static Line of(String name, String... mayUse) {
            return new Line(name, List.of(mayUse));
        }

        private String[] allowed() {
            return Stream.concat(Stream.of(name), mayUse.stream())
                    .map(Line::qualified)
                    .toArray(String[]::new);
        }

        private static String qualified(String name) {
            return "dev.warren." + name;
        }
    }

    static Stream<Line> table() {
        return Stream.of(
                Line.of("engine.linux"),
                Line.of("engine.crypto"),
                Line.of("engine.key", "engine.crypto"),
                Line.of("engine.noise", "engine.key", "engine.crypto"),
                Line.of("engine.conn", "engine.linux"),
                Line.of("engine.tun", "engine.linux"),
                Line.of("engine.filter"),
                Line.of(
                        "engine.device",
                        "engine.noise",
                        "engine.key",
                        "engine.crypto",
                        "engine.conn",
                        "engine.tun",
                        "engine.linux",
                        "engine.filter"),
                Line.of("engine.uapi", "engine.device", "engine.key", "engine.conn", "engine.linux"),
                Line.of("database"),
                Line.of("web"),
                Line.of("secrets", "audit", "web"),
                Line.of("audit", "web"),
                Line.of("accounts", "audit", "secrets", "web"),
                Line.of("interfaces", "engine", "engine.key", "engine.filter", "accounts", "audit", "secrets", "web"),
                Line.of("peers", "interfaces", "engine", "engine.key", "accounts", "audit", "secrets", "web"),
                Line.of("delivery", "peers", "interfaces", "engine", "accounts", "audit", "secrets", "web"),
                Line.of("events", "peers", "interfaces", "engine", "accounts", "audit", "secrets", "web"),
                Line.of("rules", "peers", "interfaces", "engine.filter", "accounts", "audit", "secrets", "web"),
                Line.of("traffic", "events", "peers", "interfaces", "engine", "accounts", "audit", "secrets", "web"),
                Line.of("logging", "accounts", "audit", "secrets", "web"),
                Line.of("doctor", "database", "interfaces", "engine", "accounts", "audit", "secrets", "web"),
                Line.of("metrics", "peers", "interfaces", "engine", "accounts", "audit", "secrets", "web"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void a_package_uses_only_what_its_line_of_the_table_allows(Line line) {
        classes()
                .that()
                .resideInAPackage(Line.qualified(line.name()))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.warren..").or(resideInAnyPackage(line.allowed())))
                .allowEmptyShould(true)
                .check(WARREN);
    }

    @Test
    void the_engine_knows_nothing_of_the_features_or_their_frameworks() {
        noClasses()
                .that()
                .resideInAPackage("dev.warren.engine..")
                // A program of its own, which has to set the level of whatever logs.
                .and()
                .doNotHaveFullyQualifiedName("dev.warren.engine.EngineMain")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "io.quarkus..",
                                "jakarta..",
                                "org.hibernate..",
                                "org.jboss..",
                                "org.slf4j..",
                                "java.util.logging..")
                        .or(resideInAPackage("dev.warren..").and(resideOutsideOfPackage("dev.warren.engine.."))))
                .allowEmptyShould(true)
                .check(WARREN);
    }

    @Test
    void only_engine_crypto_knows_cryptographic_providers() {
        noClasses()
                .that()
                .resideInAPackage("dev.warren.engine..")
                .and()
                .resideOutsideOfPackage("dev.warren.engine.crypto")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.bouncycastle..", "javax.crypto.."))
                .allowEmptyShould(true)
                .check(WARREN);
    }

    @Test
    void every_package_has_a_line_in_the_table() {
        String[] known = Stream.of(
                        table().map(Line::name),
                        Stream.of("engine", "setup", "backup", "imports", "cli", "compat", "settings", "system")
                                .map(String::valueOf))
                .flatMap(names -> names)
                .map(Line::qualified)
                .toArray(String[]::new);
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(Stream.of("dev.warren"), Arrays.stream(known))
                        .toArray(String[]::new))
                .check(WARREN);
    }

    @Test
    void no_class_has_a_name_that_says_nothing() {
        for (String suffix : BANNED_SUFFIXES) {
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith(suffix)
                    .allowEmptyShould(true)
                    .check(WARREN);
        }
    }
}
