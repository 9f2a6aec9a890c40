package dev.carousel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("model.safetensors");
  }

  private SafetensorsFile roundTrip(Map<String, String> metadata, Map<String, TensorData> tensors)
      throws IOException {
    Safetensors.write(file, metadata, tensors);
    return Safetensors.read(file);
  }

  @Test
  void anythingComesBack() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      Map<String, TensorData> tensors = new LinkedHashMap<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        tensors.put("t" + random.nextInt(100), tensor(random));
      }
      Map<String, String> metadata = Map.of("round", "" + round);
      SafetensorsFile read = roundTrip(metadata, tensors);
      assertThat(read.tensors()).containsExactlyEntriesOf(tensors);
      assertThat(read.metadata()).isEqualTo(metadata);
    }
  }

  private static TensorData tensor(Random random) {
    int[] shape = new int[random.nextInt(4)];
    int size = 1;
    for (int d = 0; d < shape.length; d++) {
      shape[d] = random.nextInt(8);
      size *= shape[d];
    }
    return switch (random.nextInt(4)) {
      case 0 -> {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
          values[i] = Float.intBitsToFloat(random.nextInt());
        }
        yield TensorData.of(values, shape);
      }
      case 1 -> TensorData.of(random.doubles(size).toArray(), shape);
      case 2 -> TensorData.of(random.ints(size).toArray(), shape);
      default -> TensorData.of(random.longs(size).toArray(), shape);
    };
  }

  @Test
  void largerThanOneChunk() throws IOException {
    double[] doubles = new Random(1).doubles(20_011).toArray();
    int[] ints = new Random(2).ints(3 * 16_384).toArray();
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("ints", TensorData.of(ints, 3, 16_384));
    tensors.put("doubles", TensorData.of(doubles, 20_011));
    SafetensorsFile read = roundTrip(Map.of(), tensors);
    assertThat(read.ints("ints", 3, 16_384)).isEqualTo(ints);
    assertThat(read.doubles("doubles", 20_011)).isEqualTo(doubles);
  }

  @Test
  void nothingAtAllIsAFileToo() throws IOException {
    SafetensorsFile read = roundTrip(Map.of(), Map.of());
    assertThat(read.tensors()).isEmpty();
    assertThat(read.metadata()).isEmpty();
    assertThat(Files.size(file)).isEqualTo(16);
  }

  @Test
  void dataBeginAtAMultipleOfEight() throws IOException {
    for (int length = 1; length < 20; length++) {
      Safetensors.write(file, Map.of(), Map.of("x".repeat(length), TensorData.of(new int[1], 1)));
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(bytes.getLong(0) % 8).isZero();
      assertThat(bytes.limit()).isEqualTo(8 + bytes.getLong(0) + 4);
    }
  }

  @Test
  void aMetadataTextMayBeLong() throws IOException {
    Map<String, String> metadata = Map.of("vocabulary", "wörter ".repeat(3_200_000));
    assertThat(roundTrip(metadata, Map.of()).metadata()).isEqualTo(metadata);
  }

  @Test
  void complaintsNameFileTensorFoundAndExpected() throws IOException {
    SafetensorsFile read = roundTrip(Map.of(), Map.of("w", TensorData.of(new float[6], 2, 3)));
    assertThatThrownBy(() -> read.floats("w", 3, 2))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(file.toString(), "'w'", "F32 [2, 3]", "F32 [3, 2]", "choose");
    assertThatThrownBy(() -> read.longs("w", 2, 3)).hasMessageContaining("expected I64 [2, 3]");
    assertThatThrownBy(() -> read.floats("v", 1)).hasMessageContaining("no tensor 'v'");
    assertThatThrownBy(() -> read.text("carousel")).hasMessageContaining("'carousel'");
  }

  @Test
  void refusesToWriteWhatCouldNotBeRead() {
    TensorData one = TensorData.of(new float[1], 1);
    assertThatThrownBy(() -> Safetensors.write(file, Map.of(), Map.of("__metadata__", one)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Safetensors.write(file, Map.of("a", "\uD83C"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TensorData.of(new float[5], 2, 3))
        .hasMessage("Shape [2, 3] does not hold 5 values");
    assertThatThrownBy(() -> TensorData.of(new float[1], -1, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TensorData.of(new float[0], 1 << 16, 1 << 16))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void missingFileAndFolderAreBadInput() {
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(file.toString(), "no such file", "check the path");
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("is a folder");
  }
}
