package dev.carousel.lab;

import dev.carousel.BadInput;
import dev.carousel.random.Randomness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the trials of a row, each on a thread of its own. A trial is a pure function of seed and
 * number, so neither threads nor interruptions change a result.
 *
 * @param trials how many
 * @param threads trials at a time
 * @param folder where finished trials are kept; null to keep none
 * @param stop asked now and then; true ends the run, with what is finished by then
 */
public record RowRun(
    Variant variant,
    Algorithm algorithm,
    long seed,
    int trials,
    int threads,
    @Nullable Path folder,
    BooleanSupplier stop) {
  private static final int MOST_TRIALS = 10_000;

  /**
   * Validates the options.
   *
   * @throws BadInput with the option that is out of range
   */
  public RowRun {
    inRange("--trials", trials, MOST_TRIALS);
    inRange("--threads", threads, 1024);
    if (!variant.algorithms().contains(algorithm)) {
      throw new BadInput(
          "--algorithm %s: %s %s is learnt by %s",
          algorithm.label(), variant.experiment(), variant.name(), variant.learntBy());
    }
  }

  private static void inRange(String option, int found, int most) {
    if (found < 1 || found > most) {
      throw new BadInput("%s %d: expected a number from 1 to %d", option, found, most);
    }
  }

  /** Who follows a run; called from the threads of the trials. */
  public interface Listener {
    /** A trial has presented so many sequences. */
    void onSequences(int trial, long sequences);

    /** A trial is finished, now or in an earlier run. */
    void onTrial(int trial, TrialResult result);
  }

  /**
   * Runs what is not finished yet.
   *
   * @throws IOException if finished trials cannot be read or kept
   */
  public Row run(Listener listener) throws IOException {
    TrialFile file = TrialFile.open(folder, variant, algorithm, seed);
    long start = System.nanoTime();
    Row before = row(file, trials);
    before.results().forEach(listener::onTrial);
    SortedMap<Integer, TrialResult> results = new TreeMap<>(before.results());
    runOthers(results, file, listener);
    double seconds = before.seconds() + (System.nanoTime() - start) / 1e9;
    return new Row(variant, algorithm, seed, trials, results, seconds);
  }

  /** What is kept of this row, all of it. */
  public Row kept() throws IOException {
    return row(TrialFile.open(folder, variant, algorithm, seed), MOST_TRIALS);
  }

  private Row row(TrialFile file, int most) {
    SortedMap<Integer, TrialResult> results = new TreeMap<>();
    double seconds = 0;
    for (Map.Entry<Integer, TrialFile.Line> kept : file.lines().headMap(most).entrySet()) {
      results.put(kept.getKey(), kept.getValue().result());
      seconds += kept.getValue().seconds();
    }
    return new Row(variant, algorithm, seed, Math.max(trials, results.size()), results, seconds);
  }

  private void runOthers(SortedMap<Integer, TrialResult> results, TrialFile file, Listener listener)
      throws IOException {
    AtomicBoolean failed = new AtomicBoolean();
    Map<Integer, Future<@Nullable TrialResult>> futures = new TreeMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int trial = 0; trial < trials; trial++) {
        int number = trial;
        if (!results.containsKey(number)) {
          futures.put(number, pool.submit(() -> runOne(number, file, listener, failed)));
        }
      }
    }
    List<Throwable> failures = new ArrayList<>();
    for (Map.Entry<Integer, Future<@Nullable TrialResult>> future : futures.entrySet()) {
      try {
        TrialResult result = future.getValue().get();
        if (result != null) {
          results.put(future.getKey(), result);
        }
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    rethrow(failures);
  }

  private static void rethrow(List<Throwable> failures) throws IOException {
    for (Throwable failure : failures) {
      switch (failure) {
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  /** Null if the trial was given up. */
  private @Nullable TrialResult runOne(
      int number, TrialFile file, Listener listener, AtomicBoolean failed) throws IOException {
    if (failed.get() || stop.getAsBoolean()) {
      return null;
    }
    Randomness random = new Randomness(seed, 0).named(variant.experiment()).named(variant.name());
    Trial trial =
        new Trial(
            number,
            algorithm,
            random,
            sequences -> {
              listener.onSequences(number, sequences);
              return !failed.get() && !stop.getAsBoolean();
            });
    long start = System.nanoTime();
    try {
      TrialResult result = variant.program().run(trial);
      file.add(number, (System.nanoTime() - start) / 1e9 / threads, result);
      listener.onTrial(number, result);
      return result;
    } catch (Trial.Stopped gaveWay) {
      return null;
    } catch (IOException | UncheckedIOException e) {
      failed.set(true);
      throw e;
    }
  }

  /** Removes what was kept of this row. */
  public void forget() throws IOException {
    if (folder != null) {
      TrialFile.forget(folder, variant, algorithm, seed);
    }
  }
}
