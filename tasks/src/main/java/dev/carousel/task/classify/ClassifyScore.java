package dev.carousel.task.classify;

import dev.carousel.metric.ConfusionMatrix;
import java.util.List;

/**
 * How well a classifier knows sequences.
 *
 * @param set what was classified
 * @param loss mean cross-entropy, in nats
 * @param probabilities of the classes, for each sequence
 * @param confusion how often each class was taken for each
 */
public record ClassifyScore(
    SequenceSet set, double loss, List<double[]> probabilities, ConfusionMatrix confusion) {
  /** Takes a copy of the list. */
  public ClassifyScore {
    probabilities = List.copyOf(probabilities);
  }

  static ClassifyScore of(SequenceSet set, double loss, List<double[]> logits) {
    ConfusionMatrix confusion = new ConfusionMatrix(set.classes().size());
    List<double[]> probabilities = logits.stream().map(ClassifyScore::softmax).toList();
    for (int i = 0; i < set.size(); i++) {
      confusion.add(set.labels()[i], best(probabilities.get(i)), 1);
    }
    return new ClassifyScore(set, loss, probabilities, confusion);
  }

  private static double[] softmax(double[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      most = Math.max(most, logit);
    }
    double[] p = new double[logits.length];
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = StrictMath.exp(logits[c] - most);
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }

  private static int best(double[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }

  /** The class a sequence is taken for: the most probable, the first of equal ones. */
  public int predicted(int index) {
    return best(probabilities.get(index));
  }

  /** Share of sequences taken for what they are. */
  public double accuracy() {
    return confusion.accuracy();
  }

  /** How many were taken for something else. */
  public int errors() {
    double right = 0;
    for (int c = 0; c < confusion.classes(); c++) {
      right += confusion.count(c, c);
    }
    return set.size() - (int) right;
  }
}
