package dev.carousel.task.panel;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is read beside the values of a series and its calendar, with what was learnt of it.
 *
 * @param missing what stands where a value is missing
 * @param past channels known up to the origin
 * @param known channels known over the horizon too
 * @param statics channels of what is the same in all of a series
 * @param holidays whether the network is told of holidays
 */
record PanelInputs(
    Missing missing,
    List<Channel> past,
    List<Channel> known,
    List<Channel> statics,
    boolean holidays) {
  static final PanelInputs NONE =
      new PanelInputs(Missing.LAST, List.of(), List.of(), List.of(), false);

  /** Of each day: a holiday, the day before one, the day after one. */
  static final int HOLIDAY_TERMS = 3;

  PanelInputs {
    past = List.copyOf(past);
    known = List.copyOf(known);
    statics = List.copyOf(statics);
  }

  /** Channels that change with the time. */
  int channels() {
    return past.size() + known.size();
  }

  /** Of the channels that change with the time, one. */
  Channel channel(int number) {
    return number < past.size() ? past.get(number) : known.get(number - past.size());
  }

  /** Channels of which the network is told what was observed. */
  int marked() {
    return missing == Missing.MASK
        ? (int) IntStream.range(0, channels()).filter(c -> channel(c).gaps()).count()
        : 0;
  }

  /** Numbers of what is known ahead, and of what does not change. */
  int ahead(int horizon) {
    int terms = known.size() + (holidays ? HOLIDAY_TERMS : 0);
    return horizon * terms + statics.size();
  }
}
