package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.file.Safetensors;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.file.TensorData;
import dev.carousel.model.ModelFile;
import dev.carousel.task.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model file whose numbers or description were changed is refused, by name, or still forecasts.
 */
class ForecastModelDamageTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> WRONG =
      List.of(
          "null", "-1", "0", "99", "1000000000", "1e300", "\"garbage\"", "\"NaN\"", "[1.0]", "{}");
  private static final TimeSeries SERIES = SampleSeries.daily(300);
  private static final ForecastModel MODEL = SampleSeries.train(SERIES, 5);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("m.safetensors");
    MODEL.save(file);
  }

  private void rewrite(String description, Map<String, TensorData> tensors) throws IOException {
    Safetensors.write(file, Map.of(ModelFile.ENTRY, description), tensors);
  }

  private void refused(String because) {
    assertThatThrownBy(() -> ForecastModel.load(file))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(because);
  }

  /** What the field at a pointer becomes; {@code -} removes it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/frequency; null; frequency",
        "/target; -; target",
        "/horizon; 1; horizon",
        "/horizon; -1; horizon",
        "/horizon; 94; horizon",
        "/window; 0; window",
        "/window; 99; window",
        "/target/weights; [1.0]; weights",
        "/target/scale; 0; scale",
        "/target/mean; null; mean",
        "/persistence/spans/2; 9999; spans",
        "/persistence/weights; []; weights",
        "/persistence/weights/0/0; \"NaN\"; weights",
        "/covariates; []; the network reads",
        "/seasons/0/harmonics; 1000000000; harmonics",
        "/season; 0; season",
        "/trainEndTime; \"garbage\"; garbage",
        "/nonsense; 1; nonsense",
        "/times; null; times is missing",
        "/times/column; null; the column of times is missing",
        "/times/duplicates; null; duplicates is missing",
        "/times/zone; \"Mars\"; zone",
      })
  void aDescriptionThatCannotBeIsRefused(String pointer, String json, String because)
      throws IOException {
    SafetensorsFile good = Safetensors.read(file);
    ObjectNode document = (ObjectNode) JSON.readTree(good.text(ModelFile.ENTRY));
    put(document, JsonPointer.compile("/task/forecast" + pointer), json);
    rewrite(document.toString(), good.tensors());
    refused(because);
  }

  private static void put(JsonNode document, JsonPointer at, String json) {
    JsonNode parent = document.at(at.head());
    if (parent instanceof ArrayNode array) {
      array.set(at.last().getMatchingIndex(), JSON.readTree(json));
    } else if (json.equals("-")) {
      ((ObjectNode) parent).remove(at.last().getMatchingProperty());
    } else {
      ((ObjectNode) parent).set(at.last().getMatchingProperty(), JSON.readTree(json));
    }
  }

  @Test
  void whateverIsChangedInTheDescriptionNothingButARefusalComesOfIt() throws IOException {
    ModelFile good = ModelFile.read(file);
    int refused = 0;
    List<JsonPointer> all = new ArrayList<>();
    collect(good.task().get("forecast"), JsonPointer.compile("/forecast"), all);
    assertThat(all).hasSizeGreaterThan(30);
    for (JsonPointer at : all) {
      for (String wrong : WRONG) {
        JsonNode changed = good.task().deepCopy();
        put(changed, at, wrong);
        ModelFile content = new ModelFile(good.network(), good.provenance(), changed);
        refused += harmless(at + " = " + wrong, content) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(all.size() * 3);
  }

  private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> all) {
    all.add(at);
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < Math.min(1, array.size()); i++) {
        collect(array.get(i), at.appendIndex(i), all);
      }
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collect(field.getValue(), at.appendProperty(field.getKey()), all);
    }
  }

  private boolean harmless(String change, ModelFile content) {
    try {
      ForecastModel model = ForecastModel.of(file, content);
      double[] forecast = model.forecast(SERIES, 300);
      assertThat(forecast).as(change).hasSize(5);
      assertThat(Arrays.stream(forecast).allMatch(Double::isFinite)).as(change).isTrue();
      assertThat(Backtest.of(model, SERIES).origins()).as(change).isNotEmpty();
      return true;
    } catch (BadInput e) {
      assertThat(e).as(change).hasMessageMatching("(?s)(" + file + "|values): .*");
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(change, e);
    }
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() throws IOException {
    SafetensorsFile good = Safetensors.read(file);
    for (String name : good.tensors().keySet()) {
      Map<String, TensorData> tensors = new LinkedHashMap<>(good.tensors());
      TensorData tensor = good.tensor(name);
      float[] values = tensor.floats().clone();
      values[values.length - 1] = Float.intBitsToFloat(-1);
      tensors.put(name, TensorData.of(values, tensor.shape()));
      rewrite(good.text(ModelFile.ENTRY), tensors);
      refused("'" + name + "'");
    }
  }

  @Test
  void whatIsNotFiniteIsNoForecast() {
    double[] values = SERIES.target();
    values[299] = 1e300;
    TimeSeries far = SampleSeries.of(SampleSeries.DAILY, values, SERIES.column("visits"));
    assertThatThrownBy(() -> MODEL.forecast(far, 300))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("values: what the model makes of it is not a finite number");
  }
}
