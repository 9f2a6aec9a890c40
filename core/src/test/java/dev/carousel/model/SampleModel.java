package dev.carousel.model;

import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import java.io.IOException;
import java.nio.file.Path;

/** A small model that reads sequences of four steps of two features. */
final class SampleModel {
  private SampleModel() {}

  static Sequential small() {
    return Sequential.of(3, Input.sequence(4, 2), Lstm.units(3), Dense.units(1));
  }

  static Path saved(Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    small().save(file);
    return file;
  }
}
