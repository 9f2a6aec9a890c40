package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.LabPage;
import dev.carousel.lab.Row;
import dev.carousel.lab.RowRun;
import dev.carousel.lab.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are run one after the other, until they are done, time is up or the user stops. */
final class LabSession implements AutoCloseable {
  private static final Path FOLDER = Path.of("carousel-lab");
  private static final String PAGE = "lab.html";
  private static final String TRIALS = "trials";

  private final LabFlags flags;
  private final @Nullable Path folder;
  private final List<Path> made;
  private final long start = System.nanoTime();
  private final @Nullable Duration limit;
  private final Interrupt interrupt;
  private final List<Row> rows = new ArrayList<>();
  private final List<RowRun> plans = new ArrayList<>(); // of the rows
  private boolean rowsLeft;

  LabSession(LabFlags flags) throws IOException {
    this.flags = flags;
    limit = flags.stopAfter;
    Path report = flags.report;
    if (report != null) {
      Destination.checkFolder(report, "--report");
      checkPage(report.resolve(PAGE));
      folder = report.resolve(TRIALS);
    } else {
      folder = folder();
    }
    made = folder == null ? List.of() : Destination.prepare(folder);
    interrupt = new Interrupt(); // at last: a hook that nobody closes would hold up the exit
  }

  /** Where finished trials are kept; null if the current folder takes no files. */
  static @Nullable Path folder() {
    return Files.isWritable(Path.of("")) ? FOLDER : null;
  }

  private static void checkPage(Path page) throws IOException {
    if (Files.isDirectory(page)) {
      throw new BadInput(
          "%s: is a folder, the page of the report goes there; remove it or choose another --report",
          page);
    }
    Destination.checkFile(page, "--report");
  }

  /** The run of a row that these flags ask for. */
  RowRun plan(Variant variant, @Nullable Algorithm algorithm) {
    Integer trials = flags.trials;
    return new RowRun(
        variant,
        algorithm == null ? variant.algorithms().getFirst() : algorithm,
        flags.seed,
        trials == null ? variant.published().trials() : trials,
        flags.threads(),
        folder,
        this::stopped);
  }

  /** Runs a row of several, unless the session is stopped: then it is left. */
  void runNext(Experiment experiment, RowRun plan) throws IOException {
    if (stopped()) {
      rowsLeft = true;
    } else {
      run(experiment, plan);
    }
  }

  /** Runs a row and prints it. */
  void run(Experiment experiment, RowRun plan) throws IOException {
    Row row;
    try (LabProgress progress = new LabProgress(plan)) {
      row = plan.run(progress);
    }
    rows.add(row);
    if (flags.json) {
      System.out.println(LabOutput.json(row));
    } else {
      System.out.print(LabOutput.text(experiment, row));
    }
    System.out.flush();
    plans.add(plan);
    if (flags.report != null) {
      List<Row> kept = LabPage.kept(flags.report.resolve(TRIALS));
      LabPage.write(flags.report.resolve(PAGE), kept, made());
    }
  }

  private static String made() {
    return "%s, Java %s, %d processors"
        .formatted(
            LocalDate.now(ZoneId.systemDefault()),
            Runtime.version(),
            Runtime.getRuntime().availableProcessors());
  }

  boolean stopped() {
    return interrupt.asked() || timeIsUp();
  }

  private boolean timeIsUp() {
    return limit != null && System.nanoTime() - start > limit.toNanos();
  }

  /**
   * What is to be said at the end, and without a report the end of what was kept to resume by.
   *
   * @return an exit code
   */
  int end() throws IOException {
    boolean unfinished = rowsLeft || rows.stream().anyMatch(row -> !row.complete());
    if (!unfinished && flags.report == null) {
      forget();
    }
    if (!stopped() || !unfinished) {
      return interrupt.asked() ? Training.INTERRUPTED : 0;
    }
    System.err.printf("carousel: stopped; %s%n", kept());
    return interrupt.asked() ? Training.INTERRUPTED : 0;
  }

  private void forget() throws IOException {
    for (int i = 0; i < rows.size(); i++) {
      RowRun plan = plans.get(i);
      if (plan.kept().results().size() <= rows.get(i).trials()) { // else a run of more trials did
        plan.forget();
      }
    }
    if (folder != null) {
      Destination.removeEmpty(List.of(folder)); // made by the run that this one finished
    }
  }

  private String kept() {
    int finished = rows.stream().mapToInt(row -> row.results().size()).sum();
    if (folder == null) {
      return "nothing is kept, the current folder takes no files";
    }
    return finished == 0
        ? "no trial was finished, and nothing is kept of one under way"
        : "%d finished %s in %s, the same command goes on"
            .formatted(finished, finished == 1 ? "trial is" : "trials are", folder);
  }

  @Override
  public void close() throws IOException {
    Destination.removeEmpty(made);
    interrupt.close();
  }
}
