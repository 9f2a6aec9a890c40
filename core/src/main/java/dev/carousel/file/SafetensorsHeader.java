package dev.carousel.file;

import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON at the head of a safetensors file: {@code {"__metadata__": {name: text}, name: {"dtype",
 * "shape", "data_offsets": [begin, end]}}}, offsets counted from the end of the header.
 *
 * @param metadata texts by name
 * @param slots where each tensor lies, in the order of the header
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Slot> slots) {

  /** Longest header in bytes, as in the reference implementation. */
  static final int LONGEST = 100_000_000;

  static final String METADATA = "__metadata__";

  /** A header starts on, and so the data too, at a multiple of this. */
  private static final int ALIGNMENT = 8;

  /** Type, shape and place of one tensor: bytes {@code [begin, end)} of the data. */
  record Slot(Dtype dtype, List<Integer> shape, long begin, long end) {

    /** Memory for the tensor. */
    TensorData zeros() {
      int size = Math.toIntExact((end - begin) / dtype.bytes());
      int[] dimensions = shape.stream().mapToInt(n -> n).toArray();
      return switch (dtype) {
        case F32 -> TensorData.of(new float[size], dimensions);
        case F64 -> TensorData.of(new double[size], dimensions);
        case I32 -> TensorData.of(new int[size], dimensions);
        case I64 -> TensorData.of(new long[size], dimensions);
      };
    }
  }

  /**
   * The header for these tensors. Data lie in the order given, but 8-byte elements before 4-byte
   * ones, so that all are aligned without holes (which the format forbids).
   */
  static SafetensorsHeader of(Map<String, String> metadata, Map<String, TensorData> tensors) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    tensors.forEach((name, t) -> slots.put(name, new Slot(t.dtype(), sizes(t), 0, t.byteSize())));
    long begin = 0;
    for (Map.Entry<String, Slot> entry : widestFirst(slots)) {
      Slot slot = entry.getValue();
      long end = Math.addExact(begin, slot.end());
      slots.put(entry.getKey(), new Slot(slot.dtype(), slot.shape(), begin, end));
      begin = end;
    }
    return new SafetensorsHeader(metadata, slots);
  }

  private static List<Integer> sizes(TensorData tensor) {
    return Arrays.stream(tensor.shape()).boxed().toList();
  }

  private static List<Map.Entry<String, Slot>> widestFirst(Map<String, Slot> slots) {
    Comparator<Map.Entry<String, Slot>> wide =
        Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes());
    return slots.entrySet().stream().map(Map.Entry::copyOf).sorted(wide).toList();
  }

  /** Slots by name in the order of their data; empty tensors before what begins where they are. */
  List<Map.Entry<String, Slot>> inDataOrder() {
    Comparator<Map.Entry<String, Slot>> byPlace =
        Comparator.comparingLong(entry -> entry.getValue().begin());
    return slots.entrySet().stream()
        .sorted(byPlace.thenComparingLong(entry -> entry.getValue().end()))
        .toList();
  }

  /** The JSON in UTF-8, filled with spaces to a multiple of 8 bytes. */
  byte[] toBytes() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeName(METADATA);
        json.writeStartObject();
        metadata.forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      slots.forEach((name, slot) -> write(json, name, slot));
      json.writeEndObject();
    }
    ByteBuffer bytes = utf8(text.toString());
    int length = bytes.remaining();
    byte[] padded = new byte[Math.ceilDiv(length, ALIGNMENT) * ALIGNMENT];
    bytes.get(padded, 0, length);
    Arrays.fill(padded, length, padded.length, (byte) ' ');
    return padded;
  }

  private static ByteBuffer utf8(String json) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("A name or text has half a surrogate pair", e);
    }
  }

  private static void write(JsonGenerator json, String name, Slot slot) {
    json.writeName(name);
    json.writeStartObject();
    json.writeStringProperty("dtype", slot.dtype().name());
    json.writeName("shape");
    json.writeStartArray();
    slot.shape().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeName("data_offsets");
    json.writeArray(new long[] {slot.begin(), slot.end()}, 0, 2);
    json.writeEndObject();
  }
}
