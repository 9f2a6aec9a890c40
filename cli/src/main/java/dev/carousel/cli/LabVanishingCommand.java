package dev.carousel.cli;

import dev.carousel.file.AtomicFile;
import dev.carousel.lab.compare.NamedCell;
import dev.carousel.lab.compare.NormPlot;
import dev.carousel.lab.compare.Vanishing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** How far errors reach back through cells. */
@Command(
    name = "vanishing",
    description =
        "Shows how far an error reaches back through untrained cells: the norm of the derivative"
            + " of a loss at the last step with respect to the state at every step before.",
    footer = {
      "",
      "Examples:",
      "  carousel lab vanishing",
      "  carousel lab vanishing --cells rnn,lstm,lstm-1997 --steps 200 --report lab-out"
    })
final class LabVanishingCommand extends CarouselCommand {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(
      names = "--cells",
      paramLabel = "NAMES",
      description = "Cells, separated by commas (default: ${DEFAULT-VALUE}).")
  private String cells = "rnn,lstm,gru,lstm-1997";

  @Option(names = "--steps", paramLabel = "T", description = "Steps (default: ${DEFAULT-VALUE}).")
  private int steps = 100;

  @Option(
      names = "--hidden",
      paramLabel = "H",
      description = "Hidden units (default: ${DEFAULT-VALUE}).")
  private int hidden = 32;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of weights and data (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON object a line of the plot.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write the plot as a page (vanishing.html) in this folder.")
  private @Nullable Path report;

  @Override
  public Integer call() throws IOException {
    Vanishing vanishing = new Vanishing(steps, hidden, seed);
    List<NamedCell> named = NamedCell.of(cells);
    Path page = report == null ? null : report.resolve("vanishing.html");
    if (report != null && page != null) {
      Destination.checkFolder(report, "--report");
      Destination.checkFile(page, "--report");
    }
    List<Vanishing.Norms> all = new ArrayList<>();
    named.forEach(cell -> all.addAll(vanishing.of(cell)));
    if (json) {
      all.forEach(norms -> System.out.println(line(norms)));
    } else {
      System.out.print(NormPlot.text(all));
    }
    if (report != null && page != null) {
      Destination.prepare(report);
      byte[] bytes = NormPlot.page(all).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(page, out -> out.write(bytes));
    }
    return 0;
  }

  private String line(Vanishing.Norms norms) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cell", norms.cell());
    all.put("part", norms.part());
    all.put("hidden", hidden);
    all.put("norms", norms.norms());
    return JSON.writeValueAsString(all);
  }
}
