package dev.carousel.lab.paper;

import dev.carousel.online.NetworkRun;
import java.util.Map;

/** Says when a training has reached what the paper asks of it. One for each trial. */
interface StopRule {
  /**
   * Told of every training sequence, before the weights change.
   *
   * @param largest absolute error of its outputs
   * @param mean absolute error of its outputs
   * @return whether training is over
   */
  boolean reached(double largest, double mean, NetworkRun network, long sequences);

  /** Which of the sequences count as needed, once the rule is met. */
  default long counted(long sequences) {
    return sequences;
  }

  /** What there is to say of the way there. */
  default Map<String, Double> figures() {
    return Map.of();
  }
}
