package dev.carousel.bench.onnxruntime;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX model of a single node, in bytes. Field numbers are those of {@code onnx.proto}, named
 * after its messages.
 */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 14;
  private static final int FLOAT = 1; // TensorProto.DataType
  private static final int INT = 2; // AttributeProto.AttributeType

  private final ProtoMessage graph = new ProtoMessage().text(2, "layer");

  /** The node; an empty name stands for an input or output that is left out. */
  OnnxGraph node(
      String type, List<String> inputs, List<String> outputs, List<ProtoMessage> options) {
    ProtoMessage node = new ProtoMessage(); // NodeProto
    inputs.forEach(name -> node.text(1, name));
    outputs.forEach(name -> node.text(2, name));
    node.text(4, type);
    options.forEach(option -> node.message(5, option));
    graph.message(1, node);
    return this;
  }

  /** An option of a node. */
  static ProtoMessage option(String name, long value) {
    return new ProtoMessage().text(1, name).number(3, value).number(20, INT); // AttributeProto
  }

  /** A constant, such as weights. */
  OnnxGraph constant(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    ProtoMessage tensor = new ProtoMessage(); // TensorProto
    for (long size : shape) {
      tensor.number(1, size);
    }
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, ByteString.copyFrom(raw)));
    return this;
  }

  OnnxGraph input(String name, long... shape) {
    graph.message(11, value(name, shape));
    return this;
  }

  OnnxGraph output(String name, long... shape) {
    graph.message(12, value(name, shape));
    return this;
  }

  private static ProtoMessage value(String name, long... shape) {
    ProtoMessage sizes = new ProtoMessage(); // TensorShapeProto
    for (long size : shape) {
      sizes.message(1, new ProtoMessage().number(1, size));
    }
    ProtoMessage tensor = new ProtoMessage().number(1, FLOAT).message(2, sizes);
    return new ProtoMessage() // ValueInfoProto
        .text(1, name)
        .message(2, new ProtoMessage().message(1, tensor)); // TypeProto
  }

  /** The whole model. */
  byte[] toBytes() {
    ProtoMessage opset = new ProtoMessage().text(1, "").number(2, OPSET);
    return new ProtoMessage() // ModelProto
        .number(1, IR_VERSION)
        .text(2, "carousel bench")
        .message(7, graph)
        .message(8, opset)
        .toBytes()
        .toByteArray();
  }
}
