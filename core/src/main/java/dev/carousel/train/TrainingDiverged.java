package dev.carousel.train;

import java.util.List;

/** The loss or a weight is no longer a finite number: says when, and what to try. */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient History history;

  TrainingDiverged(String message) {
    this(message, new History(List.of(), 0, History.End.DIVERGED));
  }

  private TrainingDiverged(String message, History history) {
    super(message);
    this.history = history;
  }

  /** The same after what was done. */
  TrainingDiverged after(History done) {
    TrainingDiverged same = new TrainingDiverged(String.valueOf(getMessage()), done);
    same.initCause(this);
    return same;
  }

  /**
   * The epochs that were done before. If there is a best one, the network that was trained holds
   * its weights.
   */
  public History history() {
    return history;
  }
}
