package dev.carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.cell.GruCell;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.file.Safetensors;
import dev.carousel.file.TensorData;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.layer.Activation;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models in files: everything comes back. */
class ModelFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    file = SampleModel.saved(folder);
  }

  private static List<Layer> everyOption() {
    return List.of(
        Lstm.units(3).returnSequences(),
        Recurrent.of(new LstmCell(4, 0.1f)).returnSequences(),
        Dropout.rate(0.35),
        Recurrent.of(new LstmCell(2, -1.5f)).returnSequences(),
        Gru.units(3).returnSequences(),
        Gru.resetBefore(4).returnSequences(),
        Recurrent.of(new GruCell(3, true)).returnSequences(),
        Recurrent.of(new GruCell(2, false)).returnSequences(),
        SimpleRnn.units(3).returnSequences(),
        SimpleRnn.units(4, RnnActivation.RELU).returnSequences(),
        Recurrent.of(new RnnCell(3, RnnActivation.RELU)).returnSequences(),
        Dense.units(5).withActivation(Activation.TANH),
        Dense.units(4).withActivation(Activation.SIGMOID),
        Dense.units(3).withActivation(Activation.RELU),
        Recurrent.of(new LstmCell(6, 1)),
        Dense.units(2),
        Dense.units(3).withActivation(Activation.SOFTMAX));
  }

  @Test
  void everyLayerAndEveryBitComeBack() throws IOException {
    for (Input input : List.of(Input.sequence(7, 2), Input.anySequence(2))) {
      Network network = new Network(input, everyOption(), 11);
      Sequential model = Sequential.of(network, dev.carousel.kernel.Engine.shared());
      model.save(file);
      Sequential loaded = Sequential.load(file);
      assertThat(loaded.network().graph().nodes())
          .extracting(Graph.Node::layer)
          .isEqualTo(everyOption());
      assertThat(loaded.network().input()).isEqualTo(input);
      assertThat(Samples.bits(loaded.network().parameters().values()))
          .isEqualTo(Samples.bits(network.parameters().values()));
      Tensor x = Samples.tensor(1, 5, 7, 2);
      assertThat(Samples.bits(loaded.predict(x))).isEqualTo(Samples.bits(model.predict(x)));
    }
  }

  @Test
  void whatWasTrainedComesBackAndIsWrittenToTheSameBytes() throws IOException {
    Sequential model =
        SampleModel.small()
            .compile(new dev.carousel.optim.Adam(0.1), dev.carousel.loss.Loss.MEAN_SQUARED_ERROR);
    model.fit(
        Samples.tensor(1, 6, 4, 2), Samples.tensor(2, 6, 1), dev.carousel.train.Fit.epochs(2));
    model.save(file);
    Sequential loaded = Sequential.load(file);
    Tensor x = Samples.tensor(3, 9, 4, 2);
    assertThat(Samples.bits(loaded.predict(x))).isEqualTo(Samples.bits(model.predict(x)));
    Path again = folder.resolve("again.safetensors");
    loaded.save(again);
    assertThat(again).hasSameBinaryContentAs(file);
    assertThatThrownBy(() -> loaded.evaluate(x, Samples.tensor(2, 9, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("call compile(optimizer, loss) first");
  }

  @Test
  void provenanceAndTaskComeBack() throws IOException {
    Provenance provenance =
        new Provenance(
            "0.1.0",
            "25",
            "vector, 256 bit",
            "2026-01-02T03:04:05Z",
            7,
            "größe.csv",
            "ab12",
            Map.of("epochs", "12"));
    JsonNode task = JsonMapper.shared().readTree("{\"columns\":[\"a\",\"b\"],\"scale\":0.1}");
    new ModelFile(SampleModel.small().network(), provenance, task).write(file);
    ModelFile read = ModelFile.read(file);
    assertThat(read.provenance()).isEqualTo(provenance);
    assertThat(read.task()).isEqualTo(task);

    new ModelFile(SampleModel.small().network(), null, null).write(file);
    assertThat(ModelFile.read(file).provenance()).isNull();
    assertThat(ModelFile.read(file).task()).isNull();
  }

  @Test
  void pythonFindsTheWeightsByName() throws IOException {
    Map<String, TensorData> tensors = Safetensors.read(file).tensors();
    assertThat(tensors.keySet())
        .containsExactly(
            "lstm_1/input", "lstm_1/recurrent", "lstm_1/bias", "dense_1/kernel", "dense_1/bias");
    assertThat(tensors.get("lstm_1/input")).hasToString("F32 [2, 12]");
  }
}
