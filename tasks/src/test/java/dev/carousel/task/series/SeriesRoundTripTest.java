package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.series.Frequency.Unit;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A random series written to text, rows shuffled and some left out, is recovered as it was. */
class SeriesRoundTripTest {
  private static final List<Frequency> FREQUENCIES =
      List.of(
          Frequency.of(Unit.SECOND),
          new Frequency(Unit.MINUTE, 15),
          Frequency.of(Unit.HOUR),
          new Frequency(Unit.HOUR, 6),
          Frequency.of(Unit.DAY),
          new Frequency(Unit.DAY, 3),
          Frequency.of(Unit.BUSINESS_DAY),
          Frequency.of(Unit.WEEK),
          new Frequency(Unit.WEEK, 4),
          Frequency.of(Unit.MONTH),
          Frequency.of(Unit.QUARTER),
          new Frequency(Unit.MONTH, 6),
          Frequency.of(Unit.YEAR));
  private static final List<String> FORMS =
      List.of(
          "yyyy-MM-dd HH:mm:ss",
          "yyyy-MM-dd'T'HH:mm:ss'Z'",
          "dd.MM.yyyy HH:mm:ss",
          "yyyyMMddHHmmss",
          "MM/dd/yyyy HH:mm:ss",
          "dd/MM/yyyy H:mm:ss");
  private static final int UNAMBIGUOUS = 4;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void recovers(long seed) {
    Random random = new Random(seed);
    for (Frequency frequency : FREQUENCIES) {
      int forms = decidesDayOrMonth(frequency) ? FORMS.size() : UNAMBIGUOUS;
      String form = FORMS.get(random.nextInt(forms));
      recovers(frequency, random, DateTimeFormatter.ofPattern(form, Locale.ROOT));
    }
  }

  /** Whether sixty times show which number is the day: not if all fall on a few dates of a year. */
  private static boolean decidesDayOrMonth(Frequency frequency) {
    return switch (frequency.unit()) {
      case DAY, BUSINESS_DAY, WEEK -> true;
      case MONTH, QUARTER -> frequency.step() == 1;
      default -> false;
    };
  }

  private static void recovers(Frequency frequency, Random random, DateTimeFormatter form) {
    int length = 60 + random.nextInt(80);
    LocalDateTime start = start(frequency, random);
    double[] target = new double[length];
    double[] other = new double[length];
    List<String> rows = new ArrayList<>();
    int gaps = 0;
    for (int i = 0; i < length; i++) {
      boolean kept = i == 0 || i == length - 1 || random.nextInt(10) > 0;
      target[i] = kept ? random.nextGaussian() : Double.NaN;
      other[i] = kept && random.nextInt(10) > 0 ? 100 * random.nextGaussian() : Double.NaN;
      gaps += kept ? 0 : 1;
      if (kept) {
        String value = Double.isNaN(other[i]) ? "NA" : Double.toString(other[i]);
        rows.add(value + ";" + target[i] + ";" + form.format(frequency.plus(start, i)));
      }
    }
    Collections.shuffle(rows, random);
    String text = "other;y;time\n" + String.join("\n", rows);

    TimeSeries series = TimeSeries.from(Table.parse("random.csv", text), SeriesOptions.target("y"));

    assertThat(series.frequency()).as("%s from %s", frequency, start).isEqualTo(frequency);
    assertThat(series.start()).isEqualTo(start);
    assertThat(series.target()).isEqualTo(target);
    assertThat(series.column("other")).isEqualTo(other);
    assertThat(series.notes().of(DataNote.Kind.GAPS).stream().mapToInt(DataNote::count).sum())
        .isEqualTo(gaps);
    assertThat(Arrays.stream(series.target()).filter(Double::isNaN).count()).isEqualTo(gaps);
  }

  /** A weekday; for months the last day, the 30th or another, with a time of the day. */
  private static LocalDateTime start(Frequency frequency, Random random) {
    LocalDateTime day =
        Frequency.of(Unit.BUSINESS_DAY)
            .plus(LocalDateTime.parse("2001-01-01T00:00"), random.nextInt(3_000))
            .plusSeconds(random.nextInt(86_400));
    return switch (random.nextInt(3)) {
      case 0 -> frequency.unit().months() > 0 ? day.withMonth(1).withDayOfMonth(31) : day;
      case 1 -> frequency.unit().months() > 0 ? day.withMonth(1).withDayOfMonth(30) : day;
      default -> frequency.unit().months() > 0 ? day.withDayOfMonth(1) : day;
    };
  }
}
