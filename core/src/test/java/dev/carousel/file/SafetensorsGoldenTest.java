package dev.carousel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by golden/safetensors/make.py. */
class SafetensorsGoldenTest {
  @TempDir Path folder;

  static Path fixture(String name) throws URISyntaxException {
    String path = "/golden/safetensors/" + name + ".safetensors";
    return Path.of(
        Objects.requireNonNull(SafetensorsGoldenTest.class.getResource(path), path).toURI());
  }

  static Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("carousel", "{\"version\":1,\"note\":\"a\\\\b\"}");
    metadata.put("größe", "日本\n\"\t\uD83C\uDFA0");
    return metadata;
  }

  static Map<String, TensorData> tensors() {
    float[] steps = new float[15];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (i * 37 % 19 - 9) / 8f;
    }
    float[] special = {
      Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f
    };
    int[] codes = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 258, 65539, 7};
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("lstm.weight", TensorData.of(steps, 3, 5));
    tensors.put("special", TensorData.of(special, 2, 1, 3));
    tensors.put("mean", TensorData.of(new double[] {0.1}));
    tensors.put("empty", TensorData.of(new float[0], 0, 4));
    tensors.put("position", TensorData.of(new long[] {Long.MIN_VALUE, (1L << 53) + 1}, 2));
    tensors.put("codes", TensorData.of(codes, 7));
    return tensors;
  }

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "foreign"})
  void readsWhatAnotherWriterWrote(String name) throws IOException, URISyntaxException {
    SafetensorsFile file = Safetensors.read(fixture(name));
    assertThat(file.metadata()).containsExactlyEntriesOf(metadata());
    assertThat(file.tensors()).containsExactlyEntriesOf(tensors());
  }

  @ParameterizedTest
  @CsvSource({
    "lstm/lstm-b2-t9-i5-h13, weight_ih, 52, 5",
    "train/train-adamw, lstm.weight_hh, 32, 8",
    "loss/linear, weight, 3, 5"
  })
  void readsTheFixturesOfLibtorch(String name, String tensor, int rows, int columns)
      throws IOException, URISyntaxException {
    SafetensorsFile file = Safetensors.read(fixture("../" + name));
    assertThat(file.floats(tensor, rows, columns)).doesNotContain(0);
    assertThat(file.tensors().values()).extracting(TensorData::dtype).contains(Dtype.F64);
  }

  @Test
  void writesTheVeryBytes() throws IOException, URISyntaxException {
    Path file = folder.resolve("ours.safetensors");
    Safetensors.write(file, metadata(), tensors());
    assertThat(file).hasSameBinaryContentAs(fixture("canonical"));
    assertThat(Files.size(file)).isLessThan(2000);
  }
}
