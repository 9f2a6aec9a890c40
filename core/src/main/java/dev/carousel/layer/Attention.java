package dev.carousel.layer;

import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For each step of a query what a memory holds for it: {@code context_t = sum_s a_ts m_s}, where
 * {@code a_t = softmax(score(q_t, m_1), ..., score(q_t, m_S))} over the steps of the memory that
 * are there. Where none is there, weights and context are zero.
 *
 * <p>Reads a query (B, T, H) and a memory (B, S, M); gives the context (B, T, M), masked as the
 * query is, and the weights a (B, T, S). {@code Attention.of(Score.dot()).on(query, memory)}; for
 * the weights take {@code allOn}. Where the query depends on what was attended to before, see
 * {@link AttentionDecoder}.
 *
 * @param score how well a query fits a step
 */
public record Attention(Score score) implements Vertex {
  /** Checks that there is a score. */
  public Attention {
    Objects.requireNonNull(score, "attention score: none, expected one");
  }

  /** Attention with that score. */
  public static Attention of(Score score) {
    return new Attention(score);
  }

  @Override
  public String kind() {
    return "attention";
  }

  @Override
  public boolean needsWholeSequence() {
    return true;
  }

  @Override
  public List<Form> outputs(List<Form> inputs) {
    if (inputs.size() != 2) {
      throw new IllegalArgumentException(
          "%s reads a query and a memory, found %s".formatted(kind(), inputs));
    }
    Shape query = Forms.sequence(kind(), Forms.features(kind(), inputs.get(0)));
    Shape memory = Forms.sequence(kind(), Forms.features(kind(), inputs.get(1)));
    return List.of(
        Form.features(query.withLast(memory.last())), Form.features(query.withLast(memory.at(0))));
  }

  @Override
  public void declare(String name, List<Form> inputs, Parameters.Builder parameters) {
    score.declare(name, inputs.get(0).shape().last(), inputs.get(1).shape().last(), parameters);
  }

  @Override
  public List<Signal> apply(Place place, Pass pass, List<Signal> inputs) {
    Signal query = inputs.get(0);
    Signal memory = Masks.cleared(inputs.get(1)); // what only fills up may hold anything
    Tape tape = pass.tape();
    Tensor keys = score.keys(place, tape, memory.values());
    Tensor scores = score.scores(place, tape, query.values(), keys);
    Tensor weights = weights(scores, memory.mask());
    return List.of(
        new Signal(weights.matmul(memory.values()), query.mask()),
        new Signal(weights, query.mask()));
  }

  /** Softmax of scores (B, T, S) over the steps that are there. */
  static Tensor weights(Tensor scores, @Nullable Tensor mask) {
    return mask == null ? scores.softmax() : scores.ops().softmax(scores, mask);
  }
}
