package dev.carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.file.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing in a model file is believed: what is wrong with it is named. */
class RefusedModelFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    file = SampleModel.saved(folder);
  }

  /** Writes the model's file again with another description. */
  private void describe(UnaryOperator<String> change) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    String json = change.apply(content.text(ModelFile.ENTRY));
    Safetensors.write(file, Map.of(ModelFile.ENTRY, json), content.tensors());
  }

  private void changeTensors(UnaryOperator<Map<String, TensorData>> change) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    Map<String, TensorData> tensors = new LinkedHashMap<>(content.tensors());
    Safetensors.write(file, content.metadata(), change.apply(tensors));
  }

  private void refused(String message) {
    assertThatThrownBy(() -> Sequential.load(file))
        .isInstanceOf(BadInput.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void foreignFile() throws IOException {
    Safetensors.write(file, Map.of("format", "pt"), Safetensors.read(file).tensors());
    refused(
        "a safetensors file, but not a Carousel model (no metadata entry 'carousel'); train one"
            + " with carousel forecast train");
  }

  @Test
  void aNumberInPlaceOfAName() throws IOException {
    describe(json -> json.replaceFirst("\"activation\":\"[A-Z]+\"", "\"activation\":0"));
    assertThatThrownBy(() -> Sequential.load(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("nodes[1].layer.activation: Cannot deserialize value");
  }

  @Test
  void newerOrNoFormat() throws IOException {
    describe(json -> json.replace("\"format\":2", "\"format\":1"));
    refused(
        "model format 1, this version reads format 2; use the version of Carousel that wrote it");
    describe(json -> json.replace("\"format\":1", "\"unknown\":1"));
    refused(
        "model format missing, this version reads format 2; use the version of Carousel that"
            + " wrote it");
  }

  @Test
  void tensorsThatDoNotFit() throws IOException {
    changeTensors(t -> {
      t.remove("dense_1/bias");
      return t;
    });
    refused(
        "no tensor 'dense_1/bias', expected one; the file does not fit this model, choose the one"
            + " that was saved from it");
    SampleModel.small().save(file);
    changeTensors(t -> {
      t.put("extra", TensorData.of(new float[2], 2));
      return t;
    });
    refused("holds 6 tensors, its architecture has 5; the file is damaged");
    SampleModel.small().save(file);
    changeTensors(t -> {
      t.put("lstm_1/recurrent", TensorData.of(new float[36], 12, 3));
      return t;
    });
    refused(
        "tensor 'lstm_1/recurrent' is F32 [12, 3], expected F32 [3, 12]; the file does not fit"
            + " this model, choose the one that was saved from it");
    SampleModel.small().save(file);
    changeTensors(t -> {
      t.put("dense_1/bias", TensorData.of(new double[1], 1));
      return t;
    });
    refused(
        "tensor 'dense_1/bias' is F64 [1], expected F32 [1]; the file does not fit this model,"
            + " choose the one that was saved from it");
  }

  /** Each description is wrong in one way; the message begins with the file and says which. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "type":"lstm"          | "type":"lmu"            | lmu
          "type":"lstm",         |                         | type
          "hiddenSize":3         | "hiddenSize":0          | LSTM units: 0, expected at least 1
          "hiddenSize":3         | "hiddenSize":null       | .network.nodes[0].layer.cell.hiddenSize
          "units":1              | "units":null            | .network.nodes[1].layer.units
          "hiddenSize":3         | "hiddenSize":30              | 'lstm_1/input' is F32 [2, 12], expected F32 [2, 120]
          "hiddenSize":3         | "hiddenSize":20000           | 'lstm_1/input'
          "hiddenSize":3         | "hiddenSize":50000000        | more than one array can
          "hiddenSize":3,        |                         | hiddenSize
          ,"returnsSequences":false |                      | returnsSequences
          "units":1              | "size":1                | .network.nodes[1].layer.units
          "units":1              | "units":"x"             | units
          "activation":"LINEAR"  | "activation":"LOUD"     | LOUD
          "activation":"LINEAR"  | "activation":null       | activation
          "timeSteps":4          | "timeSteps":-4          | input (-4, 2)
          "features":2           | "features":2000000000   | 2000000000
          "returnsSequences":false | "returnsSequences":7.5 | returnsSequences
          "nodes":[              | "nodes":[null,          | layers
          "nodes":[              | "nodes":[],"more":[     | at least one layer
          "inputs":["input"]     | "inputs":["dense_1"]    | reads 'dense_1'
          "outputs":["dense_1"]  | "outputs":["dense_2"]   | dense_2
          "name":"dense_1"       | "name":"lstm_1"         | lstm_1
          {"format"              | [{"format"              | cannot be read
          "network":{            | "network":null,"x":{    | x
          """)
  void descriptionsThatAreWrong(String from, String to, String part) throws IOException {
    describe(json -> {
      assertThat(json).contains(from);
      return json.replace(from, to == null ? "" : to);
    });
    assertThatThrownBy(() -> Sequential.load(file))
        .isInstanceOf(BadInput.class)
        .message()
        .startsWith(file + ": ")
        .contains(part)
        .hasSizeLessThan(600)
        .doesNotContain("\n");
  }

  @Test
  void layersThatDoNotFitEachOther() throws IOException {
    describe(json ->
        json.replace("\"returnsSequences\":false", "\"returnsSequences\":true")
            .replace(
                "\"type\":\"dense\",\"units\":1,\"activation\":\"LINEAR\"",
                "\"type\":\"embedding\",\"vocabulary\":3,\"units\":1,\"maskZero\":false,"
                    + "\"dropout\":0"));
    refused(
        "the model's layers do not fit: embedding reads tokens, found numbers: it has to be the first layer, on"
            + " Input.tokens(timeSteps, 3)");
  }

  @Test
  void noNetwork() throws IOException {
    describe(json -> json.replaceFirst("\"network\":.*\"outputs\":\\[[^]]*]}", "\"network\":null"));
    refused("the model's description names no network");
  }

  @Test
  void everyShorterFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += length < 20 ? 1 : 37) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Sequential.load(file))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith(file + ": ");
    }
  }

  @Test
  void noFile() {
    file = folder.resolve("absent.safetensors");
    refused("no such file, or no permission to read it, expected a model file; check the path");
  }
}
