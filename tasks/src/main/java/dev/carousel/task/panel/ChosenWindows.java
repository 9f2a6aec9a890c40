package dev.carousel.task.panel;

import java.util.Arrays;

/**
 * Windows spread evenly over all there are.
 *
 * @param which the series of each
 * @param origins the first place behind each
 */
record ChosenWindows(int[] which, int[] origins) {
  /** At most so many, of some origins of each series. */
  static ChosenWindows of(Origins of, int most) {
    int[] counts = of.counts();
    long all = Arrays.stream(counts).asLongStream().sum();
    int size = Math.toIntExact(Math.min(all, most));
    int[] which = new int[size];
    int[] origins = new int[size];
    int one = 0;
    long before = 0; // windows of the series before this one
    for (int i = 0; i < size; i++) {
      long place = all * i / size;
      while (place - before >= counts[one]) {
        before += counts[one++];
      }
      which[i] = one;
      origins[i] = of.origin(one, Math.toIntExact(place - before));
    }
    return new ChosenWindows(which, origins);
  }

  int size() {
    return which.length;
  }
}
