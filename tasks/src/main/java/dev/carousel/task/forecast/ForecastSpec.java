package dev.carousel.task.forecast;

import dev.carousel.task.series.Duplicates;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.SeriesOptions;
import java.util.List;

/**
 * What a model file keeps of the task: how a table becomes the network's input, and the network's
 * output a forecast.
 *
 * @param timeColumn the column of times
 * @param duplicates what was done with rows of the same time
 * @param frequency of the series
 * @param trainEndTime ISO time of the first step after training time
 * @param horizon steps forecast
 * @param window steps read
 * @param persistence what the output is added to
 * @param season steps of the shortest season, 1 if there is none
 * @param seasons what is usual is made of
 * @param calendar the seasons whose phase the network reads
 * @param target the column to forecast
 * @param covariates other columns the network reads, past values only
 */
record ForecastSpec(
    String timeColumn,
    Duplicates duplicates,
    Frequency frequency,
    String trainEndTime,
    int horizon,
    int window,
    Persistence persistence,
    int season,
    List<Season> seasons,
    List<Season> calendar,
    Channel target,
    List<Channel> covariates) {

  ForecastSpec {
    seasons = List.copyOf(seasons);
    calendar = List.copyOf(calendar);
    covariates = List.copyOf(covariates);
  }

  /** Numbers the network reads at each step. */
  int features() {
    return 1 + covariates.size() + Season.terms(calendar);
  }

  /** How to read a table again. */
  SeriesOptions seriesOptions() {
    return new SeriesOptions(target.column(), timeColumn, duplicates);
  }
}
