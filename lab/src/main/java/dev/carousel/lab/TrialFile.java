package dev.carousel.lab;

import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The finished trials of a row in a file, a JSON object a line, so that an interrupted run goes on.
 * Trials of another set-up, algorithm or seed are not read.
 */
final class TrialFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Raised when results of earlier versions no longer count. */
  private static final int EDITION = 1;

  /** One line. */
  record Line(String key, int trial, double seconds, TrialResult result) {}

  private final @Nullable Path file;
  private final String key;
  private final SortedMap<Integer, Line> lines = new TreeMap<>();

  private TrialFile(@Nullable Path file, String key) {
    this.file = file;
    this.key = key;
  }

  /**
   * Reads what is there.
   *
   * @param folder null to keep nothing
   */
  static TrialFile open(@Nullable Path folder, Variant variant, Algorithm algorithm, long seed)
      throws IOException {
    String name =
        "%s_%s_%s_%d".formatted(variant.experiment(), variant.name(), algorithm.label(), seed);
    String key = EDITION + " " + name + " " + variant.description();
    if (folder == null) {
      return new TrialFile(null, key);
    }
    TrialFile trials = new TrialFile(folder.resolve(name + ".jsonl"), key);
    trials.read();
    return trials;
  }

  private void read() throws IOException {
    if (file == null || !Files.exists(file)) {
      return;
    }
    for (String text : Files.readAllLines(file)) {
      Line line = parse(text);
      if (line != null && line.key().equals(key)) {
        lines.put(line.trial(), line);
      }
    }
  }

  /** Null for a line that is none of ours: its trial is run again. */
  private static @Nullable Line parse(String text) {
    try {
      return JSON.readValue(text, Line.class);
    } catch (JacksonException notOurs) {
      return null;
    }
  }

  synchronized SortedMap<Integer, Line> lines() {
    return new TreeMap<>(lines);
  }

  /** Keeps a trial; the file is replaced as a whole. */
  synchronized void add(int trial, double seconds, TrialResult result) throws IOException {
    lines.put(trial, new Line(key, trial, Math.round(seconds * 1000) / 1000.0, result));
    if (file == null) {
      return;
    }
    StringBuilder text = new StringBuilder();
    lines.values().forEach(line -> text.append(JSON.writeValueAsString(line)).append('\n'));
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Removes the file, and its folder if that is empty now. */
  static void forget(Path folder, Variant variant, Algorithm algorithm, long seed)
      throws IOException {
    TrialFile trials = open(folder, variant, algorithm, seed);
    if (trials.file != null) {
      Files.deleteIfExists(trials.file);
    }
  }
}
