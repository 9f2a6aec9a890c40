package dev.carousel.layer;

import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A kind of layer and how it stands in a network, with variants of which each changes an option.
 *
 * @param inputs what the network reads
 * @param wiring how the layer is used
 * @param layers the first one is the one that the others differ from
 */
record LayerFamily(List<Input> inputs, Wiring wiring, List<Vertex> layers) {
  /** From a layer and the network's inputs to its outputs. */
  interface Wiring {
    List<Port> join(Vertex layer, List<Port> inputs);
  }

  /** Right on the inputs. */
  static LayerFamily of(List<Input> inputs, Vertex... layers) {
    return wired(inputs, (layer, ports) -> layer.allOn(ports.toArray(Port[]::new)), layers);
  }

  static LayerFamily wired(List<Input> inputs, Wiring wiring, Vertex... layers) {
    return new LayerFamily(inputs, wiring, List.of(layers));
  }

  /** A network around one of the layers, with weights none of which is zero. */
  Network network(Vertex layer) {
    List<Port> ports = ports(inputs.size() == 1 ? Graph.INPUT : "input");
    return network(ports, wiring.join(layer, ports));
  }

  /** One network of all layers of several families, each by itself. */
  static Network network(List<LayerFamily> families) {
    List<Port> inputs = new ArrayList<>();
    List<Port> outputs = new ArrayList<>();
    for (LayerFamily family : families) {
      List<Port> own = family.ports("family" + inputs.size());
      inputs.addAll(own);
      family.layers.forEach(layer -> outputs.addAll(family.wiring.join(layer, own)));
    }
    return network(inputs, outputs);
  }

  private List<Port> ports(String name) {
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> Port.input(i == 0 ? name : name + "_" + i, inputs.get(i)))
        .toList();
  }

  private static Network network(List<Port> inputs, List<Port> outputs) {
    Network network = new Network(Graph.of(inputs, outputs), 3);
    float[] values = network.parameters().values();
    float[] shifts = Samples.values(17, values.length, 0.2);
    for (int i = 0; i < values.length; i++) {
      values[i] += shifts[i];
    }
    network.parameters().changed();
    return network;
  }

  /** Every option of a layer, those of the records it consists of as {@code dropout.state}. */
  static Map<String, Object> options(Object layer) {
    Map<String, Object> options = new LinkedHashMap<>();
    addOptions("", layer, options);
    return options;
  }

  private static void addOptions(String prefix, Object record, Map<String, Object> options) {
    for (var component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        Object value = component.getAccessor().invoke(record);
        options.put(prefix + component.getName(), value);
        if (value instanceof Record inner) {
          addOptions(prefix + component.getName() + ".", inner, options);
        }
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(component.toString(), e);
      }
    }
  }

  @Override
  public String toString() {
    return layers.getFirst().kind();
  }
}
