package dev.carousel.task.inspect;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.carousel.file.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer's trace as CSV: a row for each sequence, step and unit, a column for each gate and part
 * of the state, so that {@code pivot(index="step", columns="unit", values="f")} is one gate. Units
 * and steps count from 0; where a value has fewer units than another its column is empty.
 */
final class TraceCsv {
  private TraceCsv() {}

  static void write(Path file, Inspection inspection, TracedLayer layer) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          write(CsvWriter.builder().bufferSize(0).build(text), inspection, layer);
          text.flush(); // the file is closed for us
        });
  }

  private static void write(CsvWriter csv, Inspection inspection, TracedLayer layer) {
    List<String> header =
        new ArrayList<>(
            List.of(inspection.sequenceColumn(), "step", inspection.stepColumn(), "unit"));
    layer.values().forEach(value -> header.add(value.name()));
    csv.writeRecord(header);
    int units = layer.values().stream().mapToInt(TracedValue::size).max().orElse(0);
    int row = 0;
    for (TracedSequence sequence : layer.sequences()) {
      for (int step = 0; step < sequence.length(); step++) {
        for (int unit = 0; unit < units; unit++) {
          csv.writeRecord(record(layer, sequence, step, row, unit));
        }
        row++;
      }
    }
  }

  private static List<String> record(
      TracedLayer layer, TracedSequence sequence, int step, int row, int unit) {
    List<String> fields = new ArrayList<>();
    fields.add(sequence.name());
    fields.add(Integer.toString(step));
    fields.add(sequence.steps().get(step));
    fields.add(Integer.toString(unit));
    for (TracedValue value : layer.values()) {
      fields.add(unit < value.size() ? Float.toString(value.at(row, unit)) : "");
    }
    return fields;
  }
}
