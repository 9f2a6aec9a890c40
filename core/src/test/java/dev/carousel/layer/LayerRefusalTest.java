package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer says of inputs that it cannot read: what it reads, and what was found. */
class LayerRefusalTest {
  private static final int T = LayerFamilies.T;

  private static final List<Form> FORMS =
      List.of(
          Form.features(Shape.of(3)),
          Form.features(Shape.of(T, 3)),
          Form.features(Shape.of(T, 2, 3)),
          Form.features(Shape.of(T, 2, 2, 3)),
          new Form(Shape.of(T, LayerFamilies.V), true));

  static Stream<Vertex> layers() {
    return LayerFamilies.all().stream().map(family -> family.layers().getFirst());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void anInputOfAnotherKind(Vertex layer) {
    int refused = 0;
    for (Form form : FORMS) {
      String message = refusal(layer, List.of(form));
      if (message != null) {
        refused++;
        assertThat(message)
            .as("%s of %s", layer, form)
            .containsAnyOf("reads", "reshape to")
            .containsAnyOf(
                form.tokens() ? "tokens" : form.shape().toString(),
                "found 1",
                "found numbers",
                "reads (..., " + form.shape().last() + ")");
      }
    }
    assertThat(refused).as("what %s refuses", layer).isPositive();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void noInputOrTooMany(Vertex layer) {
    Form x = Form.features(Shape.of(T, 3));
    for (List<Form> inputs : List.of(List.<Form>of(), List.of(x, x, x, x, x, x, x))) {
      String message = refusal(layer, inputs);
      if (layer instanceof Merging || layer instanceof Concatenate) {
        assertThat(message == null).as("%s", layer).isEqualTo(!inputs.isEmpty());
      } else {
        assertThat(message).as("%s of %d inputs", layer, inputs.size()).isNotNull();
      }
      if (message != null) {
        assertThat(message)
            .as("%s of %d inputs", layer, inputs.size())
            .contains("reads")
            .containsAnyOf("found " + inputs, "found " + inputs.size(), inputs.size() + " inputs");
      }
    }
  }

  /** Null if it takes them. */
  private static @Nullable String refusal(Vertex layer, List<Form> inputs) {
    try {
      layer.outputs(inputs);
      layer.declare("name", inputs, new Parameters.Builder());
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
