package dev.carousel.data;

import dev.carousel.tensor.Shape;
import java.util.List;

/** Examples taken from others: fewer, or in another order, or with lengths or weights changed. */
abstract class DerivedExamples implements Examples {
  final Examples all;

  DerivedExamples(Examples all) {
    this.all = all;
  }

  /** Which of the others an example is. */
  int at(int index) {
    return index;
  }

  /** The same, done to others. */
  abstract Examples derive(Examples others);

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public Shape inputShape() {
    return all.inputShape();
  }

  @Override
  public Shape targetShape() {
    return all.targetShape();
  }

  @Override
  public int length(int index) {
    return all.length(at(index));
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    all.readInput(at(index), to, offset);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    all.readTarget(at(index), to, offset);
  }

  @Override
  public void readInputSteps(int index, int from, int steps, float[] to, int offset) {
    all.readInputSteps(at(index), from, steps, to, offset);
  }

  @Override
  public void readTargetSteps(int index, int from, int steps, float[] to, int offset) {
    all.readTargetSteps(at(index), from, steps, to, offset);
  }

  @Override
  public boolean weighted() {
    return all.weighted();
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    all.readWeights(at(index), to, offset);
  }

  @Override
  public List<Examples> inputParts() {
    return joined() ? all.inputParts().stream().map(this::derive).toList() : List.of(this);
  }

  @Override
  public List<Examples> targetParts() {
    return joined() ? all.targetParts().stream().map(this::derive).toList() : List.of(this);
  }

  private boolean joined() {
    return all.inputParts().size() > 1 || all.targetParts().size() > 1;
  }
}
