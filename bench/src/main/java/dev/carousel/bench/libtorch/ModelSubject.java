package dev.carousel.bench.libtorch;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.LanguageModel;
import dev.carousel.bench.work.LanguageModel.Step;
import dev.carousel.bench.work.LanguageModel.Weight;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Layout;
import dev.carousel.bench.work.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A training step of the language model, time-major, with oneDNN where libtorch wants it. */
final class ModelSubject implements Subject {
  private final LanguageModel model;
  private final Tensor words;
  private final Tensor targets;
  private final Tensor state;
  private Weights weights;

  /**
   * The weights in PyTorch's layout.
   *
   * @param lstm of both layers, with second biases that are zero and stay as they are
   */
  private record Weights(Tensor embedding, List<Tensor> lstm, Tensor kernel, Tensor bias) {
    static Weights of(List<Weight> given) {
      List<Tensor> lstm = new ArrayList<>();
      for (Weight weight : given.subList(1, 7)) {
        lstm.add(leaf(weight));
        if (weight.rows() == 1) {
          lstm.add(torch.zeros(weight.columns()));
        }
      }
      Weight embedding = given.getFirst();
      return new Weights(
          Torch.leaf(embedding.values(), embedding.rows(), embedding.columns()),
          lstm,
          leaf(given.get(7)),
          leaf(given.get(8)));
    }

    /** Transposed, as PyTorch has it. */
    private static Tensor leaf(Weight w) {
      return w.rows() == 1
          ? Torch.leaf(w.values(), w.columns())
          : Torch.leaf(Layout.transposed(w.values(), w.rows(), w.columns()), w.columns(), w.rows());
    }

    /** Those that are trained, in the order of {@link LanguageModel#weights}. */
    List<Tensor> trained() {
      List<Tensor> all = new ArrayList<>(List.of(embedding));
      lstm.stream().filter(Tensor::requires_grad).forEach(all::add);
      all.add(kernel);
      all.add(bias);
      return all;
    }
  }

  ModelSubject(Case which) {
    model = new LanguageModel(which.shape());
    LayerShape s = model.shape();
    words = Torch.ids(model.words(), s.batch(), s.time()).t().contiguous();
    targets = Torch.ids(model.targets(), s.batch(), s.time()).t().contiguous().view(-1);
    state = torch.zeros(2, s.batch(), s.hidden());
    weights = Weights.of(model.weights());
  }

  @Override
  public String description() {
    return "%d threads".formatted(torch.get_num_threads());
  }

  @Override
  public void run() {
    step(Step.TIMED);
  }

  /** One step; gives the loss before it. */
  private float step(Step step) {
    try (PointerScope _ = new PointerScope()) {
      Tensor loss = torch.cross_entropy_loss(logits(step.dropout()), targets);
      loss.backward();
      List<Tensor> trained = weights.trained();
      torch.clip_grad_norm_(new TensorVector(trained.toArray(Tensor[]::new)), step.clipNorm());
      try (NoGradGuard _ = new NoGradGuard()) {
        for (Tensor weight : trained) {
          weight.sub_(weight.grad(), new Scalar(step.rate()));
          weight.mutable_grad().reset();
        }
      }
      return loss.item_float();
    }
  }

  /** (T B, V). */
  private Tensor logits(double dropout) {
    Tensor x = torch.dropout(torch.embedding(weights.embedding, words), dropout, true);
    TensorVector lstm = new TensorVector(weights.lstm.toArray(Tensor[]::new));
    Tensor y =
        torch
            .lstm(x, new TensorVector(state, state), lstm, true, 2, dropout, true, false, false)
            .get0();
    Tensor rows = torch.dropout(y, dropout, true).view(-1, model.shape().hidden());
    return torch.linear(rows, weights.kernel, new TensorOptional(weights.bias));
  }

  @Override
  public Map<String, float[]> results() {
    Map<String, float[]> results = new TreeMap<>();
    results.put(LOSS, new float[] {step(Step.COMPARED)});
    List<Tensor> after = weights.trained();
    int at = 0;
    for (Weight before : model.weights()) {
      float[] values = Torch.values(after.get(at));
      boolean transposed = at > 0 && before.rows() > 1;
      float[] ours =
          transposed
              ? Layout.transposed(
                  values, /* rows= */ before.columns(), /* columns= */ before.rows())
              : values;
      results.put(before.name(), LanguageModel.moved(before.values(), ours));
      at++;
    }
    weights = Weights.of(model.weights());
    return results;
  }
}
