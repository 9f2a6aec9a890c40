package dev.carousel.task.series;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** One series of a {@link SeriesSet}: with times, or, from a competition file, without. */
public final class NamedSeries {
  private final String id;
  private final SequencedMap<String, String> attributes;
  private final double[] target;
  private final @Nullable TimeSeries dated;

  private NamedSeries(
      String id,
      SequencedMap<String, String> attributes,
      double[] target,
      @Nullable TimeSeries dated) {
    this.id = id;
    this.attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    this.target = target;
    this.dated = dated;
  }

  /** A series with times. */
  public static NamedSeries dated(
      String id, SequencedMap<String, String> attributes, TimeSeries series) {
    return new NamedSeries(id, attributes, series.target(), series);
  }

  /** A series of values alone; keeps a copy. */
  public static NamedSeries undated(
      String id, SequencedMap<String, String> attributes, double[] target) {
    return new NamedSeries(id, attributes, target.clone(), null);
  }

  /** The name, unlike that of any other series of the set. */
  public String id() {
    return id;
  }

  /** What the file says of the series as a whole, as text by column: static features. */
  public SequencedMap<String, String> attributes() {
    return attributes;
  }

  /** The number of steps, at least 1. */
  public int length() {
    return target.length;
  }

  /** A copy of the values, NaN where not observed; the first and the last are. */
  public double[] target() {
    return target.clone();
  }

  /** Times and other columns; null if the file gives none. */
  public @Nullable TimeSeries dated() {
    return dated;
  }
}
