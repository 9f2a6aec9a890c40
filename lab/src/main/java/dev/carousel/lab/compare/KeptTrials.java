package dev.carousel.lab.compare;

import dev.carousel.lab.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The finished trials of a comparison in a file, so that one that was stopped goes on. */
public final class KeptTrials {
  /** A finished trial; the loss is null if its training diverged. */
  record Trial(boolean diverged, double right, @Nullable Double loss, double milliseconds) {}

  /** One line of the file: of one task, cell and trial. */
  private record Line(String name, Trial trial) {}

  private final @Nullable Path file;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>(); // by this run

  private KeptTrials(@Nullable Path file) {
    this.file = file;
  }

  /** Keeps nothing beyond this run. */
  public static KeptTrials nowhere() {
    return new KeptTrials(null);
  }

  /** Reads what an earlier run of this comparison has left in a folder, and goes on there. */
  public static KeptTrials in(Path folder, Comparison comparison) throws IOException {
    Path file =
        folder.resolve(
            String.format(
                Locale.ROOT,
                "compare_%d_%d_%d_%s_%d.jsonl",
                comparison.weights(),
                comparison.sequences(),
                comparison.epochs(),
                comparison.rate(),
                comparison.seed()));
    KeptTrials kept = new KeptTrials(file);
    JsonLines.read(file, Line.class).forEach(line -> kept.lines.put(line.name(), line));
    return kept;
  }

  /** How many there are. */
  public int size() {
    return lines.size();
  }

  @Nullable Trial get(String name) {
    asked.add(name);
    Line line = lines.get(name);
    return line == null ? null : line.trial();
  }

  void add(String name, Trial trial) throws IOException {
    lines.put(name, new Line(name, trial));
    if (file != null) {
      JsonLines.write(file, lines.values());
    }
  }

  /** Removes the trials of this run; with the last of all, the file. */
  public void forget() throws IOException {
    lines.keySet().removeAll(asked);
    if (file != null && lines.isEmpty()) {
      Files.deleteIfExists(file);
    } else if (file != null) {
      JsonLines.write(file, lines.values());
    }
  }
}
