package dev.carousel.file;

import dev.carousel.BadInput;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds, in the order of its header.
 *
 * @param origin where it came from, for messages: usually the file's name
 * @param metadata texts by name ({@code __metadata__})
 * @param tensors tensors by name
 */
public record SafetensorsFile(
    String origin, Map<String, String> metadata, Map<String, TensorData> tensors) {

  /** Copies the maps, keeping their order. */
  public SafetensorsFile {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** The text of that name; BadInput if there is none. */
  public String text(String name) {
    String text = metadata.get(name);
    if (text == null) {
      throw missing("__metadata__ entry", name);
    }
    return text;
  }

  /** The values of that F32 tensor; BadInput if it is missing or has another type or shape. */
  public float[] floats(String name, int... shape) {
    return tensor(name, Dtype.F32, shape).floats();
  }

  /** The values of that F64 tensor; BadInput if it is missing or has another type or shape. */
  public double[] doubles(String name, int... shape) {
    return tensor(name, Dtype.F64, shape).doubles();
  }

  /** The values of that I32 tensor; BadInput if it is missing or has another type or shape. */
  public int[] ints(String name, int... shape) {
    return tensor(name, Dtype.I32, shape).ints();
  }

  /** The values of that I64 tensor; BadInput if it is missing or has another type or shape. */
  public long[] longs(String name, int... shape) {
    return tensor(name, Dtype.I64, shape).longs();
  }

  /** The tensor of that name; BadInput if there is none. */
  public TensorData tensor(String name) {
    TensorData tensor = tensors.get(name);
    if (tensor == null) {
      throw missing("tensor", name);
    }
    return tensor;
  }

  private TensorData tensor(String name, Dtype dtype, int[] shape) {
    TensorData tensor = tensor(name);
    if (tensor.dtype() != dtype || !Arrays.equals(tensor.shape(), shape)) {
      throw new BadInput(
          "%s: tensor '%s' is %s, expected %s %s; the file does not fit this model, choose the one"
              + " that was saved from it",
          origin, name, tensor, dtype, Arrays.toString(shape));
    }
    return tensor;
  }

  private BadInput missing(String what, String name) {
    return new BadInput(
        "%s: no %s '%s', expected one; the file does not fit this model, choose the one that was"
            + " saved from it",
        origin, what, name);
  }
}
