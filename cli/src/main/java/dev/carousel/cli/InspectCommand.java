package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.model.ModelFile;
import dev.carousel.model.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a model file is, and what its recurrent layers do with data. */
@Command(
    name = "inspect",
    description =
        "Prints what a model file is: architecture, parameters, columns, scaling, origin. With"
            + " --data it reads the end of a file and says how saturated gates and states are; with"
            + " --trace it writes them, step by step, as a CSV file and a picture a layer.",
    footer = {
      "",
      "Examples:",
      "  carousel inspect forecast-out/model.safetensors",
      "  carousel inspect forecast-out/model.safetensors --data examples/seattle-weather.csv"
          + " --trace traces"
    })
final class InspectCommand extends CarouselCommand {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Parameters(paramLabel = "MODEL", description = "The model file.")
  private @Nullable Path model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "What to read: a file like that the model was trained on. A forecast model reads the"
              + " windows before the last row's end (of many series that of the first ones), a"
              + " language model the last tokens, a classifier the last sequences.")
  private @Nullable Path data;

  @Option(
      names = "--trace",
      paramLabel = "DIR",
      description = "Folder for a table (LAYER.csv) and a picture (LAYER.svg) of each layer.")
  private @Nullable Path trace;

  @Option(
      names = "--windows",
      paramLabel = "N",
      description = "How many windows or sequences to read (default: ${DEFAULT-VALUE}).")
  private int windows = 1;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(model);
    if (data != null) {
      return new InspectTraces(file, data, trace, windows, json).run();
    }
    if (trace != null) {
      throw new BadInput("--trace %s: say what the layers are to read, with --data FILE", trace);
    }
    ModelFile content = ModelFile.read(file);
    if (json) {
      System.out.println(content.description());
      return 0;
    }
    System.out.println(file + ": a Carousel model, format " + ModelFile.FORMAT);
    System.out.println();
    System.out.print(Summary.of(content.network()));
    print("trained", JSON.valueToTree(content.provenance()));
    if (content.task() != null) {
      print("task", content.task());
    }
    return 0;
  }

  private static void print(String title, JsonNode node) {
    if (node.isNull()) {
      return;
    }
    System.out.println();
    System.out.println(title);
    printFields("  ", node);
  }

  private static void printFields(String indent, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        continue;
      }
      if (value.isObject()) {
        System.out.println(indent + field.getKey());
        printFields(indent + "  ", value);
      } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
        for (JsonNode item : value) {
          System.out.println(indent + field.getKey());
          printFields(indent + "  ", item);
        }
      } else {
        String text = text(value);
        System.out.printf("%s%-14s %s%n", indent, field.getKey(), text);
      }
    }
  }

  private static String text(JsonNode value) {
    if (value.isFloatingPointNumber()) {
      return String.format(Locale.ROOT, "%.6g", value.doubleValue());
    }
    if (value.isArray() && !value.isEmpty() && value.get(0).isArray()) {
      return "%d x %d numbers".formatted(value.size(), value.get(0).size());
    }
    if (value.isArray()) {
      return value.isEmpty()
          ? "none"
          : value.valueStream().map(InspectCommand::text).collect(Collectors.joining(", "));
    }
    return value.isString() ? value.stringValue() : value.toString();
  }
}
