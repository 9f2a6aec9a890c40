package dev.carousel.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The finished trials of a row in a file, a JSON object a line, so that an interrupted run goes on.
 * Trials of another set-up, algorithm or seed are not read.
 */
final class TrialFile {
  /** Raised when results of earlier versions no longer count. */
  private static final int EDITION = 1;

  private static final String ENDING = ".jsonl";

  /**
   * One line.
   *
   * @param seconds what the trial took, over the number of trials that ran at a time
   */
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
    String name = stem(variant, algorithm) + seed;
    String key = EDITION + " " + name + " " + variant.setUp();
    if (folder == null) {
      return new TrialFile(null, key);
    }
    TrialFile trials = new TrialFile(folder.resolve(name + ENDING), key);
    trials.read();
    return trials;
  }

  /** The seeds of which a folder has a file of this row, ascending. */
  static SortedSet<Long> seeds(Path folder, Variant variant, Algorithm algorithm)
      throws IOException {
    String stem = stem(variant, algorithm);
    SortedSet<Long> seeds = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(stem) && name.endsWith(ENDING))
          .map(name -> name.substring(stem.length(), name.length() - ENDING.length()))
          .flatMap(seed -> number(seed).stream().boxed())
          .forEach(seed -> seeds.add(seed));
    }
    return seeds;
  }

  /** None for a file that is none of ours. */
  private static OptionalLong number(String seed) {
    try {
      return OptionalLong.of(Long.parseLong(seed));
    } catch (NumberFormatException notOurs) {
      return OptionalLong.empty();
    }
  }

  private static String stem(Variant variant, Algorithm algorithm) {
    return "%s_%s_%s_".formatted(variant.experiment(), variant.name(), algorithm.label());
  }

  private void read() throws IOException {
    if (file != null) {
      JsonLines.read(file, Line.class).stream()
          .filter(line -> line.key().equals(key) && line.trial() >= 0)
          .forEach(line -> lines.put(line.trial(), line));
    }
  }

  synchronized SortedMap<Integer, Line> lines() {
    return new TreeMap<>(lines);
  }

  /** Keeps a trial; the file is replaced as a whole. */
  synchronized void add(int trial, double seconds, TrialResult result) throws IOException {
    lines.put(trial, new Line(key, trial, Math.round(seconds * 1000) / 1000.0, result));
    if (file != null) {
      JsonLines.write(file, lines.values());
    }
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
