package dev.carousel.task.series;

import dev.carousel.task.series.Frequency.Unit;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;

/** A table being written: rows of time and cells, and what it should be read as. */
final class TableDraft {
  static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  final Random random;
  final Frequency frequency;
  final LocalDateTime start;
  final double[] truth;
  final List<String> times = new ArrayList<>();
  final List<String> cells = new ArrayList<>();
  final List<String> others = new ArrayList<>();
  String delimiter = ",";
  String target = "y";

  TableDraft(long seed) {
    random = new Random(seed);
    Unit unit = List.of(Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH).get(random.nextInt(4));
    frequency = Frequency.of(unit);
    start = LocalDateTime.parse("2003-03-01T00:00").plusMonths(random.nextInt(200));
    truth = new double[40 + random.nextInt(60)];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = (100 + random.nextInt(900)) / 8.0;
      times.add(ISO.format(time(i)));
      cells.add(Double.toString(truth[i]));
      others.add(Integer.toString(random.nextInt(50)));
    }
  }

  LocalDateTime time(int i) {
    return frequency.plus(start, i);
  }

  /** A row that is neither among the first nor the last ones. */
  int row() {
    return 10 + random.nextInt(times.size() - 20);
  }

  void remove(int row) {
    times.remove(row);
    cells.remove(row);
    others.remove(row);
  }

  void repeat(int row, String cell) {
    times.add(row, times.get(row));
    cells.add(row, cell);
    others.add(row, others.get(row));
  }

  void cellsFrom(DoubleFunction<String> text) {
    for (int i = 0; i < truth.length; i++) {
      cells.set(i, text.apply(truth[i]));
    }
  }

  /** As rows of a series b, below those of a series a that has nothing wrong. */
  String longText(TableDraft whole) {
    StringBuilder text = new StringBuilder(String.join(delimiter, "time", "id", target, "other"));
    whole.appendRows(text, "a", delimiter);
    appendRows(text, "b", delimiter);
    return text.append('\n').toString();
  }

  private void appendRows(StringBuilder text, String id, String between) {
    for (int i = 0; i < times.size(); i++) {
      text.append('\n').append(String.join(between, times.get(i), id, cells.get(i), others.get(i)));
    }
  }

  String text() {
    StringBuilder text = new StringBuilder(String.join(delimiter, "time", target, "other"));
    for (int i = 0; i < times.size(); i++) {
      text.append('\n').append(String.join(delimiter, times.get(i), cells.get(i), others.get(i)));
    }
    return text.append('\n').toString();
  }
}
