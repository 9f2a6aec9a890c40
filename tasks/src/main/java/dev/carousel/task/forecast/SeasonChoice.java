package dev.carousel.task.forecast;

import dev.carousel.task.regression.LeastSquares;
import dev.carousel.task.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the seasonal terms of a target on training time alone: harmonics are added one by one as
 * long as they forecast held-out blocks of time better.
 */
final class SeasonChoice {
  private static final int BLOCKS = 5;
  private static final double RIDGE = 1e-3;
  private static final double GAIN = 0.998;

  private final List<Season> candidates;
  private final List<LeastSquares> blocks = new ArrayList<>();
  private final LeastSquares all;

  private SeasonChoice(TimeSeries series, List<Season> candidates, int trainEnd) {
    this.candidates = candidates;
    int terms = Season.terms(candidates) + 1;
    all = new LeastSquares(terms);
    for (int b = 0; b < BLOCKS; b++) {
      LeastSquares block = new LeastSquares(terms);
      int to = (int) ((long) trainEnd * (b + 1) / BLOCKS);
      for (int t = (int) ((long) trainEnd * b / BLOCKS); t < to; t++) {
        if (series.observed(t)) {
          block.add(Season.termsAndOne(candidates, series.time(t)), series.target(t));
        }
      }
      blocks.add(block);
      all.add(block, 1);
    }
  }

  /** The seasons worth having, of those that fit in training time. */
  static List<Season> choose(TimeSeries series, int trainEnd) {
    List<Season> candidates = Season.of(series.frequency(), series.start(), trainEnd);
    return new SeasonChoice(series, candidates, trainEnd).choose();
  }

  private List<Season> choose() {
    int[] harmonics = new int[candidates.size()];
    double error = heldOutError(harmonics);
    while (true) {
      int best = -1;
      double bestError = error * GAIN;
      for (int s = 0; s < harmonics.length; s++) {
        if (harmonics[s] < candidates.get(s).harmonics()) {
          harmonics[s]++;
          double with = heldOutError(harmonics);
          harmonics[s]--;
          if (with < bestError) {
            best = s;
            bestError = with;
          }
        }
      }
      if (best < 0) {
        return chosen(harmonics);
      }
      harmonics[best]++;
      error = bestError;
    }
  }

  private List<Season> chosen(int[] harmonics) {
    List<Season> chosen = new ArrayList<>();
    for (int s = 0; s < harmonics.length; s++) {
      if (harmonics[s] > 0) {
        chosen.add(new Season(candidates.get(s).cycle(), harmonics[s]));
      }
    }
    return List.copyOf(chosen);
  }

  /** Sum of squared errors over the blocks, each forecast by a fit to the others. */
  private double heldOutError(int[] harmonics) {
    int[] terms = terms(harmonics);
    double error = 0;
    for (LeastSquares block : blocks) {
      LeastSquares others = all.only(terms);
      LeastSquares held = block.only(terms);
      others.add(held, -1);
      if (others.rows() > 0) {
        error += held.error(others.solve(RIDGE));
      }
    }
    return error;
  }

  private int[] terms(int[] harmonics) {
    List<Integer> terms = new ArrayList<>();
    int offset = 0;
    for (int s = 0; s < harmonics.length; s++) {
      for (int i = 0; i < 2 * harmonics[s]; i++) {
        terms.add(offset + i);
      }
      offset += candidates.get(s).terms();
    }
    terms.add(offset);
    return terms.stream().mapToInt(Integer::intValue).toArray();
  }
}
