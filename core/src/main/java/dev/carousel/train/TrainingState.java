package dev.carousel.train;

import dev.carousel.layer.CarriedState;
import dev.carousel.loss.Objective;
import dev.carousel.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;

/** Everything a run remembers from step to step; a checkpoint is a copy of it. */
final class TrainingState {
  final Parameters parameters;
  final float[][] slots;
  final float[] best; // weights of the best epoch; the first ones before it
  int epoch; // epochs done
  int batch; // updates done in the current one
  long step; // steps done in all
  int bestEpoch;
  long averaged = -1; // steps in the mean of weights; -1: it has not begun
  double bestWatched = Double.POSITIVE_INFINITY;
  final LossSums losses; // over the current epoch
  double lastFinite = Double.NaN;
  final List<History.Epoch> epochs = new ArrayList<>();
  final List<CarriedState> carried = new ArrayList<>(); // of each batch, from window to window

  TrainingState(Parameters parameters, int slots, Objective objective) {
    this.parameters = parameters;
    this.slots = new float[slots][parameters.size()];
    this.best = parameters.values().clone();
    this.losses = new LossSums(objective);
  }

  /** The states that go from window to window of one of the batches of an update. */
  CarriedState carried(int number) {
    while (carried.size() <= number) {
      carried.add(new CarriedState());
    }
    return carried.get(number);
  }

  /** Counts an update. */
  void countBatch(double loss) {
    lastFinite = loss;
    batch++;
  }

  /** Counts a window that no example reaches into. */
  void skip() {
    batch++;
    step++;
  }

  /** Closes the current epoch; true if it is the best so far. */
  boolean closeEpoch(History.Epoch done) {
    boolean best = addEpoch(done);
    batch = 0;
    losses.clear();
    if (best) {
      System.arraycopy(parameters.values(), 0, this.best, 0, this.best.length);
    }
    return best;
  }

  /** Counts an epoch; true if it is the best so far. */
  boolean addEpoch(History.Epoch done) {
    epoch++;
    epochs.add(done);
    if (!(done.watched() < bestWatched)) {
      return false;
    }
    bestWatched = done.watched();
    bestEpoch = epoch;
    return true;
  }

  /** What is watched, after each epoch so far. */
  List<Double> watched() {
    return epochs.stream().map(History.Epoch::watched).toList();
  }

  /** Puts the best epoch's weights back, the first ones if none is done. */
  void restoreBest() {
    System.arraycopy(best, 0, parameters.values(), 0, best.length);
    parameters.changed();
  }

  History history(History.End end) {
    return new History(List.copyOf(epochs), bestEpoch, end);
  }
}
