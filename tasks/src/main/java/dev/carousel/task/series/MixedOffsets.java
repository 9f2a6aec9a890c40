package dev.carousel.task.series;

import dev.carousel.task.table.Column;
import dev.carousel.task.table.Sentence;
import java.time.LocalDateTime;
import java.util.Arrays;

/** Times with unlike offsets from UTC that are irregular in UTC, but not as they are written. */
final class MixedOffsets {
  private MixedOffsets() {}

  /**
   * Says so, with the cure; empty if offsets are not the cause.
   *
   * @param rows of the column, in the order of time
   */
  static String words(Column column, int[] rows) {
    TimeText[] texts =
        Arrays.stream(rows)
            .mapToObj(row -> TimeText.scan(column.text(row)))
            .filter(text -> text != null)
            .toArray(TimeText[]::new);
    int other = 1;
    while (other < texts.length && texts[other].offset() == texts[0].offset()) {
      other++;
    }
    if (texts.length < rows.length || other == texts.length || !isRegular(texts)) {
      return "";
    }
    return Sentence.of(
        " As they are written they are regular, but their offsets from UTC differ (%s on line %d, %s"
            + " on line %d), and they are compared in UTC. If the offsets are those of clocks put"
            + " forward and back, name their zone, such as --zone Europe/Berlin; if they mean"
            + " nothing, leave them out of the file.",
        shown(texts[0]), column.line(rows[0]), shown(texts[other]), column.line(rows[other]));
  }

  private static boolean isRegular(TimeText[] texts) {
    for (DateOrder order : DateOrder.values()) {
      LocalDateTime[] written =
          Arrays.stream(texts)
              .map(text -> {
                LocalDateTime time = order.time(text);
                return time == null ? null : time.plusSeconds(text.offset());
              })
              .filter(time -> time != null)
              .toArray(LocalDateTime[]::new);
      if (written.length == texts.length && FrequencyDetection.isRegularWithGaps(written)) {
        return true;
      }
    }
    return false;
  }

  /** {@code +02:00}. */
  private static String shown(TimeText text) {
    long minutes = Math.abs(text.offset()) / 60;
    return Sentence.of("%s%02d:%02d", text.offset() < 0 ? "-" : "+", minutes / 60, minutes % 60);
  }
}
