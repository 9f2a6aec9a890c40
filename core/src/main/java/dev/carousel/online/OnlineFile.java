package dev.carousel.online;

import dev.carousel.BadInput;
import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.file.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Networks of this package as safetensors: the topology as JSON, the weights as one F64 tensor. */
final class OnlineFile {
  private static final String FORMAT = "carousel_online";
  private static final String VERSION = "1";
  private static final String WEIGHTS = "weights";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private OnlineFile() {}

  /** Replaces the file as a whole; the topology's class names the entry. */
  static void write(Path file, Record topology, double[] weights) throws IOException {
    Map<String, String> metadata =
        Map.of(
            FORMAT,
            VERSION,
            topology.getClass().getSimpleName(),
            JSON.writeValueAsString(topology));
    Safetensors.write(file, metadata, Map.of(WEIGHTS, TensorData.of(weights, weights.length)));
  }

  /**
   * Reads a network.
   *
   * @param count how many weights a topology has
   * @param made the network of a topology, whose weights are then set
   * @param weights those of the network
   * @throws BadInput if the file is damaged, or holds something else
   */
  static <T extends Record, N> N read(
      Path file,
      Class<T> kind,
      ToIntFunction<T> count,
      Function<T, N> made,
      Function<N, double[]> weights)
      throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    String json = content.metadata().get(kind.getSimpleName());
    if (!VERSION.equals(content.metadata().get(FORMAT)) || json == null) {
      throw new BadInput(
          "%s: holds no network with a %s that this version reads; save one with its save",
          file, kind.getSimpleName());
    }
    T topology;
    try {
      topology = JSON.readValue(json, kind);
    } catch (JacksonException | NullPointerException e) {
      throw new BadInput(
          e,
          "%s: its %s cannot be read; the file is damaged".formatted(file, kind.getSimpleName()));
    }
    double[] values = content.doubles(WEIGHTS, count.applyAsInt(topology));
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new BadInput("%s: a weight is %s; the file is damaged", file, value);
      }
    }
    N network = made.apply(topology);
    System.arraycopy(values, 0, weights.apply(network), 0, values.length);
    return network;
  }
}
