package dev.carousel.optim;

import java.util.List;

/**
 * When the mean of the weights begins: a function of what was watched so far. A record, so that a
 * checkpoint knows it again by its words.
 */
@FunctionalInterface
public interface Trigger {
  /**
   * Whether it begins with the next step.
   *
   * @param watched the validation loss after each epoch so far
   */
  boolean begins(List<Double> watched);

  /**
   * After so many epochs.
   *
   * @param epochs 0: the mean is of all steps (Polyak and Juditsky 1992)
   */
  record AfterEpochs(int epochs) implements Trigger {
    /** Checks the number. */
    public AfterEpochs {
      if (epochs < 0) {
        throw new IllegalArgumentException(
            "averaging after %d epochs, expected >= 0".formatted(epochs));
      }
    }

    @Override
    public boolean begins(List<Double> watched) {
      return watched.size() >= epochs;
    }
  }

  /**
   * When the loss stops falling: it is above the best one of all epochs but the {@code interval}
   * before it (Merity, Keskar and Socher 2018, NT-ASGD, in the reading of its authors' program).
   *
   * @param interval epochs that may pass without a better loss; 5 in the paper
   */
  record NonMonotonic(int interval) implements Trigger {
    /** Checks the number. */
    public NonMonotonic {
      if (interval < 1) {
        throw new IllegalArgumentException(
            "non-monotonic interval: %d epochs, expected >= 1".formatted(interval));
      }
    }

    /** Interval 5. */
    public NonMonotonic() {
      this(5);
    }

    @Override
    public boolean begins(List<Double> watched) {
      int last = watched.size() - 1;
      for (int i = 0; i < last - interval; i++) {
        if (watched.get(last) > watched.get(i)) {
          return true;
        }
      }
      return false;
    }
  }
}
