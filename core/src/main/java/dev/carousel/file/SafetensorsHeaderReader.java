package dev.carousel.file;

import dev.carousel.BadInput;
import dev.carousel.file.SafetensorsHeader.Slot;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads and checks a header token by token: nothing is believed, nothing large is built. */
final class SafetensorsHeaderReader {
  private static final int MOST_DIMENSIONS = 32;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(SafetensorsHeader.LONGEST)
                  .maxNestingDepth(4)
                  .build())
          .build();

  private final Damage damage;
  private final long dataBytes;
  private final JsonParser json;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  private SafetensorsHeaderReader(Damage damage, long dataBytes, JsonParser json) {
    this.damage = damage;
    this.dataBytes = dataBytes;
    this.json = json;
  }

  /** The header of a file with that many bytes of data; {@link BadInput} if they do not agree. */
  static SafetensorsHeader read(byte[] header, long dataBytes, Damage damage) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), utf8(header, damage))) {
      return new SafetensorsHeaderReader(damage, dataBytes, json).read();
    } catch (JacksonException e) {
      throw damage.because(
          e, "the header is not valid JSON: " + e.getOriginalMessage(), "one JSON object");
    }
  }

  private static String utf8(byte[] header, Damage damage) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw damage.because(e, "the header is not text", "JSON in UTF-8");
    }
  }

  private SafetensorsHeader read() {
    expect(json.nextToken(), JsonToken.START_OBJECT, "the header", "a JSON object");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (name.equals(SafetensorsHeader.METADATA)) {
        readMetadata();
      } else {
        slots.put(name, readSlot(name));
      }
    }
    if (json.nextToken() != null) {
      throw damage.found("more text after the header's JSON object", "spaces");
    }
    SafetensorsHeader header = new SafetensorsHeader(metadata, slots);
    checkCoverage(header);
    return header;
  }

  private void readMetadata() {
    String owner = SafetensorsHeader.METADATA;
    expect(json.nextToken(), JsonToken.START_OBJECT, owner, "a JSON object of strings");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      expect(json.nextToken(), JsonToken.VALUE_STRING, owner + "." + key, "a string");
      metadata.put(key, json.getString());
    }
  }

  private Slot readSlot(String name) {
    String owner = "tensor '" + name + "'";
    expect(json.nextToken(), JsonToken.START_OBJECT, owner, "a JSON object");
    @Nullable Dtype dtype = null;
    long @Nullable [] shape = null;
    long @Nullable [] offsets = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      switch (field) {
        case "dtype" -> dtype = readDtype(owner);
        case "shape" -> shape = readNumbers(owner + " shape");
        case "data_offsets" -> offsets = readNumbers(owner + " data_offsets");
        default ->
            throw damage.found(
                owner + " has a field '" + field + "'", "dtype, shape and data_offsets only");
      }
    }
    if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
      throw damage.found(owner + " is incomplete", "dtype, shape and two data_offsets");
    }
    return slot(owner, dtype, shape, offsets[0], offsets[1]);
  }

  private Dtype readDtype(String owner) {
    expect(json.nextToken(), JsonToken.VALUE_STRING, owner + " dtype", "a string");
    String name = json.getString();
    Dtype dtype = Dtype.named(name);
    if (dtype == null) {
      throw damage.found(owner + " has dtype '" + name + "'", "one of " + Dtype.names());
    }
    return dtype;
  }

  private long[] readNumbers(String owner) {
    expect(json.nextToken(), JsonToken.START_ARRAY, owner, "an array of numbers");
    long[] numbers = new long[MOST_DIMENSIONS];
    int n = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, owner, "whole numbers");
      if (n == MOST_DIMENSIONS) {
        throw damage.found(owner + " is longer", "at most " + MOST_DIMENSIONS + " numbers");
      }
      numbers[n] = json.getLongValue();
      if (numbers[n] < 0) {
        throw damage.found(owner + " has " + numbers[n], "0 or more");
      }
      n++;
    }
    return Arrays.copyOf(numbers, n);
  }

  private Slot slot(String owner, Dtype dtype, long[] shape, long begin, long end) {
    if (begin > end || end > dataBytes) {
      throw damage.found(
          "%s lies at bytes %d to %d of the data".formatted(owner, begin, end),
          "an ascending range within 0 to " + dataBytes);
    }
    long elements = TensorData.elements(shape);
    if (elements < 0) {
      throw damage.found(
          owner + " has shape " + Arrays.toString(shape),
          "at most " + TensorData.LARGEST + " elements");
    }
    if (elements * dtype.bytes() != end - begin) {
      throw damage.found(
          "%s of shape %s has %d bytes".formatted(owner, Arrays.toString(shape), end - begin),
          elements * dtype.bytes() + " bytes of " + dtype);
    }
    return new Slot(dtype, Arrays.stream(shape).mapToObj(Math::toIntExact).toList(), begin, end);
  }

  /** Every byte of the data belongs to exactly one tensor. */
  private void checkCoverage(SafetensorsHeader header) {
    long covered = 0;
    for (Map.Entry<String, Slot> entry : header.inDataOrder()) {
      Slot slot = entry.getValue();
      if (slot.begin() != covered) {
        throw damage.found(
            "tensor '%s' begins at byte %d of the data".formatted(entry.getKey(), slot.begin()),
            "byte %d, without overlap or hole".formatted(covered));
      }
      covered = slot.end();
    }
    if (covered != dataBytes) {
      throw damage.found(dataBytes + " bytes of data", covered + " bytes, as the tensors have");
    }
  }

  private void expect(@Nullable JsonToken found, JsonToken expected, String what, String wanted) {
    if (found != expected) {
      throw damage.found(what + " is " + (found == null ? "missing" : found), wanted);
    }
  }
}
