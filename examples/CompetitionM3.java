import dev.carousel.task.metric.GroupScores;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.panel.PanelComparison;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.PanelOptions.InputOptions;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.panel.PanelOptions.TrainingOptions;
import dev.carousel.task.panel.PanelRun;
import dev.carousel.task.panel.PanelSource;
import dev.carousel.task.panel.PanelTraining;

/**
 * The M3 competition, all of its series: one model for each of its four parts, and the error over
 * all. Reads M3-yearly-train.csv, M3-yearly-test.csv and so on from a folder: a row a series.
 */
void main(String[] args) throws IOException {
  Path folder = Path.of(args.length > 0 ? args[0] : ".");
  int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 6;

  List<SeriesScores> all = new ArrayList<>();
  for (Part part : PARTS) {
    PanelComparison result = part.forecast(folder, epochs);
    Collection<SeriesScores> scores = result.own().bySeries();
    all.addAll(scores);
    IO.println(line(part.name, scores) + "  " + result.name());
  }
  IO.println(line("all", all));
}

/** A part: its horizon, the steps of a season, and the steps of a segment (0: chosen). */
record Part(String name, int horizon, int season, int segment) {

  /** Learns from the part, and compares with what came. */
  PanelComparison forecast(Path folder, int epochs) throws IOException {
    PanelOptions defaults = PanelOptions.horizon(horizon).withSeason(season);
    InputOptions input = defaults.input();
    PanelOptions options =
        defaults
            .withInput(
                new InputOptions(
                    input.window(),
                    segment,
                    input.scaling(),
                    input.log(),
                    input.deseasonalise(),
                    input.calendar(),
                    input.missing()))
            .withTraining(new TrainingOptions(epochs, 20_000, 128, 0.003, LossKind.MAE));
    Path train = folder.resolve("M3-" + name + "-train.csv");
    Path test = folder.resolve("M3-" + name + "-test.csv");
    PanelRun run =
        PanelRun.of(train, test, PanelSource.rows(), options, PanelTraining.Phases.NONE);
    return run.outcome().comparison();
  }
}

static final List<Part> PARTS =
    List.of(
        new Part("yearly", 6, 0, 0),
        new Part("quarterly", 8, 4, 4),
        new Part("monthly", 18, 12, 12),
        new Part("other", 8, 0, 0));

static String line(String name, Collection<SeriesScores> scores) {
  GroupScores mean = GroupScores.of(scores);
  return "%-9s %,5d series  sMAPE %5.2f".formatted(name, mean.series(), mean.pooledSmape());
}
