package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.network.Network;
import dev.carousel.tensor.Tensor;
import java.io.File;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No layer and no option is left out of the contract, and each option changes something. */
class LayerOptionsTest {
  /** What cannot be another one where everything else stays. */
  private static final Set<String> GIVEN =
      Set.of(
          "embedding.vocabulary",
          "tied_dense.vocabulary",
          "bidirectional.layer.backwards",
          "exponential_smoothing.season");

  static List<LayerFamily> families() {
    return LayerFamilies.all();
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyVariantIsDifferent(LayerFamily family) {
    Map<String, Vertex> seen = new LinkedHashMap<>();
    for (Vertex layer : family.layers()) {
      Network network = family.network(layer);
      List<Tensor> x = LayerRun.inputs(network, 1, 3, LayerFamilies.T);
      String all =
          LayerRun.infer(network, x, null).seen() + LayerRun.train(network, x, null).seen();
      Vertex same = seen.put(all, layer);
      assertThat(same).as("does what %s does", layer).isNull();
    }
  }

  @Test
  void everyOptionIsChanged() {
    Set<String> options = new LinkedHashSet<>();
    Set<String> changed = new LinkedHashSet<>(GIVEN);
    for (LayerFamily family : families()) {
      Vertex base = family.layers().getFirst();
      Map<String, Object> ofBase = LayerFamily.options(base);
      for (Vertex layer : family.layers()) {
        LayerFamily.options(layer)
            .forEach((name, value) -> {
              options.add(type(base) + "." + name);
              if (!Objects.equals(value, ofBase.get(name))) {
                changed.add(type(base) + "." + name);
              }
            });
      }
    }
    options.removeAll(changed);
    options.removeIf(
        name -> name.matches("(residual|time_distributed|dilated)\\.layer\\..*")); // its own
    assertThat(options).as("options that are never changed").isEmpty();
  }

  private static String type(Vertex layer) {
    return layer instanceof Recurrent ? "recurrent" : layer.kind();
  }

  @Test
  void everyValueOfAnEnumIsThere() {
    Map<Class<?>, Set<Object>> values = new LinkedHashMap<>();
    for (LayerFamily family : families()) {
      for (Vertex layer : family.layers()) {
        for (Object value : LayerFamily.options(layer).values()) {
          if (value instanceof Enum<?> e && isOfLayers(e)) {
            values.computeIfAbsent(e.getDeclaringClass(), c -> new LinkedHashSet<>()).add(e);
          }
        }
      }
    }
    assertThat(values).hasSizeGreaterThan(3);
    values.forEach((type, found) -> assertThat(found).contains((Object[]) type.getEnumConstants()));
  }

  /** Those of cells have a contract of their own. */
  private static boolean isOfLayers(Enum<?> value) {
    return value.getDeclaringClass().getPackage().equals(Recurrent.class.getPackage());
  }

  @Test
  void everyLayerIsThere() throws Exception {
    Set<Class<?>> tested = new LinkedHashSet<>();
    families().forEach(family -> family.layers().forEach(layer -> tested.add(layer.getClass())));
    assertThat(tested).containsAll(layersOfThePackage());
  }

  private static Set<Class<?>> layersOfThePackage()
      throws URISyntaxException, ClassNotFoundException {
    File folder = new File(Recurrent.class.getResource("Recurrent.class").toURI()).getParentFile();
    Set<Class<?>> layers = new LinkedHashSet<>();
    for (String file : Arrays.asList(Objects.requireNonNull(folder.list()))) {
      String name = file.replaceFirst("\\.class$", "");
      if (!name.equals(file)) {
        Class<?> type = Class.forName(Recurrent.class.getPackageName() + "." + name);
        if (type.isRecord() && Vertex.class.isAssignableFrom(type)) {
          layers.add(type);
        }
      }
    }
    assertThat(layers).hasSizeGreaterThan(20);
    return layers;
  }
}
