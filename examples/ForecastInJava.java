import dev.carousel.task.forecast.Forecast;
import dev.carousel.task.forecast.ForecastFiles;
import dev.carousel.task.forecast.ForecastOptions;
import dev.carousel.task.forecast.ForecastPage;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.report.ForecastReport;
import dev.carousel.task.series.SeriesOptions;

/** What the command "carousel forecast" does: train, test against baselines, forecast, report. */
void main(String[] args) throws IOException {
  Path data = Path.of(args.length > 0 ? args[0] : "examples/seattle-weather.csv");
  Path folder = Files.createDirectories(Path.of(args.length > 1 ? args[1] : "forecast-out"));

  ForecastRun run =
      ForecastRun.of(
          data, SeriesOptions.target("temp_max"), ForecastOptions.horizon(14), fit -> fit);
  IO.println(run.backtest().verdict());

  run.model().save(folder.resolve("model.safetensors"));
  ForecastFiles.writeForecast(folder.resolve("forecast.csv"), run.series(), run.forecast());
  ForecastReport.write(folder.resolve("report.html"), ForecastPage.of(run, "ForecastInJava.java"));

  Forecast forecast = run.forecast();
  double[] lower = forecast.interval().lower();
  double[] upper = forecast.interval().upper();
  for (int h = 0; h < lower.length; h++) {
    LocalDate day = run.series().time(run.series().length() + h).toLocalDate();
    IO.println(
        "%s %6.2f (%.2f to %.2f)".formatted(day, forecast.values()[h], lower[h], upper[h]));
  }
}
