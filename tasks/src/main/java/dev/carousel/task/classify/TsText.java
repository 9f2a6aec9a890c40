package dev.carousel.task.classify;

import dev.carousel.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The .ts text of the UCR and UEA archive (timeseriesclassification.com): comments behind #, a head
 * of lines with @, and behind {@code @data} a sequence a line: its channels separated by colons,
 * their values by commas, the class behind the last colon. {@code ?} and {@code NaN} are missing;
 * steps at the end that miss every channel only fill up and are cut off.
 */
final class TsText {
  private final String source;
  private final Set<String> classes = new LinkedHashSet<>();
  private final List<float[]> sequences = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private int channels;

  private TsText(String source) {
    this.source = source;
  }

  static SequenceSet read(String source, String text) {
    return new TsText(source).read(text);
  }

  private SequenceSet read(String text) {
    boolean data = false;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      if (data) {
        sequence(number, content);
      } else if (content.startsWith("@")) {
        data = head(number, content);
      } else {
        throw new BadInput(
            "%s, line %d: found '%s', expected a line of the head such as @classLabel true a b, or"
                + " @data; is it a .ts file of the UCR and UEA archive?",
            source, number, shortened(content));
      }
    }
    if (!data) {
      throw new BadInput(
          "%s: no line @data, so it is no .ts file of the UCR and UEA archive; give such a file, or"
              + " idx images",
          source);
    }
    List<String> names = List.copyOf(classes);
    return new SequenceSet(
        source,
        Math.max(1, channels),
        false,
        names,
        sequences.toArray(float[][]::new),
        labels.stream().mapToInt(names::indexOf).toArray());
  }

  /** Whether the data begin behind this line. */
  private boolean head(int number, String line) {
    String[] words = line.split("\\s+");
    String key = words[0].toLowerCase(Locale.ROOT);
    if (key.equals("@timestamps") && words.length > 1 && words[1].equalsIgnoreCase("true")) {
      throw new BadInput(
          "%s, line %d: values with time stamps are not read; give a file with @timeStamps false",
          source, number);
    }
    if (key.equals("@targetlabel")
        || (key.equals("@classlabel") && words.length > 1 && words[1].equalsIgnoreCase("false"))) {
      throw new BadInput(
          "%s, line %d: its sequences have no classes; give a file with @classLabel true",
          source, number);
    }
    if (key.equals("@classlabel")) {
      classes.addAll(Arrays.asList(words).subList(Math.min(2, words.length), words.length));
    }
    return key.equals("@data");
  }

  private void sequence(int number, String line) {
    String[] parts = line.split(":", -1);
    if (parts.length < 2) {
      throw new BadInput(
          "%s, line %d: no colon, expected values and behind the last colon the class",
          source, number);
    }
    if (channels == 0) {
      channels = parts.length - 1;
    }
    if (parts.length - 1 != channels) {
      throw new BadInput(
          "%s, line %d: %d channels, the first sequence has %d",
          source, number, parts.length - 1, channels);
    }
    String label = parts[channels].strip();
    if (!classes.contains(label)) {
      throw new BadInput(
          "%s, line %d: class '%s', the line @classLabel names %s",
          source, number, shortened(label), String.join(", ", classes));
    }
    float[][] rows = new float[channels][];
    for (int c = 0; c < channels; c++) {
      rows[c] = values(number, c, parts[c]);
    }
    sequences.add(steps(number, rows));
    labels.add(label);
  }

  private float[] values(int number, int channel, String part) {
    String[] fields = part.split(",", -1);
    float[] values = new float[fields.length];
    for (int i = 0; i < fields.length; i++) {
      String field = fields[i].strip();
      try {
        boolean missing = field.equals("?") || field.equalsIgnoreCase("nan");
        values[i] = missing ? Float.NaN : Float.parseFloat(field);
      } catch (NumberFormatException e) {
        throw badValue(number, channel, i, field);
      }
      if (Float.isInfinite(values[i])) {
        throw badValue(number, channel, i, field);
      }
    }
    return values;
  }

  private BadInput badValue(int number, int channel, int step, String field) {
    return new BadInput(
        "%s, line %d, channel %d, step %d: found '%s', a number was expected",
        source, number, channel + 1, step + 1, shortened(field));
  }

  /** Channels to steps; shorter channels end with missing values. */
  private float[] steps(int number, float[][] rows) {
    int length = 0;
    for (float[] row : rows) {
      for (int t = 0; t < row.length; t++) {
        length = Float.isNaN(row[t]) ? length : Math.max(length, t + 1);
      }
    }
    if (length == 0) {
      throw new BadInput("%s, line %d: no value is there, expected at least one", source, number);
    }
    float[] values = new float[length * channels];
    for (int t = 0; t < length; t++) {
      for (int c = 0; c < channels; c++) {
        values[t * channels + c] = t < rows[c].length ? rows[c][t] : Float.NaN;
      }
    }
    return values;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
