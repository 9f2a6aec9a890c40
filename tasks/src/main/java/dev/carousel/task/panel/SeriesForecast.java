package dev.carousel.task.panel;

import dev.carousel.task.conformal.ConformalIntervals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forecast of one series, in its own unit.
 *
 * @param id name of the series
 * @param values one for each step ahead
 * @param interval that holds the stated share of values; null if there were too few series to learn
 *     it from
 * @param quantiles for each level of the model one value for each step; at no step does a higher
 *     one lie below a lower one
 * @param samples equally likely paths, a value for each step; empty if the model gives no
 *     distribution
 */
public record SeriesForecast(
    String id,
    double[] values,
    ConformalIntervals.@Nullable Bounds interval,
    List<double[]> quantiles,
    List<double[]> samples) {}
