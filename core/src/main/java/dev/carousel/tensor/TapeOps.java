package dev.carousel.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations of a {@link Tape}, each in a file of its own with its way back. */
abstract sealed class TapeOps implements Ops permits Tape {
  private Tape tape() {
    return (Tape) this;
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return Elementwise.add(tape(), tape().own(a), tape().own(b), 1);
  }

  @Override
  public Tensor subtract(Tensor a, Tensor b) {
    return Elementwise.add(tape(), tape().own(a), tape().own(b), -1);
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return Elementwise.multiply(tape(), tape().own(a), tape().own(b));
  }

  @Override
  public Tensor scale(Tensor a, float factor, float shift) {
    return Elementwise.scale(tape(), tape().own(a), factor, shift);
  }

  @Override
  public Tensor divide(Tensor a, Tensor b) {
    return Quotient.apply(tape(), tape().own(a), tape().own(b));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return Maximum.ofTwo(tape(), tape().own(a), tape().own(b));
  }

  @Override
  public Tensor clip(Tensor a, float low, float high) {
    return Elementwise.clip(tape(), tape().own(a), low, high);
  }

  @Override
  public Tensor apply(Function function, Tensor a) {
    return Elementwise.apply(tape(), function, tape().own(a));
  }

  @Override
  public Tensor linear(Tensor init, Tensor x, Tensor w) {
    return Linear.apply(tape(), tape().own(init), tape().own(x), tape().own(w));
  }

  @Override
  public Tensor linearTransposed(Tensor init, Tensor x, Tensor w) {
    return Linear.transposed(tape(), tape().own(init), tape().own(x), tape().own(w));
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return MatrixProduct.apply(tape(), tape().own(a), tape().own(b));
  }

  @Override
  public Tensor transpose(Tensor a) {
    return MatrixProduct.transpose(tape(), tape().own(a));
  }

  @Override
  public Tensor embedding(Tensor ids, Tensor table) {
    return Embedding.apply(tape(), tape().own(ids), tape().own(table));
  }

  @Override
  public Tensor columns(Tensor a, int from, int to) {
    return Rearrange.columns(tape(), tape().own(a), from, to);
  }

  @Override
  public Tensor concat(List<Tensor> parts) {
    return Rearrange.concat(tape(), parts.stream().map(tape()::own).toList());
  }

  @Override
  public Tensor step(Tensor a, int t) {
    return Rearrange.step(tape(), tape().own(a), t);
  }

  @Override
  public Tensor stack(List<Tensor> steps) {
    return Rearrange.stack(tape(), steps.stream().map(tape()::own).toList());
  }

  @Override
  public Tensor reshape(Tensor a, Shape shape) {
    return Rearrange.reshape(tape(), tape().own(a), shape);
  }

  @Override
  public Tensor repeat(Tensor a, int times) {
    return Rearrange.repeat(tape(), tape().own(a), times);
  }

  @Override
  public Tensor stopGradient(Tensor a) {
    return Rearrange.stopGradient(tape(), tape().own(a));
  }

  @Override
  public Tensor cumulativeSum(Tensor a) {
    return Scan.sum(tape(), tape().own(a));
  }

  @Override
  public Tensor cumulativeLogSumExp(Tensor a) {
    return Scan.logSumExp(tape(), tape().own(a));
  }

  @Override
  public Tensor max(Tensor a) {
    return Maximum.ofRows(tape(), tape().own(a));
  }

  @Override
  public Tensor normalize(Tensor a, float epsilon) {
    return Normalize.apply(tape(), tape().own(a), epsilon);
  }

  @Override
  public Tensor sum(Tensor a) {
    return Reduce.sum(tape(), tape().own(a));
  }

  @Override
  public Tensor softmax(Tensor a) {
    return Softmax.softmax(tape(), tape().own(a));
  }

  @Override
  public Tensor softmax(Tensor a, Tensor mask) {
    return Softmax.softmax(tape(), tape().own(a), tape().own(mask));
  }

  @Override
  public Tensor outerSum(Tensor a, Tensor m) {
    return OuterSum.apply(tape(), tape().own(a), tape().own(m));
  }

  @Override
  public Tensor pool(Pooling pooling, Tensor x, @Nullable Tensor mask) {
    return Pool.apply(tape(), pooling, tape().own(x), mask == null ? null : tape().own(mask));
  }

  @Override
  public Tensor softmaxCrossEntropy(Tensor logits, Tensor target) {
    return Softmax.crossEntropy(tape(), tape().own(logits), tape().own(target));
  }

  @Override
  public Tensor sparseSoftmaxCrossEntropy(Tensor logits, Tensor ids) {
    return Softmax.sparseCrossEntropy(tape(), tape().own(logits), tape().own(ids));
  }

  @Override
  public Tensor rows(RowFunction function, Tensor a, Tensor given) {
    return RowWise.apply(tape(), function, tape().own(a), tape().own(given));
  }

  @Override
  public Tensor select(Tensor mask, Tensor a, Tensor b) {
    return Rearrange.select(tape(), tape().own(mask), tape().own(a), tape().own(b));
  }
}
