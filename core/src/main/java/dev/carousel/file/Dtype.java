package dev.carousel.file;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Element types of a tensor in a file; the names are those of the safetensors format. */
@SuppressWarnings("ImmutableEnumChecker") // ValueLayout is immutable by its contract
public enum Dtype {
  /** IEEE single precision: weights, gradients, optimiser state. */
  F32(ValueLayout.JAVA_FLOAT, ValueLayout.JAVA_FLOAT_UNALIGNED),
  /** IEEE double precision: statistics of data. */
  F64(ValueLayout.JAVA_DOUBLE, ValueLayout.JAVA_DOUBLE_UNALIGNED),
  /** Two's complement, 32 bits. */
  I32(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT_UNALIGNED),
  /** Two's complement, 64 bits: counters, random positions. */
  I64(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG_UNALIGNED);

  private final ValueLayout memory;
  private final ValueLayout file;

  Dtype(ValueLayout memory, ValueLayout unaligned) {
    this.memory = memory;
    this.file = unaligned.withOrder(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes of one element. */
  public int bytes() {
    return (int) memory.byteSize();
  }

  /** The element in a Java array. */
  ValueLayout memory() {
    return memory;
  }

  /** The element in a file: little-endian, at any address. */
  ValueLayout file() {
    return file;
  }

  /** The type of that name, or null if there is none here. */
  static @Nullable Dtype named(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    return null;
  }

  /** All names, for messages. */
  static String names() {
    List<String> names = Arrays.stream(values()).map(Dtype::name).toList();
    return String.join(", ", names);
  }
}
