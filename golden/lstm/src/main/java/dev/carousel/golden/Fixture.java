package dev.carousel.golden;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A safetensors file in the making; knows nothing of Carousel's own writer. */
final class Fixture {
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, String> entries = new LinkedHashMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  Fixture note(String key, Object value) {
    metadata.put(key, value.toString());
    return this;
  }

  /** Given values: float32 holds them exactly. */
  void f32(String name, double[] values, long... shape) {
    ByteBuffer bytes = buffer(4 * values.length);
    for (double value : values) {
      if ((float) value != value) {
        throw new IllegalStateException(name + " holds " + value + ", no float32");
      }
      bytes.putFloat((float) value);
    }
    add(name, "F32", bytes, shape);
  }

  /** Results. */
  void f64(String name, double[] values, long... shape) {
    ByteBuffer bytes = buffer(8 * values.length);
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalStateException(name + " holds " + value);
      }
      bytes.putDouble(value);
    }
    add(name, "F64", bytes, shape);
  }

  void i64(String name, long[] values, long... shape) {
    ByteBuffer bytes = buffer(8 * values.length);
    for (long value : values) {
      bytes.putLong(value);
    }
    add(name, "I64", bytes, shape);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void add(String name, String dtype, ByteBuffer bytes, long... shape) {
    int begin = data.size();
    data.writeBytes(bytes.array());
    String entry = "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}";
    entries.put(name, entry.formatted(dtype, Arrays.toString(shape), begin, data.size()));
  }

  void write(Path file) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("__metadata__", object(metadata, "\"%s\":\"%s\""));
    all.putAll(entries);
    byte[] header = object(all, "\"%s\":%s").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = buffer(8 + header.length + data.size());
    bytes.putLong(header.length).put(header).put(data.toByteArray());
    Files.createDirectories(file.getParent());
    Files.write(file, bytes.array());
  }

  private static String object(Map<String, String> fields, String format) {
    return fields.entrySet().stream()
        .map(field -> format.formatted(field.getKey(), field.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
