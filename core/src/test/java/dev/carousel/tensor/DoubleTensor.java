package dev.carousel.tensor;

/** Elements in double; see {@link DoubleOps}. */
final class DoubleTensor extends Tensor {
  final double[] data;

  DoubleTensor(Shape shape, double[] data) {
    super(shape);
    this.data = data;
  }

  static DoubleTensor of(Tensor tensor) {
    float[] values = tensor.toArray();
    double[] data = new double[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = values[i];
    }
    return new DoubleTensor(tensor.shape(), data);
  }

  /** The elements of a tensor that is one of these; not copied. */
  static double[] data(Tensor tensor) {
    return ((DoubleTensor) tensor).data;
  }

  @Override
  public Ops ops() {
    return DoubleOps.INSTANCE;
  }

  @Override
  public float[] toArray() {
    float[] values = new float[data.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) data[i];
    }
    return values;
  }

  @Override
  protected float element(int position) {
    return (float) data[position];
  }
}
