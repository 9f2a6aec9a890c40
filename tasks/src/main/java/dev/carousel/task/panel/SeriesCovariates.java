package dev.carousel.task.panel;

import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.TimeSeries;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the network reads of one series beside its values: columns, holidays, static features. */
final class SeriesCovariates {
  private final PanelSpec spec;
  private final List<FilledColumn> columns; // past channels, then known ones
  private final float[] statics;
  private final @Nullable TimeSeries dated;
  private final Set<LocalDate> holidays;

  /** Reads the columns. */
  SeriesCovariates(PanelSpec spec, NamedSeries series) {
    PanelInputs inputs = spec.inputs();
    this.spec = spec;
    this.statics = statics(inputs, series);
    this.dated = series.dated();
    FilledColumn[] all = new FilledColumn[inputs.channels()];
    for (int c = 0; c < all.length; c++) {
      all[c] = column(inputs.channel(c), c >= inputs.past().size());
    }
    this.columns = List.of(all);
    this.holidays = inputs.holidays() ? holidays() : Set.of();
  }

  private static float[] statics(PanelInputs inputs, NamedSeries series) {
    float[] statics = new float[inputs.statics().size()];
    for (int i = 0; i < statics.length; i++) {
      Channel channel = inputs.statics().get(i);
      if (channel.isNumber()) {
        double value = channel.read(InputLearning.value(series, channel.column()));
        statics[i] = Double.isNaN(value) ? 0 : (float) value;
      } else {
        String text = series.attributes().get(channel.column());
        statics[i] = Objects.equals(text, channel.category()) ? 1 : 0;
      }
    }
    return statics;
  }

  private TimeSeries times() {
    return Objects.requireNonNull(dated, "covariates need times");
  }

  private FilledColumn column(Channel channel, boolean ahead) {
    double[] values = ahead ? whole(channel.column()) : times().column(channel.column());
    double[] read = Arrays.stream(values).map(channel::read).toArray();
    boolean line = spec.inputs().missing() == Missing.INTERPOLATE && channel.isNumber();
    return new FilledColumn(read, line, 0);
  }

  /** A column with what is known of it ahead. */
  private double[] whole(String name) {
    double[] values = times().column(name);
    double[] ahead = times().ahead(name);
    double[] all = Arrays.copyOf(values, values.length + ahead.length);
    System.arraycopy(ahead, 0, all, values.length, ahead.length);
    return all;
  }

  private Set<LocalDate> holidays() {
    Holidays known = Objects.requireNonNull(spec.source().covariates().holidays());
    String column = known.column();
    if (column == null) {
      return new HashSet<>(known.dates());
    }
    Set<LocalDate> days = new HashSet<>();
    List<String> texts = known.texts();
    double[] values = whole(column);
    for (int t = 0; t < values.length; t++) {
      if (isHoliday(values[t], texts)) {
        days.add(times().time(t).toLocalDate());
      }
    }
    return days;
  }

  private static boolean isHoliday(double value, List<String> texts) {
    if (Double.isNaN(value)) {
      return false;
    }
    if (texts.isEmpty()) {
      return value != 0;
    }
    String text = value < 0 ? "unknown" : texts.get((int) value).toLowerCase(Locale.ROOT);
    return !text.equals("no") && !text.equals("false");
  }

  /** One channel of those that change with the time. */
  FilledColumn column(int channel) {
    return columns.get(channel);
  }

  /** The share of a segment's steps that lie on holidays. */
  float holidayShare(int from) {
    int days = 0;
    for (int i = 0; i < spec.segment(); i++) {
      days += holidays.contains(times().time(from + i).toLocalDate()) ? 1 : 0;
    }
    return (float) days / spec.segment();
  }

  /**
   * Writes what is known ahead: for each channel one value a step, then of each step whether it is
   * on a holiday, the day before one, the day after one; then the static features.
   */
  void ahead(int origin, float[] to, int offset) {
    int at = offset;
    int past = spec.inputs().past().size();
    for (int c = past; c < columns.size(); c++) {
      for (int h = 0; h < spec.horizon(); h++) {
        to[at++] = (float) columns.get(c).ahead(origin + h);
      }
    }
    if (spec.inputs().holidays()) {
      for (int h = 0; h < spec.horizon(); h++) {
        holiday(origin + h, to, at);
        at += PanelInputs.HOLIDAY_TERMS;
      }
    }
    System.arraycopy(statics, 0, to, at, statics.length);
  }

  /** Writes the same of one place: a value a channel, its holidays, the static features. */
  void known(int place, float[] to, int offset) {
    int at = offset;
    for (int c = spec.inputs().past().size(); c < columns.size(); c++) {
      to[at++] = (float) columns.get(c).ahead(place);
    }
    if (spec.inputs().holidays()) {
      holiday(place, to, at);
      at += PanelInputs.HOLIDAY_TERMS;
    }
    System.arraycopy(statics, 0, to, at, statics.length);
  }

  private void holiday(int place, float[] to, int at) {
    LocalDate day = times().time(place).toLocalDate();
    to[at] = holidays.contains(day) ? 1 : 0;
    to[at + 1] = holidays.contains(day.plusDays(1)) ? 1 : 0;
    to[at + 2] = holidays.contains(day.minusDays(1)) ? 1 : 0;
  }
}
