package dev.carousel.train;

import dev.carousel.optim.Progress;
import dev.carousel.optim.Schedule;
import java.util.List;

/** Factors of the learning rate, step by step. */
final class Rates {
  private final Schedule schedule;
  private final long steps; // of the whole run; 0 if not known
  private List<Double> watched = List.of(); // after each epoch done
  private long step = -1;
  private double factor;

  Rates(Schedule schedule, long steps) {
    this.schedule = schedule;
    this.steps = steps;
  }

  /** The factor in the step of that number, 0 for the first, in the current epoch. */
  double factor(TrainingState state, long number) {
    if (watched.size() != state.epoch) {
      watched = state.watched();
    }
    if (number != step) {
      step = number;
      factor = schedule.factor(new Progress(number, state.epoch, steps, watched));
    }
    return factor;
  }
}
