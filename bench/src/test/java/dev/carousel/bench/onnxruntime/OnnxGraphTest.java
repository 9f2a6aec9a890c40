package dev.carousel.bench.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Work;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes, read back by protobuf's own parser. */
class OnnxGraphTest {
  private static final int GRAPH = 7;
  private static final int INITIALIZER = 5;

  @Test
  void theWireFormat() {
    // The examples of the protobuf encoding guide.
    assertThat(new ProtoMessage().number(1, 150).toBytes().toByteArray())
        .containsExactly(0x08, 0x96, 0x01);
    assertThat(new ProtoMessage().text(2, "testing").toBytes().toByteArray())
        .containsExactly(0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g');
    assertThat(
            new ProtoMessage()
                .message(3, new ProtoMessage().number(1, 150))
                .toBytes()
                .toByteArray())
        .containsExactly(0x1a, 0x03, 0x08, 0x96, 0x01);
  }

  @Test
  void oneNodeWithItsWeights() throws Exception {
    Case which = new Case(Work.FORWARD, CellKind.GRU, new LayerShape(3, 5, 7, 2), 1);
    LayerData data = LayerData.of(which);
    UnknownFieldSet graph =
        message(UnknownFieldSet.parseFrom(LayerModel.sequence(which, data)), GRAPH, 0);
    UnknownFieldSet node = message(graph, 1, 0);
    assertThat(texts(node, 1)).containsExactly("X", "W", "R", "B");
    assertThat(texts(node, 2)).containsExactly("Y");
    assertThat(texts(node, 4)).containsExactly("GRU");

    UnknownFieldSet w = message(graph, INITIALIZER, 0);
    assertThat(w.getField(1).getVarintList()).containsExactly(1L, 6L, 7L);
    // Gate z is ours second: its first row begins with column 2 of our first rows.
    assertThat(floats(w)).hasSize(6 * 7).startsWith(data.wX()[2], data.wX()[6 + 2]);

    float[] biases = floats(message(graph, INITIALIZER, 2));
    assertThat(biases).startsWith(data.bias()[2], data.bias()[3], data.bias()[0]);
    assertThat(biases).endsWith(0, 0, 0, 0, data.recurrentBias()[0], data.recurrentBias()[1]);
  }

  @Test
  void aStepHandsOnItsStates() throws Exception {
    Case which = new Case(Work.STREAM, CellKind.LSTM, new LayerShape(1, 1, 7, 2), 1);
    byte[] model = LayerModel.step(which, LayerData.of(which));
    UnknownFieldSet node = message(message(UnknownFieldSet.parseFrom(model), GRAPH, 0), 1, 0);
    assertThat(texts(node, 1)).containsExactly("X", "W", "R", "B", "", "initial_h", "initial_c");
    assertThat(texts(node, 2)).containsExactly("", "Y_h", "Y_c");
  }

  private static UnknownFieldSet message(UnknownFieldSet in, int field, int index)
      throws Exception {
    return UnknownFieldSet.parseFrom(in.getField(field).getLengthDelimitedList().get(index));
  }

  private static List<String> texts(UnknownFieldSet in, int field) {
    return in.getField(field).getLengthDelimitedList().stream()
        .map(ByteString::toStringUtf8)
        .toList();
  }

  private static float[] floats(UnknownFieldSet tensor) {
    ByteString raw = tensor.getField(9).getLengthDelimitedList().getFirst();
    float[] values = new float[raw.size() / 4];
    raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
