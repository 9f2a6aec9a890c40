import dev.carousel.task.panel.ModelOptions;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.PanelRun;
import dev.carousel.task.panel.PanelSource;
import dev.carousel.task.panel.PanelTraining;
import dev.carousel.task.panel.SeriesForecast;

/** DeepAR on many series: not one forecast, but paths that may come; here of two weeks. */
void main(String[] args) throws IOException {
  Path data = Path.of(args.length > 0 ? args[0] : "examples/seattle-weather.csv");

  PanelOptions options = PanelOptions.horizon(14).withSeason(7);
  ModelOptions deepar = ModelOptions.of(ModelOptions.ModelType.DEEPAR).withSamples(200);
  options = options.withNetwork(options.network().withModel(deepar).withQuantiles(0.1, 0.5, 0.9));
  PanelRun run = PanelRun.of(data, null, PanelSource.wide(), options, PanelTraining.Phases.NONE);
  IO.println(run.outcome().comparison().verdict());

  for (SeriesForecast series : run.outcome().forecasts()) {
    double[] sums = series.samples().stream().mapToDouble(p -> Arrays.stream(p).sum()).toArray();
    Arrays.sort(sums); // one for each path: what no forecast of single days can say
    IO.println(
        "%s, sum of two weeks: %.1f, with 80 %% between %.1f and %.1f"
            .formatted(series.id(), sums[100], sums[20], sums[180]));
  }
}
