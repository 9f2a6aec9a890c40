package dev.carousel.bench.work;

import dev.carousel.random.Randomness;
import java.util.ArrayList;
import java.util.List;

/**
 * A language model as it was trained on the Penn Treebank (Zaremba et al. 2014): an embedding, two
 * LSTM layers, a softmax over the words, dropout between all of them; the mean cross-entropy's
 * gradient clipped by its norm, then gradient descent.
 *
 * @param shape I of the embedding, H of both layers
 */
public record LanguageModel(LayerShape shape) {
  /** V. */
  public static final int VOCABULARY = 10_000;

  /** The small and the medium model. */
  public static final List<LayerShape> SHAPES =
      List.of(new LayerShape(20, 35, 200, 200), new LayerShape(20, 35, 650, 650));

  private static final Randomness RANDOM = new Randomness(20_260_102, 0).named("language model");
  private static final float BOUND = 0.1f;

  /**
   * The options of a step.
   *
   * @param dropout rate
   * @param clipNorm largest norm of the gradient
   * @param rate learning rate
   */
  public record Step(double dropout, double clipNorm, double rate) {
    /** As in training. */
    public static final Step TIMED = new Step(0.5, 5, 1);

    /**
     * For comparing both sides, whose dropout differs: without it, always clipped, and so large
     * that rounding is nothing beside what the weights move by.
     */
    public static final Step COMPARED = new Step(0, 1e-3, 1e4);
  }

  /**
   * A weight in Carousel's layout.
   *
   * @param rows 1 of a bias
   */
  public record Weight(String name, int rows, int columns, float[] values) {}

  /** All weights, from the embedding up. */
  public List<Weight> weights() {
    int hidden = shape.hidden();
    List<Weight> all = new ArrayList<>();
    all.add(weight("embedding", VOCABULARY, shape.input()));
    for (int layer = 1; layer <= 2; layer++) {
      all.add(weight("wX" + layer, layer == 1 ? shape.input() : hidden, 4 * hidden));
      all.add(weight("wH" + layer, hidden, 4 * hidden));
      all.add(weight("bias" + layer, 1, 4 * hidden));
    }
    all.add(weight("kernel", hidden, VOCABULARY));
    all.add(weight("output bias", 1, VOCABULARY));
    return all;
  }

  private static Weight weight(String name, int rows, int columns) {
    Randomness random = RANDOM.named(name);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = BOUND * (2 * random.uniform(i) - 1);
    }
    return new Weight(name, rows, columns, values);
  }

  /** Words (B, T) to read. */
  public int[] words() {
    return draw("words");
  }

  /** Words (B, T) to foretell. */
  public int[] targets() {
    return draw("targets");
  }

  private int[] draw(String name) {
    Randomness random = RANDOM.named(name);
    int[] ids = new int[shape.rows()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) (random.uniform(i) * VOCABULARY);
    }
    return ids;
  }

  /** What a weight moved by, {@code after - before}. */
  public static float[] moved(float[] before, float[] after) {
    float[] moved = new float[before.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = after[i] - before[i];
    }
    return moved;
  }
}
