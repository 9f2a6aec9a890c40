package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.file.TensorData;
import dev.carousel.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A digest of numbers: the first 128 bits of their SHA-256, in hexadecimal. Equal numbers give
 * equal digests; of large data only some examples are read, so that it takes milliseconds whatever
 * their size.
 */
final class DataDigest {
  /** Numbers up to which data are read as a whole: 4 MiB of them. */
  static final int WHOLE = 1 << 20;

  private static final int BYTES = 16;

  private final MessageDigest digest;

  private DataDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new IllegalStateException(e);
    }
  }

  /** Of values. */
  static String of(float[] values) {
    DataDigest digest = new DataDigest();
    digest.add(values);
    return digest.text();
  }

  /** Of tensors and their names, all of them. */
  static String of(Map<String, TensorData> tensors) {
    DataDigest digest = new DataDigest();
    new TreeMap<>(tensors)
        .forEach((name, data) -> {
          digest.add("%s %s %s".formatted(name, data.dtype(), Arrays.toString(data.shape())));
          switch (data.dtype()) {
            case F32 -> digest.add(data.floats());
            case F64 -> digest.add(data.doubles());
            case I32 -> digest.add(Arrays.toString(data.ints()));
            case I64 -> digest.add(Arrays.toString(data.longs()));
          }
        });
    return digest.text();
  }

  private void add(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    digest.update(bytes.array());
  }

  /**
   * Of examples: their number, shapes, inputs, lengths, targets and weights. If they are more than
   * {@link #WHOLE} numbers, of the first, the last and as many evenly spaced ones between as make
   * about that many: a change in one of the others goes unseen.
   */
  static String of(Examples examples) {
    DataDigest digest = new DataDigest();
    List<Examples> inputs = examples.inputParts();
    List<Examples> targets = examples.targetParts();
    int size = examples.size();
    int numbers = 1;
    for (Examples input : inputs) {
      digest.add("%d of %s".formatted(size, input.inputShape()));
      numbers += input.inputShape().size();
    }
    for (Examples target : targets) {
      digest.add("to %s, %s".formatted(target.targetShape(), target.weighted()));
      numbers += target.targetShape().size() * (target.weighted() ? 2 : 1);
    }
    int read = Math.min(size, Math.max(2, WHOLE / numbers));
    for (int i = 0; i < read; i++) {
      int index = read == size ? i : (int) ((long) i * (size - 1) / (read - 1));
      inputs.forEach(input -> digest.addInput(input, index));
      targets.forEach(target -> digest.addTarget(target, index));
    }
    return digest.text();
  }

  private void addInput(Examples examples, int index) {
    Shape shape = examples.inputShape();
    if (shape.size() > WHOLE) { // a row of a text may be larger than memory
      addSteps(shape, (from, n, x) -> examples.readInputSteps(index, from, n, x, 0));
      add(new float[] {examples.length(index)});
      return;
    }
    float[] x = new float[shape.size() + 1];
    x[x.length - 1] = examples.length(index);
    examples.readInput(index, x, 0);
    add(x);
  }

  private void addTarget(Examples examples, int index) {
    Shape shape = examples.targetShape();
    if (shape.size() > WHOLE && !examples.weighted()) {
      addSteps(shape, (from, n, y) -> examples.readTargetSteps(index, from, n, y, 0));
      return;
    }
    float[] y = new float[shape.size()];
    examples.readTarget(index, y, 0);
    add(y);
    if (examples.weighted()) {
      examples.readWeights(index, y, 0);
      add(y);
    }
  }

  /** Writes steps to an array. */
  private interface Steps {
    void read(int from, int n, float[] to);
  }

  private void addSteps(Shape shape, Steps steps) {
    int width = shape.size() / shape.at(0);
    int piece = Math.max(1, WHOLE / width);
    for (int from = 0; from < shape.at(0); from += piece) {
      float[] values = new float[Math.min(piece, shape.at(0) - from) * width];
      steps.read(from, values.length / width, values);
      add(values);
    }
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(float[] values) {
    int piece = Math.min(values.length, 1 << 14);
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * piece).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += piece) {
      int n = Math.min(piece, values.length - from);
      bytes.asFloatBuffer().put(values, from, n);
      digest.update(bytes.array(), 0, Float.BYTES * n);
    }
  }

  private String text() {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }
}
