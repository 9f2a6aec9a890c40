import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.PanelRun;
import dev.carousel.task.panel.PanelSource;
import dev.carousel.task.panel.PanelTraining;
import dev.carousel.task.panel.SeriesForecast;

/** One model for many series: a row a time, a column a series; tested on the last horizon. */
void main(String[] args) throws IOException {
  Path data = Path.of(args.length > 0 ? args[0] : "examples/seattle-weather.csv");

  PanelOptions options = PanelOptions.horizon(14).withSeason(7);
  PanelRun run =
      PanelRun.of(data, null, PanelSource.wide(), options, PanelTraining.Phases.NONE);
  IO.println(run.outcome().comparison().verdict());

  run.outcome().model().save(Path.of(args.length > 1 ? args[1] : "many.safetensors"));
  for (SeriesForecast series : run.outcome().forecasts()) {
    IO.println("%s tomorrow: %.2f".formatted(series.id(), series.values()[0]));
  }
}
