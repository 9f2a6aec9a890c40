package dev.carousel.task.classify;

import dev.carousel.random.Randomness;
import java.util.List;

/** Small sets of sequences of two classes: waves that rise at first, and waves that fall. */
final class SampleSequences {
  private SampleSequences() {}

  /** Sequences of 6 to 11 steps and two channels, the second one noise far from zero. */
  static SequenceSet ragged(int size, long seed) {
    Randomness random = new Randomness(seed, 0);
    float[][] sequences = new float[size][];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      Randomness own = random.numbered(i);
      labels[i] = i % 2;
      int length = 6 + (int) (6 * own.uniform(0));
      sequences[i] = new float[2 * length];
      float sign = labels[i] == 0 ? 1 : -1;
      for (int t = 0; t < length; t++) {
        double wave = StrictMath.sin(0.8 * t) + 0.3 * own.uniform(10 + t);
        sequences[i][2 * t] = sign * (float) wave;
        sequences[i][2 * t + 1] = 100 + 20 * own.uniform(50 + t);
      }
    }
    return new SequenceSet("waves", 2, false, List.of("rises", "falls"), sequences, labels);
  }

  static ClassifyOptions options(int epochs, double validation) {
    return new ClassifyOptions(
        ClassifyOptions.CellKind.LSTM,
        1,
        7,
        false,
        ClassifyOptions.Pooling.LAST,
        0.1,
        0,
        epochs,
        8,
        0.02,
        1,
        validation,
        1);
  }
}
