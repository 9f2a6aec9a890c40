package dev.carousel.task.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the forecast report shows. Plain values only, so that the page depends on no other
 * part of Carousel. Times are ISO-8601 strings ({@code 2015-12-31}, {@code 2015-12-31T06:00}, with
 * or without an offset), ascending; a value that is missing is {@code NaN}. Arrays are kept, not
 * copied.
 *
 * @param verdict the headline, one sentence
 * @param origins the backtest, one entry an origin, by time; empty when there was none
 * @param stepErrors error by horizon step, or null when there was no backtest
 * @param diagnosis what the errors look like, or null when there was no backtest
 * @param loss the loss curve, or null when nothing was trained
 * @param notes problems found in the data; empty when there were none
 * @param scores the table against the baselines, or null when there was no backtest
 */
public record ReportData(
    Title title,
    String verdict,
    Summary summary,
    Series history,
    Forecast forecast,
    List<Origin> origins,
    @Nullable StepErrors stepErrors,
    @Nullable Diagnosis diagnosis,
    @Nullable LossCurve loss,
    List<Note> notes,
    @Nullable Scores scores,
    Reproduction reproduction,
    List<Setting> settings) {

  public ReportData {
    origins = List.copyOf(origins);
    notes = List.copyOf(notes);
    settings = List.copyOf(settings);
  }

  /**
   * What is forecast.
   *
   * @param target the column
   * @param fileName the data file, without its folder
   * @param frequency in words: {@code daily}, {@code every 15 minutes}
   * @param unit the unit of the target ({@code °C}), or null when it is not known
   */
  public record Title(String target, String fileName, String frequency, @Nullable String unit) {}

  /**
   * The numbers of the run.
   *
   * @param horizon steps forecast
   * @param origins origins of the backtest
   * @param seconds wall time of training and backtest
   * @param parameters trained numbers in the model
   * @param rows rows of data used
   * @param firstTime time of the first row
   * @param lastTime time of the last row
   */
  public record Summary(
      int horizon,
      int origins,
      double seconds,
      long parameters,
      long seed,
      long rows,
      String firstTime,
      String lastTime) {}

  /** Observed values: {@code values[i]} at {@code times.get(i)}, NaN where missing. */
  public record Series(List<String> times, double[] values) {
    public Series {
      times = List.copyOf(times);
      sameLength("history", times.size(), values.length);
    }
  }

  /** The forecast; both lists empty when there is none; {@code band} null without an interval. */
  public record Forecast(List<String> times, double[] values, @Nullable Band band) {
    public Forecast {
      times = List.copyOf(times);
      sameLength("forecast", times.size(), values.length);
      if (band != null) {
        sameLength("band", times.size(), band.lower.length);
      }
    }
  }

  /** An interval around the forecast, {@code name} as in "80 % interval". */
  public record Band(String name, double[] lower, double[] upper) {
    public Band {
      sameLength("band", lower.length, upper.length);
    }
  }

  /**
   * One origin of the backtest.
   *
   * @param time the last time the forecast knew
   * @param times the times forecast
   * @param actuals what came, NaN where missing
   * @param forecasts what was forecast
   * @param mae mean absolute error over the times with an actual value, in the target's unit
   */
  public record Origin(
      String time, List<String> times, double[] actuals, double[] forecasts, double mae) {
    public Origin {
      times = List.copyOf(times);
      sameLength("actuals of origin " + time, times.size(), actuals.length);
      sameLength("forecasts of origin " + time, times.size(), forecasts.length);
    }
  }

  /** Mean absolute error by horizon step, of the model and of each baseline. */
  public record StepErrors(StepMae model, List<StepMae> baselines) {
    public StepErrors {
      baselines = List.copyOf(baselines);
      for (StepMae baseline : baselines) {
        sameLength("steps of " + baseline.name, model.mae.length, baseline.mae.length);
      }
    }
  }

  /** {@code mae[k]} is the mean absolute error k + 1 steps ahead, over all origins. */
  public record StepMae(String name, double[] mae) {}

  /**
   * The loss of each epoch, the first epoch at index 0.
   *
   * @param lossName what the loss is, for the axis: {@code mean squared error, scaled}
   * @param validation empty when there was no validation part
   * @param bestEpoch the epoch whose weights were kept, counted from 1
   */
  public record LossCurve(String lossName, double[] training, double[] validation, int bestEpoch) {
    public LossCurve {
      if (validation.length != 0) {
        sameLength("validation loss", training.length, validation.length);
      }
      if (training.length > 0 && (bestEpoch < 1 || bestEpoch > training.length)) {
        throw new IllegalArgumentException(
            "bestEpoch " + bestEpoch + " not in 1.." + training.length);
      }
    }
  }

  /**
   * A problem found in the data, with an example of it ({@code line 17: "n/a"}) if there is one.
   */
  public record Note(String kind, String message, @Nullable String example) {}

  /** The scores of the model and of at least one baseline. */
  public record Scores(Score model, List<Score> baselines) {
    public Scores {
      baselines = List.copyOf(baselines);
      if (baselines.isEmpty()) {
        throw new IllegalArgumentException("scores need at least one baseline");
      }
    }

    /** The model, then its baselines. */
    Stream<Score> all() {
      return Stream.concat(Stream.of(model), baselines.stream());
    }

    /** The baseline with the lowest MAE, the first of equals. */
    public Score bestBaseline() {
      return baselines.stream().min(Comparator.comparingDouble(Score::mae)).orElseThrow();
    }

    /** 1 - MAE / MAE of the best baseline: above 0 is better than every baseline. */
    public double skill(Score score) {
      return 1 - score.mae() / bestBaseline().mae();
    }
  }

  /** MAE and RMSE in the target's unit, sMAPE in percent, MASE without unit. */
  public record Score(String name, double mae, double rmse, double smape, double mase) {}

  /** What is needed to get the same numbers again. */
  public record Reproduction(
      String command,
      String carouselVersion,
      String jdk,
      String kernels,
      String platform,
      String dataSha256,
      String date) {}

  /** One setting of the run, as the user would write it. */
  public record Setting(String key, String value) {}

  private static void sameLength(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          what + ": expected " + expected + " values, found " + found);
    }
  }
}
