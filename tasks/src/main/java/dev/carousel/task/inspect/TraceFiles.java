package dev.carousel.task.inspect;

import dev.carousel.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Traces as files: for each layer a table and a picture. */
public final class TraceFiles {
  private TraceFiles() {}

  /** The table of a layer. */
  public static Path csv(Path folder, TracedLayer layer) {
    return folder.resolve(layer.fileName() + ".csv");
  }

  /** The picture of a layer. */
  public static Path picture(Path folder, TracedLayer layer) {
    return folder.resolve(layer.fileName() + ".svg");
  }

  /** All files that {@link #write} writes. */
  public static List<Path> all(Path folder, Inspection inspection) {
    List<Path> files = new ArrayList<>();
    for (TracedLayer layer : inspection.layers()) {
      files.add(csv(folder, layer));
      files.add(picture(folder, layer));
    }
    return files;
  }

  /**
   * Writes a table and a picture of every layer: all are replaced, or none.
   *
   * @throws dev.carousel.BadInput if one cannot be a file that we may write
   */
  public static void write(Path folder, Inspection inspection) throws IOException {
    try (AtomicFiles files = new AtomicFiles()) {
      for (TracedLayer layer : inspection.layers()) {
        files.write(csv(folder, layer), to -> TraceCsv.write(to, inspection, layer));
        files.write(picture(folder, layer), to -> TracePicture.write(to, inspection, layer));
      }
      files.commit();
    }
  }
}
