package dev.carousel.file;

import static java.util.Objects.requireNonNull;

import dev.carousel.BadInput;
import dev.carousel.file.SafetensorsHeader.Slot;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads and writes safetensors, the format of model files and checkpoints: the header's length (8
 * bytes, little-endian), the header (JSON, see {@link SafetensorsHeader}), then the values of all
 * tensors, little-endian, without holes. Python reads it with the {@code safetensors} package.
 */
public final class Safetensors {
  private static final int CHUNK = 1 << 16;

  private Safetensors() {}

  /**
   * Writes a file, see {@link AtomicFile} for what may go wrong. Equal content gives equal bytes.
   *
   * @param metadata texts by name
   * @param tensors tensors by name, written in this order
   */
  public static void write(Path file, Map<String, String> metadata, Map<String, TensorData> tensors)
      throws IOException {
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException("A tensor cannot be named " + SafetensorsHeader.METADATA);
    }
    SafetensorsHeader header = SafetensorsHeader.of(metadata, tensors);
    byte[] json = header.toBytes();
    if (json.length > SafetensorsHeader.LONGEST) {
      throw new IllegalArgumentException(
          "The header has %d bytes, the format allows %d"
              .formatted(json.length, SafetensorsHeader.LONGEST));
    }
    AtomicFile.write(
        file,
        out -> {
          out.write(littleEndian().putLong(json.length).array());
          out.write(json);
          for (Map.Entry<String, Slot> slot : header.inDataOrder()) {
            writeValues(out, requireNonNull(tensors.get(slot.getKey())));
          }
        });
  }

  /**
   * Reads a file. Nothing in it is trusted: lengths, names, types, shapes and places are checked
   * before memory is taken, and the values take no more than the file has.
   *
   * @throws BadInput if there is no such file, or it is damaged or not of this format
   */
  public static SafetensorsFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new BadInput(
          "%s: %s, expected a model file; check the path",
          file,
          Files.isDirectory(file) ? "is a folder" : "no such file, or no permission to read it");
    }
    Damage damage = new Damage(file);
    long fileBytes = Files.size(file);
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] json = readHeader(in, fileBytes, damage);
      long dataBytes = fileBytes - Long.BYTES - json.length;
      SafetensorsHeader header = SafetensorsHeaderReader.read(json, dataBytes, damage);
      Map<String, TensorData> tensors = new LinkedHashMap<>();
      header.slots().forEach((name, slot) -> tensors.put(name, slot.zeros()));
      for (Map.Entry<String, Slot> slot : header.inDataOrder()) {
        readValues(in, requireNonNull(tensors.get(slot.getKey())), damage);
      }
      return new SafetensorsFile(file.toString(), header.metadata(), tensors);
    }
  }

  private static byte[] readHeader(InputStream in, long fileBytes, Damage damage)
      throws IOException {
    if (fileBytes < Long.BYTES) {
      throw damage.found("the file has " + fileBytes + " bytes", "at least 8");
    }
    byte[] lengthBytes = read(in, Long.BYTES, damage);
    long length = littleEndian().put(lengthBytes).getLong(0);
    long longest = Math.min(SafetensorsHeader.LONGEST, fileBytes - Long.BYTES);
    if (length < 0 || length > longest) {
      throw damage.found(
          "the header has " + Long.toUnsignedString(length) + " bytes", "at most " + longest);
    }
    return read(in, (int) length, damage);
  }

  private static byte[] read(InputStream in, int bytes, Damage damage) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw damage.found("the file was shortened while it was read", "no change");
    }
    return read;
  }

  private static ByteBuffer littleEndian() {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void readValues(InputStream in, TensorData tensor, Damage damage)
      throws IOException {
    Dtype dtype = tensor.dtype();
    for (long at = 0; at < tensor.byteSize(); at += CHUNK) {
      int bytes = (int) Math.min(CHUNK, tensor.byteSize() - at);
      MemorySegment chunk = MemorySegment.ofArray(read(in, bytes, damage));
      MemorySegment.copy(
          chunk, dtype.file(), 0, tensor.memory(), dtype.memory(), at, bytes / dtype.bytes());
    }
  }

  private static void writeValues(OutputStream out, TensorData tensor) throws IOException {
    Dtype dtype = tensor.dtype();
    byte[] chunk = new byte[(int) Math.min(CHUNK, tensor.byteSize())];
    MemorySegment bytes = MemorySegment.ofArray(chunk);
    for (long at = 0; at < tensor.byteSize(); at += CHUNK) {
      int n = (int) Math.min(CHUNK, tensor.byteSize() - at);
      MemorySegment.copy(
          tensor.memory(), dtype.memory(), at, bytes, dtype.file(), 0, n / dtype.bytes());
      out.write(chunk, 0, n);
    }
  }
}
