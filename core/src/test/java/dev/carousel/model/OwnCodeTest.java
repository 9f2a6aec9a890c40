package dev.carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.cell.Cell;
import dev.carousel.cell.Initializers;
import dev.carousel.layer.Bidirectional;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Place;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.TimeDistributed;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with layers and cells that users wrote, in files. */
class OwnCodeTest {
  /** x * factor. */
  private record Scale(float factor) implements Layer {
    @Override
    public String kind() {
      return "scale";
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public Tensor apply(Place place, Tape tape, Tensor x) {
      return x.times(factor);
    }
  }

  /** h = keep * h- + x W. */
  private record LeakyCell(int hiddenSize, float keep) implements Cell {
    @Override
    public List<Integer> stateSizes() {
      return List.of(hiddenSize);
    }

    @Override
    public Map<String, Weight> weights(int inputSize) {
      return Map.of("w", new Weight(Shape.of(inputSize, hiddenSize), Initializers.glorotUniform()));
    }

    @Override
    public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
      return List.of(state.getFirst().times(keep).plusProduct(x, weights.get("w")));
    }
  }

  @TempDir Path folder;
  private Path file;
  private Sequential model;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("own.safetensors");
    model =
        Sequential.of(
            Input.sequence(4, 2),
            TimeDistributed.of(new Scale(1.5f)),
            Bidirectional.of(Recurrent.of(new LeakyCell(3, 0.25f)).returnSequences()),
            new Scale(0.5f),
            Recurrent.of(new LeakyCell(2, 0.5f)),
            Dense.units(1));
    model.save(file);
  }

  @Test
  void comeBackByTheirClasses() throws IOException {
    Sequential loaded = Sequential.load(file, LeakyCell.class, Scale.class);
    assertThat(loaded.network().graph()).isEqualTo(model.network().graph());
    Tensor x = Samples.tensor(1, 3, 4, 2);
    assertThat(loaded.predict(x).toArray()).isEqualTo(model.predict(x).toArray());
    assertThat(model.network().graph().nodes()).extracting(n -> n.name()).contains("leaky_1");
  }

  @Test
  void anUnknownClassIsNamed() {
    assertThatThrownBy(() -> Sequential.load(file, Scale.class))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            file
                + ": the model holds a layer or cell of type 'LeakyCell' at"
                + " .network.nodes[1].layer.layer.cell, which is none of Carousel's; if it is your"
                + " own, give its class: load(file, LeakyCell.class); else the file is damaged, or"
                + " of another version");
  }

  @Test
  void classesThatAreNone() {
    assertThatThrownBy(() -> Sequential.load(file, String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "java.lang.String: expected a record that is a layer or a cell, for its components are"
                + " what a file holds");
    assertThatThrownBy(() -> Sequential.load(file, Scale.class, Scale.class))
        .hasMessage("two classes are named Scale, which a file cannot tell apart");
  }
}
