package dev.carousel.task.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.layer.Bidirectional;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class InspectionTest {
  private static final int STEPS = 5;
  private static final Network NETWORK =
      new Network(
          Input.anySequence(2),
          List.of(Bidirectional.of(Lstm.units(3).returnSequences()), Gru.units(4), Dense.units(2)),
          7);

  @TempDir private Path folder;

  private static float[] values(int sequences) {
    Randomness random = new Randomness(3, 0);
    float[] values = new float[sequences * STEPS * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = 4 * random.uniform(i) - 2;
    }
    return values;
  }

  private static TracedSequence sequence(String name, int length) {
    return new TracedSequence(name, Collections.nCopies(length, ""));
  }

  private static Inspection two(int firstLength) {
    return Inspection.of(
        NETWORK,
        Tensor.of(values(2), 2, STEPS, 2),
        "which",
        "time",
        List.of(sequence("a", firstLength), sequence("b & <c>", STEPS)));
  }

  @Test
  void everyRecurrentLayerAndDirectionIsTraced() {
    Inspection found = two(STEPS);
    assertThat(found.layers().stream().map(TracedLayer::name))
        .containsExactly("bidirectional_1/forward", "bidirectional_1/backward", "gru_1");
    assertThat(found.layers().getFirst().values().stream().map(TracedValue::name))
        .containsExactly("i", "f", "g", "o", "h", "c");
    assertThat(found.layers().getLast().values().stream().map(TracedValue::name))
        .containsExactly("r", "z", "n", "h");
    for (TracedLayer layer : found.layers()) {
      assertThat(layer.rows()).isEqualTo(2 * STEPS);
      assertThat(layer.values()).allMatch(value -> value.rows() == 2 * STEPS);
    }
  }

  /** A short sequence among others is traced as it is alone, and nothing behind its end. */
  @Test
  void stepsThatOnlyFillUpAreNeitherReadNorShown() {
    Inspection both = two(3);
    Tensor alone = Tensor.of(java.util.Arrays.copyOf(values(2), 3 * 2), 1, 3, 2);
    Inspection one = Inspection.of(NETWORK, alone, "which", "time", List.of(sequence("a", 3)));
    for (int i = 0; i < both.layers().size(); i++) {
      TracedLayer layer = both.layers().get(i);
      assertThat(layer.rows()).isEqualTo(3 + STEPS);
      for (int v = 0; v < layer.values().size(); v++) {
        TracedValue value = layer.values().get(v);
        float[] expected = one.layers().get(i).values().get(v).values();
        assertThat(java.util.Arrays.copyOf(value.values(), expected.length))
            .as("%s of %s", value.name(), layer.name())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void theTableHasARowForEachSequenceStepAndUnit() throws IOException {
    Inspection found = two(3);
    TraceFiles.write(folder, found);
    assertThat(TraceFiles.all(folder, found)).hasSize(6).allMatch(Files::exists);

    List<String> rows = Files.readAllLines(folder.resolve("gru_1.csv"));
    assertThat(rows).hasSize(1 + (3 + STEPS) * 4);
    assertThat(rows.getFirst()).isEqualTo("which,step,time,unit,r,z,n,h");
    TracedLayer gru = found.layers().getLast();
    String[] fields = rows.get(1 + (3 + 2) * 4 + 1).split(",", -1); // of b, step 2, unit 1
    assertThat(fields).startsWith("b & <c>", "2", "", "1").hasSize(8);
    for (int v = 0; v < 4; v++) {
      assertThat(Float.parseFloat(fields[4 + v])).isEqualTo(gru.values().get(v).at(3 + 2, 1));
    }
    assertThat(folder.resolve("bidirectional_1-backward.csv")).exists();
  }

  @Test
  void thePictureIsOneFileWhosePixelsAreTheValues() throws Exception {
    Inspection found = two(STEPS);
    TraceFiles.write(folder, found);
    String svg = Files.readString(folder.resolve("gru_1.svg"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http");
    assertThat(document.getDocumentElement().getTextContent()).contains("b & <c>", "gru_1");
    assertThat(svg).contains("light-dark(");

    Element image = (Element) document.getElementsByTagName("image").item(1);
    String address = image.getAttribute("href");
    byte[] png = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    var pixels = ImageIO.read(new java.io.ByteArrayInputStream(png));
    assertThat(pixels.getWidth()).isEqualTo(2 * STEPS);
    assertThat(pixels.getHeight()).isEqualTo(4);
    TracedValue z = found.layers().getLast().values().get(1);
    ColourScale scale = ColourScale.of(Saturation.of(z));
    byte[] palette = scale.palette();
    for (int row = 0; row < z.rows(); row++) {
      for (int unit = 0; unit < 4; unit++) {
        int colour = scale.colour(z.at(row, unit));
        int expected =
            ((palette[3 * colour] & 0xff) << 16)
                | ((palette[3 * colour + 1] & 0xff) << 8)
                | (palette[3 * colour + 2] & 0xff);
        assertThat(pixels.getRGB(row, unit) & 0xffffff).isEqualTo(expected);
      }
    }
  }

  @Test
  void coloursRunFromTheLeastToTheGreatest() {
    ColourScale signed = ColourScale.ofSigned(-0.2, 3);
    assertThat(signed.colour(-3)).isZero();
    assertThat(signed.colour(3)).isEqualTo(255);
    assertThat(signed.colour(0)).isBetween(127, 128);
    assertThat(ColourScale.ofGates(0.4).colour(1)).isEqualTo(255);
  }
}
