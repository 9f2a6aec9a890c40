package dev.carousel.cli;

import dev.carousel.file.AtomicFiles;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.panel.PanelFiles;
import dev.carousel.task.panel.PanelModel;
import dev.carousel.task.panel.PanelNotes;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.PanelPage;
import dev.carousel.task.panel.PanelRun;
import dev.carousel.task.panel.PanelSource;
import dev.carousel.task.panel.RollingPage;
import dev.carousel.task.panel.RollingRun;
import dev.carousel.task.panel.RollingSplit;
import dev.carousel.task.panel.SeasonHint;
import dev.carousel.task.panel.search.PanelSearch;
import dev.carousel.task.report.PanelData;
import dev.carousel.task.report.PanelReport;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code forecast train} for many series: both phases of training keep a checkpoint, which the same
 * command takes up.
 */
final class PanelCommand {
  private static final int DIGEST = 32;

  private final Path data;
  private final @Nullable String target;
  private final Path model;
  private final boolean json;
  private final String commandLine;
  private final long start = System.nanoTime();
  private @Nullable SearchText searched; // null if a kind was asked for
  private double searching; // seconds

  PanelCommand(Path data, @Nullable String target, Path model, boolean json, String commandLine) {
    this.data = data;
    this.target = target;
    this.model = model;
    this.json = json;
    this.commandLine = commandLine;
  }

  int run(SeriesFlags read, TrainingFlags training, PanelFlags flags) throws IOException {
    PanelOptions options = flags.options(training);
    PanelSource source = flags.source(target, read.options(target == null ? "" : target));
    check(model, "--model", flags);
    Destination.checkModel(model);
    check(flags.forecast(), "--forecast", flags);
    check(flags.report(), "--report", flags);
    Destination.checkTwo(model, "--model", flags.forecast(), "--forecast");
    Destination.checkTwo(model, "--model", flags.report(), "--report");
    if (flags.forecast() != null) {
      Destination.checkTwo(flags.forecast(), "--forecast", flags.report(), "--report");
    }
    RollingSplit split = flags.split();
    SeriesSet series = source.read(data);
    if (flags.forecast() != null && flags.test() == null) {
      source.checkAhead(series, options.horizon());
    }
    DataNote season = SeasonHint.of(series, options);
    if (season != null) { // before the training: it may be worth starting again
      System.err.println("carousel: note: " + season.message());
    }
    Path folder = Destination.folderOf(model);
    List<Path> made = Destination.prepare(folder);
    Path checkpoint = folder.resolve("checkpoint-" + digest(source, options, flags));
    try (Interrupt interrupt = new Interrupt();
        PanelPhases phases = new PanelPhases(training, checkpoint, interrupt, start)) {
      boolean done = true;
      if (flags.models().auto()) {
        long began = System.nanoTime();
        Duration budget = flags.models().budget();
        PanelSearch.Result found =
            new ModelSearch(series, source, flags.test(), split, training.patience(), phases)
                .run(options, budget);
        searched = new SearchText(found, budget, split != null);
        searching = (System.nanoTime() - began) / 1e9;
        done = found.options() != null;
        options = done ? Objects.requireNonNull(found.options()) : options;
      }
      if (done) {
        int epochs = options.training().epochs();
        done =
            split != null
                ? write(
                    RollingRun.of(
                        data,
                        series,
                        source,
                        options,
                        training.patience(),
                        split,
                        fit -> phases.of(name(fit), epochs)),
                    options,
                    flags)
                : write(
                    PanelRun.of(data, flags.test(), series, source, options, phases.of("", epochs)),
                    flags);
      }
      if (!done) {
        System.err.println("carousel: stopped; the same command goes on from " + checkpoint + "-*");
        return interrupt.asked() ? Training.INTERRUPTED : 0;
      }
      for (int fit = 0; fit < (split == null ? 1 : split.fits()); fit++) {
        phases.forget(name(fit));
      }
      Files.deleteIfExists(phases.trials());
    } finally {
      Destination.removeEmpty(made);
    }
    return 0;
  }

  /** What the checkpoints of a training are called: the first, or one of those during the test. */
  private static String name(int fit) {
    return fit == 0 ? "" : "refit " + fit;
  }

  private void check(@Nullable Path file, String option, PanelFlags flags) throws IOException {
    if (file != null) {
      Destination.checkFile(file, option);
      Destination.checkApart(file, option, data, "--data");
      Destination.checkApart(file, option, flags.test(), "--test");
    }
  }

  private String digest(PanelSource source, PanelOptions options, PanelFlags flags)
      throws IOException {
    String parts = String.valueOf(flags.split()) + (flags.test() == null) + flags.models().search();
    String run = ForecastRun.version() + ForecastRun.sha256(data) + source + options + parts;
    return ForecastRun.sha256(run.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
  }

  /** Writes what a finished run of rolling origins gives; false if it was stopped. */
  private boolean write(RollingRun done, PanelOptions options, PanelFlags flags)
      throws IOException {
    PanelModel trained = done.model();
    if (trained == null) {
      return false;
    }
    RollingRun run = done.withNotes(notes(trained, done.series(), flags)).plusSeconds(searching);
    Path report = flags.report();
    List<String> written =
        write(
            trained,
            flags.forecast(),
            to -> PanelFiles.write(to, trained, run.series(), trained.forecasts(run.series())),
            report,
            to -> report(to, RollingPage.of(run, options, data, commandLine)));
    if (json) {
      System.out.println(RollingText.json(run, options, model, flags, searched));
    } else {
      System.out.print((searched == null ? "" : searched.table()) + RollingText.table(run, data));
      System.out.printf("%nwrote %s%n", String.join(", ", written));
    }
    return true;
  }

  /** What is to be known of the forecasts, if they are written, and of the series in any case. */
  private static List<DataNote> notes(PanelModel trained, SeriesSet series, PanelFlags flags) {
    return flags.forecast() == null
        ? PanelNotes.still(trained, series)
        : PanelNotes.of(trained, series);
  }

  private void report(Path to, PanelData page) throws IOException {
    PanelReport.write(to, searched == null ? page : page.withTried(searched.tried()));
  }

  /** What writes a file. */
  private interface Content {
    void write(Path to) throws IOException;
  }

  /** All files, or none. */
  private List<String> write(
      PanelModel trained,
      @Nullable Path forecast,
      Content forecasts,
      @Nullable Path report,
      Content page)
      throws IOException {
    List<String> written = new ArrayList<>(List.of(model.toString()));
    try (AtomicFiles files = new AtomicFiles()) {
      files.write(model, trained::save);
      if (forecast != null) {
        files.write(forecast, forecasts::write);
        written.add(forecast.toString());
      }
      if (report != null) {
        files.write(report, page::write);
        written.add(report.toString());
      }
      files.commit();
    }
    return written;
  }

  /** The same for a test of one origin. */
  private boolean write(PanelRun done, PanelFlags flags) throws IOException {
    PanelRun.Outcome outcome = done.outcome();
    if (outcome == null) {
      return false;
    }
    PanelRun run =
        done.withNotes(notes(outcome.model(), done.series(), flags)).plusSeconds(searching);
    List<String> written =
        write(
            outcome.model(),
            flags.forecast(),
            to -> PanelFiles.write(to, outcome.model(), run.series(), outcome.forecasts()),
            flags.report(),
            to -> report(to, PanelPage.of(run, commandLine)));
    if (json) {
      System.out.println(PanelJson.of(run, model, flags, searched));
    } else {
      System.out.print((searched == null ? "" : searched.table()) + PanelTable.of(run));
      System.out.printf("%nwrote %s%n", String.join(", ", written));
    }
    return true;
  }
}
