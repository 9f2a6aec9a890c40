package dev.carousel.bench.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A tensor in memory that Java and ONNX Runtime share, so that a run copies nothing.
 *
 * @param memory the elements
 */
record FloatTensor(OnnxTensor tensor, FloatBuffer memory) {

  /** A tensor of zeros. */
  static FloatTensor zeros(OrtEnvironment environment, long... shape) throws OrtException {
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    FloatBuffer memory =
        ByteBuffer.allocateDirect(Math.multiplyExact(4, size))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return new FloatTensor(OnnxTensor.createTensor(environment, memory, shape), memory);
  }

  void set(float[] values) {
    memory.put(0, values);
  }

  void get(float[] values) {
    memory.get(0, values);
  }

  float[] toArray() {
    float[] values = new float[memory.capacity()];
    get(values);
    return values;
  }
}
