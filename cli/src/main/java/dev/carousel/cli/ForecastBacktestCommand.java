package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.model.ModelFile;
import dev.carousel.task.forecast.Backtest;
import dev.carousel.task.forecast.ForecastFiles;
import dev.carousel.task.forecast.ForecastModel;
import dev.carousel.task.panel.PanelBacktest;
import dev.carousel.task.panel.PanelModel;
import dev.carousel.task.panel.RollingTest;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Table;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Tests a model, or one that is trained for it, against the baselines. */
@Command(
    name = "backtest",
    description =
        "Tests a forecast model on what came after its training time; without --model"
            + " trains one on the first 80 %% of time. Models of many series are tested from"
            + " --from on; what they learnt from must lie before.",
    footer = {
      "",
      "Examples:",
      "  carousel forecast backtest --data examples/seattle-weather.csv --target temp_max"
          + " --model weather.safetensors",
      "  carousel forecast backtest --data sales-until-today.csv --model sales.safetensors"
          + " --from 2026-01-01 --stride 7"
    })
final class ForecastBacktestCommand extends CarouselCommand {
  @Option(names = "--data", required = true, paramLabel = "FILE", description = "The data.")
  private @Nullable Path data;

  @Option(
      names = "--target",
      paramLabel = "COL",
      description = "The column to forecast; models of many series know it.")
  private @Nullable String target;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "The model to test, in place of one that is trained for it.")
  private @Nullable Path model;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write every forecast of the backtest to this CSV file.")
  private @Nullable Path out;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first time tested, of a model of many series.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The first time no longer tested (default: the end).")
  private @Nullable String to;

  @Option(
      names = "--stride",
      paramLabel = "N",
      description = "Steps from one origin to the next (default: ${DEFAULT-VALUE}).")
  private int stride = 1;

  @Option(names = "--json", description = "Print the results as one JSON object.")
  private boolean json;

  @Mixin private SeriesFlags series = new SeriesFlags();
  @Mixin private TrainingFlags training = new TrainingFlags();
  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(data);
    if (out != null) {
      Destination.checkFile(out, "--out");
      Destination.checkApart(out, "--out", data, "--data");
      Destination.checkApart(out, "--out", model, "--model");
      Destination.probe(out);
    }
    ModelFile content = model == null ? null : ModelFile.read(model);
    if (content != null) {
      refuseTraining(PanelModel.isIn(content));
    }
    if (content != null && PanelModel.isIn(content)) {
      many(PanelModel.of(Objects.requireNonNull(model), content), file);
      return 0;
    }
    if (from != null || to != null) {
      throw new BadInput(
          "--from, --to: one series is tested on the last fifth of its time; leave them out, or give"
              + " the --model of many series");
    }
    String column = target;
    if (column == null) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(), "missing --target COL");
    }
    if (content == null) {
      return Training.run(
          file,
          series.options(column),
          training,
          checkpoints(),
          run -> write(Objects.requireNonNull(run.backtest())));
    }
    ForecastModel trained = ForecastModel.of(Objects.requireNonNull(model), content);
    if (!trained.target().equals(column)) {
      throw new BadInput(
          "%s: the model forecasts '%s', not '%s'; use --target %s or another model",
          model, trained.target(), column, trained.target());
    }
    write(Backtest.of(trained, TimeSeries.from(Table.read(file), trained.seriesOptions())));
    return 0;
  }

  /** A model is what it is: how it is trained or its file is read cannot be said again. */
  private void refuseTraining(boolean many) {
    String given =
        Objects.requireNonNull(spec).commandLine().getParseResult().matchedOptionsSet().stream()
            .filter(option ->
                option.userObject() instanceof Field field
                    && (field.getDeclaringClass() == TrainingFlags.class
                        || (many && field.getDeclaringClass() == SeriesFlags.class)
                        || (many && option.longestName().equals("--target"))))
            .map(OptionSpec::longestName)
            .collect(Collectors.joining(", "));
    if (!given.isEmpty()) {
      throw new BadInput(
          "%s: the model has its own; leave them out, or test without --model", given);
    }
  }

  private void many(PanelModel trained, Path file) throws IOException {
    if (from == null) {
      throw new BadInput(
          "%s: a model of many series; give the first time to test, after those it learnt from: --from"
              + " 2026-01-01",
          String.valueOf(model));
    }
    LocalDateTime first = SplitFlags.time(from, "--from");
    LocalDateTime end = to == null ? null : SplitFlags.time(to, "--to");
    SeriesSet read = trained.source().read(file);
    PanelBacktest backtest = new PanelBacktest(trained, read, first, end, stride);
    SeriesSet set = read.withNotes(backtest.notes());
    Path table = out;
    RollingTest test = table == null ? backtest.run() : backtest.runTo(table);
    if (json) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      all.put("model", String.valueOf(model));
      all.put("out", table == null ? null : table.toString());
      all.put("series", set.size());
      all.put("horizon", trained.horizon());
      all.put("notes", set.notes().list().stream().map(DataNote::message).toList());
      RollingText.put(all, test, set);
      System.out.println(JsonMapper.builder().build().writeValueAsString(all));
      return;
    }
    StringBuilder text = new StringBuilder();
    set.notes()
        .forEach(
            note -> text.append("note: ").append(note.message()).append(System.lineSeparator()));
    RollingText.test(text, test, set, ShownTime.of(first));
    System.out.print(text);
    if (table != null) {
      System.out.printf("%nwrote %s%n", table);
    }
  }

  /** Without --out nothing else is written, so a folder that takes no files will do. */
  private @Nullable Path checkpoints() {
    Path current = Path.of("");
    return out != null ? Destination.folderOf(out) : Files.isWritable(current) ? current : null;
  }

  private void write(Backtest backtest) throws IOException {
    Path file = out;
    if (file != null) {
      ForecastFiles.writeBacktest(file, backtest);
    }
    if (json) {
      System.out.println(ResultJson.ofBacktest(backtest, file));
    } else {
      System.out.print(ResultTable.of(backtest));
      if (file != null) {
        System.out.printf("%nwrote %s%n", file);
      }
    }
  }
}
