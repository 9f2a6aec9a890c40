package dev.carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The fixtures by libtorch, and the tolerance a float32 engine is held to. */
public final class Golden {
  private static final double RELATIVE = 1e-5;
  private static final double ABSOLUTE = 1e-6;

  private Golden() {}

  /** The fixture {@code golden/NAME.safetensors}. */
  public static SafetensorsFile read(String name) {
    try {
      return Safetensors.read(resource("/golden/" + name + ".safetensors"));
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  /** Names of all fixtures in {@code golden/FOLDER}, with the folder. */
  public static List<String> names(String folder) {
    try (var files = Files.list(resource("/golden/" + folder))) {
      return files
          .map(f -> folder + "/" + f.getFileName().toString().replace(".safetensors", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(folder, e);
    }
  }

  private static Path resource(String path) {
    try {
      return Path.of(Objects.requireNonNull(Golden.class.getResource(path), path).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(path, e);
    }
  }

  /** PyTorch's (columns, rows) as our (rows, columns), and back. */
  public static float[] transposed(float[] a, int rows, int columns) {
    float[] out = new float[a.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        out[c * rows + r] = a[r * columns + c];
      }
    }
    return out;
  }

  /** Largest error in units of the tolerance: more than 1 is wrong. */
  public static double error(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      double allowed = ABSOLUTE + RELATIVE * Math.abs(expected[i]);
      double error = Math.abs(actual[i] - expected[i]) / allowed;
      worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
    }
    return worst;
  }

  /** Checks values against a fixture's. */
  public static void assertClose(String what, float[] actual, double[] expected) {
    assertThat(error(actual, expected)).as("%s: error over tolerance", what).isLessThan(1);
  }
}
