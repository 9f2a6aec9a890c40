package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;

/**
 * A stream of the timing tasks of 2002, one step at a time: one input, and where {@link #told} one
 * target.
 */
abstract class TimedStream {
  /** Of the current step. */
  double input;

  double target;
  boolean told;

  /** Whether the current step completes a period. */
  boolean completes;

  /** Goes to the first step. */
  abstract void start(Draws draws);

  /** Goes to the next step. */
  abstract void advance();

  /** Spikes at T(n) = T(n - 1) + F + I(n), I(n) being 0 or 1. */
  private abstract static class Spikes extends TimedStream {
    final int f;
    int which;
    private Draws draws;
    private int left;

    Spikes(int f) {
      this.f = f;
      draws = new Draws(new dev.carousel.random.Randomness(0, 0));
    }

    @Override
    void start(Draws from) {
      draws = from;
      drawInterval();
      spike(-1);
    }

    private void drawInterval() {
      which = draws.below(2);
      left = f + which;
    }

    @Override
    void advance() {
      if (--left > 0) {
        silence();
        return;
      }
      int before = which;
      drawInterval();
      spike(before);
    }

    /**
     * @param before I of the interval that ends here; -1 at the first spike
     */
    abstract void spike(int before);

    abstract void silence();
  }

  /** Measuring spike delays: at each spike, say I of the interval before it. */
  static TimedStream measuring(int f) {
    return new Spikes(f) {
      @Override
      void spike(int before) {
        input = 1;
        told = before >= 0;
        target = before;
        completes = told;
      }

      @Override
      void silence() {
        input = 0;
        told = false;
        completes = false;
      }
    };
  }

  /** Generating timed spikes: told at each spike I of the interval to come, spike at its end. */
  static TimedStream generating(int f) {
    return new Spikes(f) {
      @Override
      void spike(int before) {
        input = which;
        told = before >= 0;
        target = 1;
        completes = told;
      }

      @Override
      void silence() {
        input = 0;
        told = true;
        target = 0;
        completes = false;
      }
    };
  }

  /** Periodic functions of the step, to be generated without input. */
  enum Wave {
    /** (1 - cos(2 pi t / F)) / 2. */
    COS {
      @Override
      double at(int t, int f) {
        return (1 - StrictMath.cos(2 * Math.PI * t / f)) / 2;
      }
    },
    /** Rises over the first half of the period and falls over the second. */
    TRIANGLE {
      @Override
      double at(int t, int f) {
        double share = 2.0 * (t % f) / f;
        return share <= 1 ? share : 2 - share;
      }
    },
    /** 0 over the first half of the period, then 1. */
    RECTANGLE {
      @Override
      double at(int t, int f) {
        return 2 * (t % f) > f ? 1 : 0;
      }
    };

    abstract double at(int t, int f);
  }

  /** Periodic function generation. */
  static TimedStream periodic(Wave wave, int f) {
    double[] values = new double[f];
    for (int t = 0; t < f; t++) {
      values[t] = wave.at(t, f);
    }
    return new TimedStream() {
      private int t;

      @Override
      void start(Draws draws) {
        t = 0;
        told = true;
        target = values[0];
        completes = false;
      }

      @Override
      void advance() {
        t = t + 1 == f ? 0 : t + 1;
        target = values[t];
        completes = t == f - 1;
      }
    };
  }
}
