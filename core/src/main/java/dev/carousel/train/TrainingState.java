package dev.carousel.train;

import dev.carousel.layer.CarriedState;
import dev.carousel.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;

/** Everything a run remembers from step to step; a checkpoint is a copy of it. */
final class TrainingState {
  final Parameters parameters;
  final float[][] slots;
  final float[] best; // weights of the best epoch; the first ones before it
  int epoch; // epochs done
  int batch; // batches, or their windows, done in the current one
  long step; // steps done in all
  int bestEpoch;
  long averaged = -1; // steps in the mean of weights; -1: it has not begun
  double bestLoss = Double.POSITIVE_INFINITY;
  double lossSum; // over the current epoch
  double lossTotal;
  double lastFinite = Double.NaN;
  final List<History.Epoch> epochs = new ArrayList<>();
  final CarriedState carried = new CarriedState(); // from window to window

  TrainingState(Parameters parameters, int slots) {
    this.parameters = parameters;
    this.slots = new float[slots][parameters.size()];
    this.best = parameters.values().clone();
  }

  /** Counts a batch. */
  void addBatch(double loss, double total) {
    lossSum += loss * total;
    lossTotal += total;
    lastFinite = loss;
    batch++;
  }

  /** Counts a window that no example reaches into. */
  void skip() {
    batch++;
    step++;
  }

  /** Closes the current epoch; true if it is the best so far. */
  boolean closeEpoch(double validationLoss) {
    boolean best = addEpoch(lossSum / lossTotal, validationLoss);
    batch = 0;
    lossSum = 0;
    lossTotal = 0;
    if (best) {
      System.arraycopy(parameters.values(), 0, this.best, 0, this.best.length);
    }
    return best;
  }

  /** Counts an epoch; true if it is the best so far. */
  boolean addEpoch(double loss, double validationLoss) {
    epoch++;
    History.Epoch done = new History.Epoch(epoch, loss, validationLoss);
    epochs.add(done);
    if (!(done.watched() < bestLoss)) {
      return false;
    }
    bestLoss = done.watched();
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
