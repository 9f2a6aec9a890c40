package dev.carousel.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.carousel.BadInput;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the arrows of ARCHITECTURE.md. A new package is entered in {@link #FLOORS} first. */
class ArchitectureTest {

  /** Packages from the ground up; those on one floor do not see each other either. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("dev.carousel"),
          List.of("dev.carousel.random..", "dev.carousel.file.."),
          List.of("dev.carousel.kernel..", "dev.carousel.online.."),
          List.of("dev.carousel.tensor.."),
          List.of("dev.carousel.cell.."),
          List.of("dev.carousel.layer.."),
          List.of("dev.carousel.network.."),
          List.of(
              "dev.carousel.loss..",
              "dev.carousel.optim..",
              "dev.carousel.regularize..",
              "dev.carousel.metric..",
              "dev.carousel.check.."),
          List.of("dev.carousel.data.."),
          List.of("dev.carousel.train.."),
          List.of("dev.carousel.model.."),
          List.of("dev.carousel.task..", "dev.carousel.lab.."),
          List.of("dev.carousel.cli.."));

  private static final String VECTOR = "dev.carousel.kernel.vector..";

  /** The chooser alone names the vector kernels, and asks the vector module for its width. */
  private static final DescribedPredicate<JavaClass> VECTOR_OR_CHOOSER =
      resideInAPackage(VECTOR).or(nameMatching("dev\\.carousel\\.kernel\\.KernelChoice(\\$.*)?"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.carousel");

  @Test
  void seesAllModules() {
    assertThat(CLASSES.contain(BadInput.class)).isTrue();
    assertThat(CLASSES.contain(Main.class)).isTrue();
    assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void everyPackageHasAFloor() {
    classes().should().resideInAnyPackage(packagesFrom(0)).check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void lowerNeverSeesHigher(int floor, String name) {
    noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(packagesFrom(floor)).and(not(resideInAPackage(name))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  static List<Object[]> packages() {
    return IntStream.range(0, FLOORS.size())
        .boxed()
        .flatMap(floor -> FLOORS.get(floor).stream().map(name -> new Object[] {floor, name}))
        .toList();
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.carousel.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("dev.carousel.task.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheChooserNamesTheVectorKernels() {
    noClasses()
        .that(not(VECTOR_OR_CHOOSER))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(VECTOR)
        .check(CLASSES);
  }

  @Test
  void onlyTheVectorKernelsUseTheIncubator() {
    noClasses()
        .that(not(VECTOR_OR_CHOOSER))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.carousel.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  private static String[] packagesFrom(int floor) {
    return FLOORS.stream().skip(floor).flatMap(List::stream).toArray(String[]::new);
  }
}
