package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.tensor.Shape;

/** Examples read from others, for a test to see or change what is read. */
class Watched implements Examples {
  private final Examples to;

  Watched(Examples to) {
    this.to = to;
  }

  @Override
  public int size() {
    return to.size();
  }

  @Override
  public Shape inputShape() {
    return to.inputShape();
  }

  @Override
  public Shape targetShape() {
    return to.targetShape();
  }

  @Override
  public void readInput(int index, float[] into, int offset) {
    to.readInput(index, into, offset);
  }

  @Override
  public void readTarget(int index, float[] into, int offset) {
    to.readTarget(index, into, offset);
  }
}
