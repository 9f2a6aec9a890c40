package dev.carousel.cli;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Experiments;
import dev.carousel.lab.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Lists what can be run. */
@Command(
    name = "list",
    description = {
      "Lists the experiments and the rows of each.",
      "A row whose name ends in -text follows the paper's text to the letter where the row without"
          + " the ending does not. Rows with a star are run by name, or by lab all --baselines."
    })
final class LabListCommand extends CarouselCommand {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(names = "--json", description = "Print one JSON object a row.")
  private boolean json;

  @Override
  public Integer call() {
    if (!json) {
      System.out.println("* is run by name, or by lab all --baselines.\n");
    }
    for (Experiment experiment : Experiments.all()) {
      if (json) {
        experiment.variants().forEach(variant -> System.out.println(object(variant)));
      } else {
        print(experiment);
      }
    }
    return 0;
  }

  private static void print(Experiment experiment) {
    System.out.printf("%s: %s%n", experiment.name(), experiment.title());
    System.out.printf("  %s%n", experiment.check());
    for (Variant variant : experiment.variants()) {
      System.out.printf(
          Locale.ROOT,
          "    %-24s %-10s %,7d weights  %s%n",
          variant.isMain() ? variant.name() : variant.name() + " *",
          String.join("|", algorithms(variant)),
          variant.weights(),
          variant.description() + departure(variant));
    }
    System.out.println();
  }

  private static String departure(Variant variant) {
    return variant.reading() == null ? "" : "; departs from the text: " + variant.reading();
  }

  private static String object(Variant variant) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("experiment", variant.experiment());
    all.put("variant", variant.name());
    all.put("algorithms", algorithms(variant));
    all.put("by_name", !variant.isMain());
    all.put("weights", variant.weights());
    all.put("trials", variant.published().trials());
    all.put("description", variant.description());
    all.put("reading", variant.reading());
    all.put("source", variant.published().source());
    return JSON.writeValueAsString(all);
  }

  private static List<String> algorithms(Variant variant) {
    return variant.algorithms().stream().map(Algorithm::label).toList();
  }
}
